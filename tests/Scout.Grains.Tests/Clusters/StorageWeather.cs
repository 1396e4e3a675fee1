using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Bronze;
using Scout.Storage.Gold;
using Scout.Storage.Silver;
using Scout.Storage.Stores;

namespace Scout.Grains.Tests.Clusters;

/// <summary>Stands before a real store: makes it fail, holds it up, and notes what was done.</summary>
internal sealed class StorageWeather
{
    private int _bronzeFaults;
    private int _silverFaults;
    private int _goldFaults;

    /// <summary>So many calls of bronze from now on fail before they reach the store.</summary>
    public int BronzeFaults { get => Volatile.Read(ref _bronzeFaults); set => Volatile.Write(ref _bronzeFaults, value); }

    /// <summary>So many calls of silver from now on fail before they reach the store.</summary>
    public int SilverFaults { get => Volatile.Read(ref _silverFaults); set => Volatile.Write(ref _silverFaults, value); }

    /// <summary>So many rollups from now on fail before they reach the store.</summary>
    public int GoldFaults { get => Volatile.Read(ref _goldFaults); set => Volatile.Write(ref _goldFaults, value); }

    /// <summary>The next rollup is done, and its answer lost.</summary>
    public bool LoseNextRollupAnswer { get; set; }

    /// <summary>The next append and the next promotion are done, and their answers lost.</summary>
    public bool LoseNextAppendAnswer { get; set; }

    public bool LoseNextPromotionAnswer { get; set; }

    /// <summary>What appends wait for before they reach the store.</summary>
    public Task AppendsHeld { get; set; } = Task.CompletedTask;

    /// <summary>What the reading of profiles waits for after it saw them.</summary>
    public Task ProfilesHeld { get; set; } = Task.CompletedTask;

    public ConcurrentQueue<IReadOnlyList<BronzeEvent>> Appends { get; } = [];

    public ConcurrentQueue<(int Shard, PromotionBatch Batch, PromotionOutcome Outcome)> Promotions { get; } = [];

    public ConcurrentQueue<StoreId> ProfileReads { get; } = [];

    /// <summary>Puts itself before the ports that are registered already.</summary>
    public void Cover(IServiceCollection services)
    {
        Decorate<IBronzeLog>(services, inner => new Bronze(this, inner));
        Decorate<ISilverStore>(services, inner => new Silver(this, inner));
        Decorate<IGoldStore>(services, inner => new Gold(this, inner));
        Decorate<IStoreRegistry>(services, inner => new Registry(this, inner));
    }

