using System.Runtime.InteropServices;
using Scout.Domain;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Reports;
using Scout.Grains.Stores;
using Scout.Storage.Gold;
using Scout.Storage.Stores;

namespace Scout.Grains.Chain;

/// <summary>Today of every store, in memory: begun with gold and the silver beyond it, and carried on by what is promoted since.</summary>
/// <remarks>Belongs to one activation and is only touched in its turns. Losing it costs a read.</remarks>
internal sealed class ChainToday(
    ChainFigures figures, IGoldReader gold, IStoreRegistry registry, ShardPositions positions, SilverTails tails, ReportOptions options, TimeProvider time)
{
    /// <summary>A rebuild of another cut changes days that were loaded, and nothing tells: so they are loaded anew this often.</summary>
    private static readonly TimeSpan CarriedFor = TimeSpan.FromSeconds(10);

    private ChainStoreList? _list;
    private long _listedAt;
    private Loaded? _loaded;
    private Task? _reloading;

    /// <summary>What silver held at a moment of this call, of every store that had sold by then.</summary>
    public async ValueTask<StoresToday> ReadAsync()
    {
        if (_list is { } known && time.GetElapsedTime(_listedAt) < options.IdleAnswersKeptFor && await TryReadAsync(known, leaveOthersOut: false) is { } today)
            return today;
        if (await TryReadAsync(await ListAsync(), leaveOthersOut: false) is { } anew)
            return anew;

        // Yet another store registered itself, just now. The next call has it.
        return (await TryReadAsync(await ListAsync(), leaveOthersOut: true))!;
    }

    private async Task<ChainStoreList> ListAsync()
    {
        var startedAt = time.GetTimestamp();
        var list = await ChainStoreList.ReadAsync(registry);
        (_list, _listedAt) = (list, startedAt);
        return list;
    }

    /// <returns>Null when a store has sales that the list does not have: it registered itself since.</returns>
    private async ValueTask<StoresToday?> TryReadAsync(ChainStoreList list, bool leaveOthersOut)
    {
        var now = time.GetUtcNow();
        if (_loaded is { } loaded && loaded.StillServes(list, now))
        {
            // What was carried on serves until its successor is there: readers do not wait for that.
            if (time.GetElapsedTime(loaded.LoadedAt) >= CarriedFor && _reloading is null or { IsCompleted: true })
                _reloading = ReloadAsync(list, now);
        }
        else if (await LoadAsync(list, now, leaveOthersOut) is { } first)
        {
            loaded = first;
        }
        else
        {
            return null;
        }

        var stand = await StandAsync();
        while (Enumerable.Range(0, Sharding.ShardCount).Where(shard => loaded.Positions[shard] < stand.Positions[shard]).ToList() is { Count: > 0 } behind)
        {
            // Callers interleave at each wait: whoever comes second finds the position moved, and adds what lies behind that.
            var found = await Task.WhenAll(behind.Select(shard => FindTailAsync(shard, loaded.Positions[shard], stand.Positions[shard])));
            if (found.Any(tail => tail.Rows is null))
            {
                if (await LoadAsync(list, now, leaveOthersOut) is not { } again)
                    return null;
                loaded = again;
            }
            else if (found.Any(tail => loaded.Positions[tail.Shard] == tail.After && !loaded.TryAdd(tail.Shard, tail.Rows!, leaveOthersOut)))
            {
                return null;
            }
        }

        if (_loaded is null || !_loaded.StillServes(list, now) || _loaded.LoadedAt < loaded.LoadedAt)
            _loaded = loaded;
        return new StoresToday(list, stand.AsOf, loaded.Reached, loaded.Copy());
    }

    private async ValueTask<(long[] Positions, DateTimeOffset AsOf)> StandAsync()
    {
        var (reached, asOf) = (new long[Sharding.ShardCount], DateTimeOffset.MaxValue);
        for (var shard = 0; shard < reached.Length; shard++)
        {
            (reached[shard], var readAt) = await positions.GetAsync(shard);
            asOf = readAt < asOf ? readAt : asOf;
        }

        return (reached, asOf);
    }

    private async Task<(int Shard, long After, ShardTail? Rows)> FindTailAsync(int shard, long after, long upTo) =>
        (shard, after, await tails.FindAsync(shard, after, upTo, store: null));

    private async Task ReloadAsync(ChainStoreList list, DateTimeOffset now)
    {
        try
        {
            _loaded = await LoadAsync(list, now, leaveOthersOut: true) ?? _loaded;
        }
        catch (StorageUnavailableException)
        {
            // The next call tries again; until then what is carried on is as right as it was.
        }
    }

    private async Task<Loaded?> LoadAsync(ChainStoreList list, DateTimeOffset now, bool leaveOthersOut)
    {
        var startedAt = time.GetTimestamp();
        var days = list.Stores.Select(store => store.Calendar).Distinct().ToDictionary(calendar => calendar, calendar => calendar.DayOf(now));
        var today = await figures.SumDaysAsync(list, store => (days[store.Calendar], days[store.Calendar].AddDays(1)));

        // Read after the sums, so that every store that is in them has a watermark; ahead of them it does no harm.
        var reached = await gold.ReadWatermarksAsync(CancellationToken.None);
        return !leaveOthersOut && reached.Keys.Any(store => !list.ById.ContainsKey(store))
            ? null
            : new Loaded(list, days, today.Positions, startedAt, reached.Count == 0 ? null : reached.Values.Max(), today.Rows);
    }

    private sealed class Loaded(
        ChainStoreList list, Dictionary<StoreCalendar, DateOnly> days, long[] positions, long loadedAt, DateTimeOffset? reached, IReadOnlyList<StoreSums> rows)
    {
        private readonly Dictionary<(StoreId Store, string Currency), StoreFigures> _sums = rows.ToDictionary(row => (row.StoreId, row.Currency), row => row.Figures);

        public long[] Positions => positions;

        public long LoadedAt => loadedAt;

        public DateTimeOffset? Reached { get; private set; } = reached;

        public bool StillServes(ChainStoreList other, DateTimeOffset now) => list.HasTheSameStoresAs(other) && days.All(day => day.Key.DayOf(now) == day.Value);

        public bool TryAdd(int shard, ShardTail tail, bool leaveOthersOut)
        {
            if (!leaveOthersOut && tail.Rows.Any(row => !list.ById.ContainsKey(row.StoreId)))
                return false;
            foreach (var row in tail.Rows)
            {
                if (Reached is null || row.Reached > Reached)
                    Reached = row.Reached;
                if (!list.ById.TryGetValue(row.StoreId, out var store) || store.Calendar.DayOf(row.Minutes.Minute) != days[store.Calendar])
                    continue;
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, (row.StoreId, row.Minutes.Currency ?? store.Profile.Currency), out _);
                sum += row.Minutes.Figures;
            }

            positions[shard] = tail.Position;
            return true;
        }

        public IReadOnlyList<StoreSums> Copy() => [.. _sums.Select(sum => new StoreSums(sum.Key.Store, sum.Key.Currency, sum.Value, null))];
    }
}

/// <param name="List">The stores that were asked about.</param>
/// <param name="AsOf">Everything promoted before it is in the rows.</param>
/// <param name="Watermark">The greatest event time of the chain; null without sales.</param>
/// <param name="Rows">By store and currency.</param>
internal sealed record StoresToday(ChainStoreList List, DateTimeOffset AsOf, DateTimeOffset? Watermark, IReadOnlyList<StoreSums> Rows);
