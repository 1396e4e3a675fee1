using Microsoft.Extensions.Logging;
using Scout.Contracts.Links;
using Scout.Contracts.Pipeline;
using Scout.Grains.Pipeline;

namespace Scout.Grains.Links;

/// <inheritdoc/>
internal sealed class LinkStarter(IGrainFactory grains, LinkHints hints, TimeProvider time, ILogger<LinkStarter> logger)
    : StageStarter(Stages.Linking, time, logger)
{
    protected override Task EnsureStartedAsync() => grains.GetGrain<IProductLinkingGrain>(0).EnsureStartedAsync();

    protected override void Wake() => hints.Wake();
}
