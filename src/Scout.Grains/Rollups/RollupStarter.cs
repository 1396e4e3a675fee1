using Microsoft.Extensions.Logging;
using Scout.Contracts.Pipeline;
using Scout.Contracts.Rollups;
using Scout.Domain.Stores;
using Scout.Grains.Pipeline;

namespace Scout.Grains.Rollups;

/// <inheritdoc/>
internal sealed class RollupStarter(IGrainFactory grains, RollupHints hints, TimeProvider time, ILogger<RollupStarter> logger)
    : StageStarter(Stages.Rollup, time, logger)
{
    protected override Task EnsureStartedAsync() =>
        Task.WhenAll(Enumerable.Range(0, Sharding.ShardCount).Select(shard => grains.GetGrain<IGoldRollupGrain>(shard).EnsureStartedAsync()));

    protected override void Wake()
    {
        for (var shard = 0; shard < Sharding.ShardCount; shard++)
            hints.Wake(shard);
    }
}
