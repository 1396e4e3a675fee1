using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scout.Contracts.Links;

namespace Scout.Grains.Links;

/// <summary>Starts the linker once the silo runs, and looks after it: when its silo dies it is called to life elsewhere in seconds. Safe in every silo.</summary>
internal sealed partial class LinkStarter(IGrainFactory grains, LinkHints hints, TimeProvider time, ILogger<LinkStarter> logger) : BackgroundService
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
            hints.Wake();
        }
    }

    private async Task<bool> TryStartAsync()
    {
        try
        {
            await grains.GetGrain<IProductLinkingGrain>(0).EnsureStartedAsync();
            return true;
        }
        catch (Exception exception)
        {
            LogNotStarted(exception);
            return false;
        }
    }

    [LoggerMessage(8011, LogLevel.Warning, "The linker could not be started; trying again")]
    private partial void LogNotStarted(Exception exception);
}
