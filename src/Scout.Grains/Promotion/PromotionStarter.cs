using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scout.Contracts.Promotion;
using Scout.Domain.Stores;

namespace Scout.Grains.Promotion;

/// <summary>Starts the promoters once the silo runs. Safe in every silo and at every start: the reminders are registered or renewed.</summary>
internal sealed partial class PromotionStarter(IGrainFactory grains, TimeProvider time, ILogger<PromotionStarter> logger) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryStartAsync())
            await Task.Delay(RetryDelay, time, stoppingToken);
    }

    private async Task<bool> TryStartAsync()
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Sharding.ShardCount).Select(shard => grains.GetGrain<ISilverPromotionGrain>(shard).EnsureStartedAsync()));
            return true;
        }
        catch (Exception exception)
        {
            // The reminder table or another silo may be away for a moment; whoever comes later tries the same.
            LogNotStarted(exception);
            return false;
        }
    }

    [LoggerMessage(2011, LogLevel.Warning, "The promoters could not all be started; trying again")]
    private partial void LogNotStarted(Exception exception);
}
