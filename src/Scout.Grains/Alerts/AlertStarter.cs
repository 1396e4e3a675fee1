using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scout.Contracts.Alerts;
using Scout.Contracts.Checks;

namespace Scout.Grains.Alerts;

/// <summary>Starts checks and alerts once the silo runs, and looks after the watch as <see cref="Promotion.PromotionStarter"/> does after promoters.</summary>
internal sealed partial class AlertStarter(IGrainFactory grains, TimeProvider time, ILogger<AlertStarter> logger) : BackgroundService
{
    private static readonly TimeSpan LookAfterPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryAsync(StartAsync))
            await Task.Delay(RetryDelay, time, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(LookAfterPeriod, time, stoppingToken);
            _ = await TryAsync(() => grains.GetGrain<IAlertGrain>(0).WakeAsync());
        }
    }

    private async Task StartAsync()
    {
        await grains.GetGrain<IAlertGrain>(0).EnsureStartedAsync();
        await grains.GetGrain<ISilverCheckGrain>(0).EnsureStartedAsync();
    }

    private async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception exception)
        {
            // The store or another silo may be away for a moment; the next time comes soon.
            LogNotStarted(exception);
            return false;
        }
    }

    [LoggerMessage(5104, LogLevel.Warning, "Checks and alerts could not be started or reached; trying again")]
    private partial void LogNotStarted(Exception exception);
}
