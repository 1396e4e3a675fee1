using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Placement;
using Scout.Contracts.Promotion;
using Scout.Contracts.Reports;
using Scout.Contracts.Rollups;
using Scout.Contracts.Stores;
using Scout.Contracts.Transactions;
using Scout.Domain.Stores;
using Scout.Grains.Placement;
using Scout.Grains.Tests.Clusters;
using Scout.Testing.Postgres;
using Scout.Testing.Transactions;

namespace Scout.Grains.Tests.Placement;

/// <summary>Three silos: who lives with whom.</summary>
public sealed class PlacementTests(PostgresServer server)
{
    [Fact]
    public async Task Grains_OfOneStore_LiveWithItsShard()
    {
        await using var cluster = await ScoutCluster.StartAsync(await ClusterDatabase.CreatePostgresAsync(server), silos: 3);
        var homes = new HashSet<SiloAddress>();
        foreach (var seed in Enumerable.Range(0, 24))
        {
            // A bar in the id: keys of transactions escape it, keys of stores do not.
            var sale = new TransactionBuilder(seed) { Store = $"SHOP|{seed:D2}", OccurredAt = Oracle.Recently(seed) }.Build();
            var store = sale.Transaction.StoreId;
            _ = await cluster.SubmitAsync(sale);
            _ = await cluster.FindAsync(sale.Transaction);
            var grains = cluster.Silos.Client;
            _ = await grains.GetGrain<IStoreReportGrain>(store.Value).FindRecentAsync(null, 1);
            var shard = Sharding.ShardOf(store);
            await grains.GetGrain<ISilverPromotionGrain>(shard).WakeAsync();
            await grains.GetGrain<IGoldRollupGrain>(shard).WakeAsync();

            // Those that began while this silo or that was still starting move home within seconds.
            await Eventually.UntilAsync(
                async () =>
                {
                    _ = await cluster.SubmitAsync(sale);
                    var found = await Task.WhenAll(
                        HomeAsync(cluster, grains.GetGrain<IStoreGrain>(store.Value)), HomeAsync(cluster, grains.GetGrain<IStoreReportGrain>(store.Value)),
                        HomeAsync(cluster, grains.GetGrain<ITransactionGrain>(TransactionKey.Format(store, sale.Transaction.TransactionId))),
                        HomeAsync(cluster, grains.GetGrain<ISilverPromotionGrain>(shard)), HomeAsync(cluster, grains.GetGrain<IGoldRollupGrain>(shard)));
                    return found.Distinct().Count() == 1 && found[0] is { } home && homes.Add(home) | true;
                },
                $"all grains of {store} to live in one silo");
        }

        Assert.Equal(3, homes.Count);
    }

    [Fact]
    public async Task Grains_AfterASiloJoined_MoveToIt()
    {
        await using var cluster = await ScoutCluster.StartAsync(await ClusterDatabase.CreatePostgresAsync(server), silos: 1);
        var sales = Enumerable.Range(0, 16).Select(seed => new TransactionBuilder(seed) { Store = $"SHOP-{seed:D2}", OccurredAt = Oracle.Recently(seed) }.Build()).ToArray();
        foreach (var sale in sales)
            _ = await cluster.SubmitAsync(sale);
        var joined = await cluster.Silos.StartAdditionalSiloAsync();

        foreach (var sale in sales)
        {
            var (store, map) = (sale.Transaction.StoreId, ShardMap.Assign(cluster.Silos.Silos.Select(silo => silo.SiloAddress)));
            await Eventually.UntilAsync(
                async () =>
                {
                    // Work makes a store move: one that sleeps is collected instead.
                    _ = await cluster.SubmitAsync(sale);
                    return await HomeAsync(cluster, cluster.Store(store.Value)) is { } home && home.Equals(map[Sharding.ShardOf(store)]);
                },
                $"{store} to live at its home");
        }

        Assert.Contains(sales, sale => ShardMap.Assign(cluster.Silos.Silos.Select(silo => silo.SiloAddress))[Sharding.ShardOf(sale.Transaction.StoreId)].Equals(joined.SiloAddress));
        Assert.Equal(sales.Length, await cluster.Database.CountAsync("bronze_events"));
    }

    /// <summary>
    /// A silo that sends calls to where a shard no longer lives makes its grains there. After a fault of the network or of the database it
    /// may go on to do so: a grain that would only work at home would never work.
    /// </summary>
    [Fact]
    public async Task Grains_PlacedWhereTheirHomeIsNot_WorkAllTheSame()
    {
        await using var cluster = await ScoutCluster.StartAsync(
            await ClusterDatabase.CreatePostgresAsync(server), silos: 3,
            change: services => services.AddKeyedSingleton<IPlacementDirector, MistakenDirector>(typeof(ShardPlacement)));
        var silos = cluster.Silos.Silos.Select(silo => silo.SiloAddress).ToArray();
        foreach (var silo in cluster.Silos.Silos)
        {
            var (homes, isHome) = (silo.ServiceProvider.GetRequiredService<ShardHomes>(), ShardMap.Assign(silos).Select(home => home.Equals(silo.SiloAddress)));
            await Eventually.UntilAsync(() => Task.FromResult(Enumerable.Range(0, Sharding.ShardCount).Select(homes.IsHome).SequenceEqual(isHome)), "every silo to know its shards");
        }

        foreach (var seed in Enumerable.Range(0, 16))
            _ = await cluster.SubmitAsync(new TransactionBuilder(seed) { Store = $"SHOP-{seed:D2}", OccurredAt = Oracle.Recently(seed) }.Build());

        await cluster.WaitUntilNothingIsPendingAsync();
        await cluster.WaitUntilGoldIsAsFarAsSilverAsync();
        Assert.Equal(16, await cluster.Database.CountAsync("gold_store_days"));
    }

    private static async Task<SiloAddress?> HomeAsync(ScoutCluster cluster, IAddressable grain) =>
        await cluster.Silos.Client.GetGrain<IManagementGrain>(0).GetActivationAddress(grain);

    /// <summary>Puts every shard's grains where their home is not.</summary>
    private sealed class MistakenDirector : IPlacementDirector
    {
        public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
        {
            var silos = context.GetCompatibleSilos(target);
            var home = ShardMap.Assign(silos)[(int)target.GrainIdentity.GetIntegerKey()];
            return Task.FromResult(silos.First(silo => !silo.Equals(home)));
        }
    }
}
