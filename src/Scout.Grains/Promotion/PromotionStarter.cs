using Microsoft.Extensions.Logging;
using Scout.Contracts.Pipeline;
using Scout.Contracts.Promotion;
using Scout.Domain.Stores;
using Scout.Grains.Pipeline;

namespace Scout.Grains.Promotion;

/// <inheritdoc/>
internal sealed class PromotionStarter(IGrainFactory grains, PromotionHints hints, TimeProvider time, ILogger<PromotionStarter> logger)
    : StageStarter(Stages.Promotion, time, logger)
{
    protected override Task EnsureStartedAsync() =>
        Task.WhenAll(Enumerable.Range(0, Sharding.ShardCount).Select(shard => grains.GetGrain<ISilverPromotionGrain>(shard).EnsureStartedAsync()));

    protected override void Wake()
    {
        for (var shard = 0; shard < Sharding.ShardCount; shard++)
            hints.Wake(shard);
    }
}
