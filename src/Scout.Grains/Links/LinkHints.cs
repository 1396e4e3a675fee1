using Microsoft.Extensions.Logging;
using Scout.Contracts.Links;

namespace Scout.Grains.Links;

/// <summary>Tells the linker that there is work. A lost hint costs at most one poll interval.</summary>
internal sealed partial class LinkHints(IGrainFactory grains, ILogger<LinkHints> logger)
{
    private IProductLinkingGrain? _linking;

    public void Wake()
    {
        try
        {
            var call = (_linking ??= grains.GetGrain<IProductLinkingGrain>(0)).WakeAsync();
            if (!call.IsCompletedSuccessfully)
                _ = ObserveAsync(call);
        }
        catch (Exception exception)
        {
            // The silo has not started, or stops.
            LogHintLost(exception);
        }
    }

    private async Task ObserveAsync(Task call)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogHintLost(exception);
        }
    }

    [LoggerMessage(8010, LogLevel.Debug, "A hint to the linker was lost; it will look by itself")]
    private partial void LogHintLost(Exception exception);
}
