using Scout.Api.Http;

namespace Scout.Api.Hosting;

/// <summary><c>/health/live</c> and <c>/health/ready</c>.</summary>
public static class HealthEndpoints
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(3);

    /// <param name="app">The server.</param>
    /// <param name="findFaultAsync">Tells what keeps this process from taking work, or null. Kept from hanging by a time limit.</param>
    public static void MapHealth(this WebApplication app, Func<CancellationToken, ValueTask<string?>> findFaultAsync)
    {
        // Alive means only that the process answers: restarting it would not bring a lost database back.
        app.MapRead("/health/live", context => AnswerAsync(context, null));
        app.MapRead("/health/ready", async context =>
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            timeout.CancelAfter(CheckTimeout);
            await AnswerAsync(context, await FindFaultAsync(findFaultAsync, timeout.Token));
        });
    }

    private static async ValueTask<string?> FindFaultAsync(Func<CancellationToken, ValueTask<string?>> findFaultAsync, CancellationToken cancellationToken)
    {
        try
        {
            return await findFaultAsync(cancellationToken);
        }
        catch (Exception exception) when (FaultMiddleware.IsUnavailable(exception))
        {
            return "the store or the cluster does not answer";
        }
    }

    private static Task AnswerAsync(HttpContext context, string? fault) => JsonReply.WriteAsync(context, fault is null ? 200 : 503, fault, static (writer, fault) =>
    {
        writer.WriteStartObject();
        writer.WriteString("status", fault is null ? "ok" : "not_ready");
        if (fault is not null)
            writer.WriteString("detail", fault);
        writer.WriteEndObject();
    });
}
