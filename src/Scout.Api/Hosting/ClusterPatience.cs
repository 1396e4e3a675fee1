using Microsoft.Extensions.Options;

namespace Scout.Api.Hosting;

/// <summary>
/// Calls the cluster again while it mourns a silo. That the outcome of the first call is unknown does not matter: every act carries an
/// identity, and the one who comes second is told what the first one did.
/// </summary>
internal sealed class ClusterPatience(TimeProvider time, IOptions<ApiOptions> options, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(1);

    /// <summary>Whether the cluster, not its store, failed to answer, so that the same call may soon be answered elsewhere.</summary>
    public static bool IsWorthRepeating(Exception exception) => exception is OrleansException or TimeoutException && exception is not LimitExceededException;

    /// <summary>Calls until there is an answer, for as long as <see cref="ApiOptions.ClusterPatience"/>; then throws what the last call threw.</summary>
    public async ValueTask<T> CallAsync<T>(Func<ValueTask<T>> call)
    {
        var startedAt = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (IsWorthRepeating(exception) && HasTime(startedAt))
            {
            }

            await PauseAsync(startedAt);
        }
    }

    /// <summary>Whether another attempt may begin.</summary>
    public bool HasTime(long startedAt) => time.GetElapsedTime(startedAt) < options.Value.ClusterPatience && !lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Waits before another attempt: longer the longer it lasts, and never in step with others.</summary>
    public Task PauseAsync(long startedAt)
    {
        var elapsed = time.GetElapsedTime(startedAt);
        var most = elapsed < FirstDelay ? FirstDelay : elapsed < DelayMax ? elapsed : DelayMax;
        return Task.Delay(most * (0.5 + Random.Shared.NextDouble() / 2), time);
    }
}

/// <summary>For handlers that write; readings are run again as a whole.</summary>
internal static class ClusterCalls
{
    /// <inheritdoc cref="ClusterPatience.CallAsync"/>
    public static ValueTask<T> CallClusterAsync<T>(this HttpContext context, Func<ValueTask<T>> call) =>
        context.RequestServices.GetRequiredService<ClusterPatience>().CallAsync(call);
}
