using Microsoft.Extensions.Logging;
using Scout.Contracts.Alerts;
using Scout.Contracts.Checks;
using Scout.Contracts.Pipeline;
using Scout.Grains.Pipeline;

namespace Scout.Grains.Alerts;

/// <summary>Starts checks and alerts, and looks after them.</summary>
internal sealed class AlertStarter(IGrainFactory grains, TimeProvider time, ILogger<AlertStarter> logger) : StageStarter(Stages.Quality, time, logger)
{
    protected override async Task EnsureStartedAsync()
    {
        await grains.GetGrain<IAlertGrain>(0).EnsureStartedAsync();
        await grains.GetGrain<ISilverCheckGrain>(0).EnsureStartedAsync();
    }

    // Lost, it comes again in seconds; what keeps it away is told once a minute.
    protected override void Wake() => grains.GetGrain<IAlertGrain>(0).WakeAsync().Ignore();
}