    private static void Decorate<T>(IServiceCollection services, Func<T, T> cover)
        where T : class
    {
        var inner = services.Last(service => service.ServiceType == typeof(T));
        _ = services.AddSingleton(provider => cover((T)ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)));
    }

    private static void Fail(ref int faults)
    {
        if (Volatile.Read(ref faults) > 0 && Interlocked.Decrement(ref faults) >= 0)
            throw new StorageUnavailableException("the store is away");
    }

    private sealed class Bronze(StorageWeather weather, IBronzeLog inner) : IBronzeLog
    {
        public ValueTask<EventIdBlock> ReserveEventIdsAsync(CancellationToken cancellationToken)
        {
            Fail(ref weather._bronzeFaults);
            return inner.ReserveEventIdsAsync(cancellationToken);
        }

        public async ValueTask<AppendOutcome[]> AppendAsync(IReadOnlyList<BronzeEvent> batch, CancellationToken cancellationToken)
        {
            weather.Appends.Enqueue([.. batch]);
            Fail(ref weather._bronzeFaults);
            await weather.AppendsHeld;
            var outcomes = await inner.AppendAsync(batch, cancellationToken);
            if (!weather.LoseNextAppendAnswer)
                return outcomes;
            weather.LoseNextAppendAnswer = false;
            throw new StorageUnavailableException("the answer was lost");
        }
    }

    private sealed class Silver(StorageWeather weather, ISilverStore inner) : ISilverStore
    {
        public ValueTask<ShardClaim> ClaimShardAsync(int shard, CancellationToken cancellationToken)
        {
            Fail(ref weather._silverFaults);
            return inner.ClaimShardAsync(shard, cancellationToken);
        }

        public ValueTask<IReadOnlyList<PendingRange>> ReadPendingAsync(int shard, int eventsMax, CancellationToken cancellationToken)
        {
            Fail(ref weather._silverFaults);
            return inner.ReadPendingAsync(shard, eventsMax, cancellationToken);
        }

        public ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(int shard, IReadOnlyList<PendingRange> ranges, CancellationToken cancellationToken)
        {
            Fail(ref weather._silverFaults);
            return inner.ReadEventsAsync(shard, ranges, cancellationToken);
        }

        public async ValueTask<PromotionOutcome> PromoteAsync(ShardClaim claim, PromotionBatch promotion, CancellationToken cancellationToken)
        {
            Fail(ref weather._silverFaults);
            var outcome = await inner.PromoteAsync(claim, promotion, cancellationToken);
            weather.Promotions.Enqueue((claim.Shard, promotion, outcome));
            if (!weather.LoseNextPromotionAnswer)
                return outcome;
            weather.LoseNextPromotionAnswer = false;
            throw new StorageUnavailableException("the answer was lost");
        }

        public ValueTask<IReadOnlyList<ShardBacklog>> ReadBacklogAsync(CancellationToken cancellationToken) => inner.ReadBacklogAsync(cancellationToken);

        public ValueTask<DateTimeOffset?> FindLastPromotionAsync(CancellationToken cancellationToken) => inner.FindLastPromotionAsync(cancellationToken);
    }

    private sealed class Gold(StorageWeather weather, IGoldStore inner) : IGoldStore
    {
        public async ValueTask<RollupOutcome> RollUpAsync(int shard, int rowsMax, CancellationToken cancellationToken)
        {
            Fail(ref weather._goldFaults);
            var outcome = await inner.RollUpAsync(shard, rowsMax, cancellationToken);
            if (!weather.LoseNextRollupAnswer)
                return outcome;
            weather.LoseNextRollupAnswer = false;
            throw new StorageUnavailableException("the answer was lost");
        }

        public ValueTask<IReadOnlyList<ShardRollup>> ReadShardsAsync(CancellationToken cancellationToken) => inner.ReadShardsAsync(cancellationToken);

        public ValueTask<IReadOnlyList<StoreId>> ReadMiscutAsync(int shard, CancellationToken cancellationToken) => inner.ReadMiscutAsync(shard, cancellationToken);

        public ValueTask<IReadOnlyList<StoreId>> ReadStoresAsync(CancellationToken cancellationToken) => inner.ReadStoresAsync(cancellationToken);

        public ValueTask<RebuildOutcome> RebuildAsync(StoreId store, (DateOnly From, DateOnly To)? span, bool dryRun, CancellationToken cancellationToken) =>
            inner.RebuildAsync(store, span, dryRun, cancellationToken);
    }

    private sealed class Registry(StorageWeather weather, IStoreRegistry inner) : IStoreRegistry
    {
        public async ValueTask<StoreProfile?> FindAsync(StoreId store, CancellationToken cancellationToken)
        {
            var held = weather.ProfilesHeld;
            var found = await inner.FindAsync(store, cancellationToken);
            weather.ProfileReads.Enqueue(store);
            await held;
            return found;
        }

        public ValueTask<StoreProfile> RegisterAsync(StoreProfile profile, CancellationToken cancellationToken) => inner.RegisterAsync(profile, cancellationToken);

        public ValueTask<StoreProfile> SaveAsync(StoreProfile profile, CancellationToken cancellationToken) => inner.SaveAsync(profile, cancellationToken);

        public ValueTask<IReadOnlyList<StoreProfile>> ReadPageAsync(StoreId? after, int limit, CancellationToken cancellationToken) =>
            inner.ReadPageAsync(after, limit, cancellationToken);
    }
}
