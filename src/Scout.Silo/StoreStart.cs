using System.Data.Common;
using Scout.Domain;
using Scout.Storage;

namespace Scout.Silo;

/// <summary>Brings the store up to date before anything else starts, and waits a while for one that is only just starting itself.</summary>
internal static partial class StoreStart
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <returns>Why the store cannot be used, in one line; null when it can.</returns>
    public static async Task<string?> MigrateAsync(IServiceProvider services, TimeSpan patience)
    {
        var (time, logger) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>().CreateLogger("Scout.Silo.StoreStart"));
        var startedAt = time.GetTimestamp();
        while (true)
        {
            try
            {
                await services.GetRequiredService<IStorageMigrator>().MigrateAsync(CancellationToken.None);
                return null;
            }
            catch (StorageUnavailableException exception) when (exception.InnerException is DbException { IsTransient: true } && time.GetElapsedTime(startedAt) < patience)
            {
                LogWaiting(logger, exception.Message);
                await Task.Delay(RetryDelay, time);
            }
            catch (Exception exception) when (exception is StorageUnavailableException or InvalidOperationException)
            {
                return exception.Message;
            }
        }
    }

    [LoggerMessage(3001, LogLevel.Warning, "Waiting for the store: {Reason}")]
    private static partial void LogWaiting(ILogger logger, string reason);
}
