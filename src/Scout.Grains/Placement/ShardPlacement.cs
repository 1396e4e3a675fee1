using Orleans.Placement;
using Orleans.Runtime.Placement;
using Scout.Contracts.Transactions;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;

namespace Scout.Grains.Placement;

/// <summary>Places a grain at the home of its shard.</summary>
[GenerateSerializer, Immutable, Alias("scout.ShardPlacement")]
internal sealed class ShardPlacement : PlacementStrategy;

/// <summary>Places a grain at the home of its store's shard.</summary>
[GenerateSerializer, Immutable, Alias("scout.StorePlacement")]
internal sealed class StorePlacement : PlacementStrategy;

/// <summary>Places a grain at the home of its transaction's store's shard.</summary>
[GenerateSerializer, Immutable, Alias("scout.TransactionPlacement")]
internal sealed class TransactionPlacement : PlacementStrategy;

/// <summary>The key is the number of a shard.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PlacedWithShardAttribute() : PlacementAttribute(new ShardPlacement());

/// <summary>The key is a store's id.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PlacedWithStoreAttribute() : PlacementAttribute(new StorePlacement());

/// <summary>The key is a <see cref="TransactionKey"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PlacedWithTransactionAttribute() : PlacementAttribute(new TransactionPlacement());

/// <summary>
/// Puts a store, its transactions, and the promoter and rollup of its shard in one silo: a sale is judged, journalled, promoted and rolled
/// up where it arrived, from memory, and its journal's batches hold few shards.
/// </summary>
internal sealed class ShardPlacementDirector : IPlacementDirector
{
    private volatile Map _map = new([], []);

    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) ?? HomesAmong(silos)[ShardOf(strategy, target.GrainIdentity)]);
    }

    private SiloAddress[] HomesAmong(SiloAddress[] silos)
    {
        var map = _map;
        if (!map.Silos.SequenceEqual(silos))
            _map = map = new Map(silos, ShardMap.Assign(silos));
        return map.Homes;
    }

    private static int ShardOf(PlacementStrategy strategy, GrainId grain) => strategy switch
    {
        ShardPlacement => (int)(grain.GetIntegerKey() % Sharding.ShardCount),
        TransactionPlacement => Sharding.ShardOf(TransactionKey.Parse(grain.Key.ToString()!).Store),
        _ => Sharding.ShardOf(StoreId.FromStored(grain.Key.ToString()!)),
    };

    private sealed record Map(SiloAddress[] Silos, SiloAddress[] Homes);
}
