using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scout.Contracts.Rollups;
using Scout.Domain.Stores;

namespace Scout.Grains.Rollups;

/// <summary>
/// Starts the rollups once the silo runs, and looks after them: when a silo dies its rollups are called to life elsewhere in seconds,
/// where the reminder alone would take up to a minute. Safe in every silo and at every start.
/// </summary>
internal sealed partial class RollupStarter(IGrainFactory grains, RollupHints hints, TimeProvider time, ILogger<RollupStarter> logger) : BackgroundService
{
    private static readonly TimeSpan LookAfterPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryStartAsync())
            await Task.Delay(RetryDelay, time, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(LookAfterPeriod, time, stoppingToken);
            for (var shard = 0; shard < Sharding.ShardCount; shard++)
                hints.Wake(shard);
        }
    }

    private async Task<bool> TryStartAsync()
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Sharding.ShardCount).Select(shard => grains.GetGrain<IGoldRollupGrain>(shard).EnsureStartedAsync()));
            return true;
        }
        catch (Exception exception)
        {
            // The reminder table or another silo may be away for a moment; whoever comes later tries the same.
            LogNotStarted(exception);
            return false;
        }
    }

    [LoggerMessage(7011, LogLevel.Warning, "The rollups could not all be started; trying again")]
    private partial void LogNotStarted(Exception exception);
}
