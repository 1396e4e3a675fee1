using Microsoft.Extensions.Logging;
using Scout.Contracts.Rollups;
using Scout.Domain.Stores;

namespace Scout.Grains.Rollups;

/// <summary>Tells rollups that there is work. A lost hint costs at most one poll interval.</summary>
internal sealed partial class RollupHints(IGrainFactory grains, ILogger<RollupHints> logger)
{
    private readonly IGoldRollupGrain?[] _rollups = new IGoldRollupGrain?[Sharding.ShardCount];

    /// <summary>Silver of the shard moved.</summary>
    public void Wake(int shard) => Observe(Of(shard).WakeAsync(), shard);

    /// <summary>A profile of a store of the shard changed.</summary>
    public void Recut(int shard) => Observe(Of(shard).RecutAsync(), shard);

    private IGoldRollupGrain Of(int shard) => _rollups[shard] ??= grains.GetGrain<IGoldRollupGrain>(shard);

    private void Observe(Task call, int shard)
    {
        if (!call.IsCompletedSuccessfully)
            _ = ObserveAsync(call, shard);
    }

    private async Task ObserveAsync(Task call, int shard)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogHintLost(shard, exception);
        }
    }

    [LoggerMessage(7010, LogLevel.Debug, "A hint to the rollup of shard {Shard} was lost; it will look by itself")]
    private partial void LogHintLost(int shard, Exception exception);
}
