using System.Globalization;
using CsCheck;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Amendments;
using Scout.Storage.Bronze;
using Scout.Storage.Silver;
using Scout.Storage.Stores;
using Scout.Storage.Tests.Stores;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Amendments;

/// <summary>Any history of a few transactions gives the totals of a naive oracle, and doing it all again changes nothing.</summary>
public abstract class LedgerOracleContract : LedgerContract
{
    private const int Transactions = 4;
    private const int Contents = 3;

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Enum<Deed>(), Gen.Int[0, Transactions - 1], Gen.Int[0, Contents - 1], Gen.Int[0, 1], (deed, which, content, reason) => new Step(deed, which, content, reason));

    private int _round;

    protected enum Deed
    {
        Append,
        AppendHeld,
        AppendRejected,
        AppendPoison,
        Promote,
        Release,
        Discard,
        Void,
        Correct,
        Revive,
    }

    [Fact]
    public async Task Amend_AnySequence_EqualsTheNaiveOracle() =>
        await Steps.List[1, 40].SampleAsync(async steps => await CheckAsync(steps, tasks: 1), iter: 60, threads: 1);

    [Fact]
    public async Task Amend_AnySequenceFromManyTasks_CountsExactlyWhatItsRecordsSay() =>
        await Steps.List[10, 40].SampleAsync(async steps => await CheckAsync(steps, tasks: 4), iter: 25, threads: 1);

    private async Task CheckAsync(List<Step> steps, int tasks)
    {
        var world = new World($"ROUND-{++_round}");

        // So that there is something to amend: most of what happens to an unknown transaction is nothing.
        Step[] first = [new(Deed.Append, 0, 0, 0), new(Deed.AppendHeld, 1, 1, 0), new(Deed.Append, 2, 2, 0), new(Deed.Promote, 0, 0, 0)];
        foreach (var step in first)
            await DoAsync(world, step);
        if (tasks == 1)
        {
            foreach (var step in steps)
            {
                await DoAsync(world, step);
                Assert.Empty(world.Surprises);
                Assert.Equal(world.Expected, await SumAsync(world.Store));
            }
        }
        else
        {
            await Task.WhenAll(steps.Chunk(steps.Count / tasks + 1).Select(some => Task.Run(
                async () =>
                {
                    foreach (var step in some)
                        await DoAsync(world, step);
                },
                Cancellation)));
        }

        var total = await SumAsync(world.Store);
        Assert.Equal(await SumOfRecordsAsync(world), total);
        await CheckTailsAsync(world, total);
        foreach (var step in world.Done)
            await DoAsync(world, step with { IsReplay = true });
        Assert.Equal(total, await SumAsync(world.Store));
    }

    private async Task DoAsync(World world, Step step)
    {
        if (step.Deed == Deed.Promote)
        {
            _ = await PersistAsync(() => PromoteAllAsync(world));
            return;
        }

        var built = world.Built(step.Which, step.Content);
        var one = built.ToEvent(world.NextEventId(), Noon);
        if (step.Deed <= Deed.AppendPoison)
        {
            var outcome = Assert.Single(await AppendAsync(step.Deed switch
            {
                Deed.AppendHeld => Hold(one),
                Deed.AppendRejected => Hold(one, Disposition.Reject),
                _ => one,
            }));
            if (outcome.Status is AppendStatus.Accepted or AppendStatus.Quarantined)
                world.Accept(step, outcome.EventId);
            return;
        }

        if (Amendment(world, step, one) is not { } amendment)
            return;
        var done = await AmendAsync(amendment);
        if (step.IsReplay)
            Assert.False(done.IsNew, $"{step} was new again");
        else
            world.Amend(step, done.IsNew);
    }

    private static Amendment? Amendment(World world, Step step, BronzeEvent one)
    {
        var known = world.FindAccepted(step.Which) is { } first ? world.Built(step.Which, first.Content).ToEvent(first.EventId.Value, Noon) : null;
        return step.Deed switch
        {
            Deed.Discard => Discard(one),
            Deed.Void => Void(one),
            Deed.Correct => Correct(one, world.Built(step.Which, step.Content), Act($"{step.Reason}")),

            // Whoever releases or revives has read the event, so it is known.
            Deed.Release when known is not null => Release(known),
            Deed.Revive when known is not null => Revive(known),
            _ => null,
        };
    }

    private async Task<int> PromoteAllAsync(World world)
    {
        var claim = await Silver.ClaimShardAsync(world.Shard, Cancellation);
        var ranges = await ReadAllPendingAsync(world.Shard);
        var events = await Silver.ReadEventsAsync(world.Shard, ranges, Cancellation);
        var poison = events.Where(one => world.IsPoison(one.EventId)).Select(one => new PoisonEvent(one.EventId, "poison")).ToArray();
        var conformed = events.Where(one => !world.IsPoison(one.EventId)).Select(one => BuiltTransaction.Conform(World.Find(one).ToEvent(one.EventId.Value, Noon))).ToArray();

        // Fenced or taken already by another task of the same test: that one does it.
        if (ranges.Count > 0 && (await Silver.PromoteAsync(claim, new PromotionBatch(ranges, conformed, poison), Cancellation)).Status == PromotionStatus.Committed)
            world.Promote(events.Select(one => one.EventId));
        return ranges.Count;
    }

    /// <summary>Of each transaction the one revision that is in silver and not taken back.</summary>
    private async Task<StoreFigures> SumOfRecordsAsync(World world)
    {
        var sum = default(StoreFigures);
        for (var which = 0; which < Transactions; which++)
        {
            var transaction = world.Built(which, 0).Transaction;
            if (await Reader.FindAsync(transaction.StoreId, transaction.TransactionId, Cancellation) is not { } record)
                continue;
            var counting = record.Revisions.Where(revision => revision is { PromotedAt: not null, ReversedAt: null }).ToArray();
            Assert.True(counting.Length <= 1);
            foreach (var revision in counting)
            {
                Assert.Same(record.Revisions[^1], revision);
                sum += FiguresOf(World.Find(transaction.StoreId, transaction.TransactionId, revision.Body).Transaction);
            }
        }

        return sum;
    }

    private async Task CheckTailsAsync(World world, StoreFigures total)
    {
        var store = StoreId.Parse(world.Store);
        var all = await Figures.ReadTailAsync(store, SilverPosition.StartOf(world.Shard), Cancellation);
        var minutes = await Figures.ReadMinutesAsync(store, DateTimeOffset.MinValue, Cancellation);
        Assert.Equal(total, all.Minutes.Aggregate(default(StoreFigures), (sum, minute) => sum + minute.Figures));
        Assert.Equal(Order(minutes), Order(all));
        Assert.Equal(minutes.Position, all.Position);
    }

    private static IEnumerable<MinuteFigures> Order(MinuteSnapshot snapshot) => snapshot.Minutes.OrderBy(minute => minute.Minute);

    protected sealed record Step(Deed Deed, int Which, int Content, int Reason)
    {
        public bool IsReplay { get; init; }
    }

    private enum Place
    {
        Waiting,
        Held,
        SetAside,
        Counting,
        Discarded,
        Voided,
    }

    /// <summary>A store's transactions as a person would keep them on paper: where each is, and the one content of it that counts.</summary>
    private sealed class World(string store)
    {
        private static long _lastEventId;

        private readonly Lock _lock = new();
        private readonly Dictionary<int, Page> _known = [];
        private readonly List<Step> _done = [];
        private readonly List<string> _surprises = [];

        public string Store => store;

        public int Shard { get; } = Sharding.ShardOf(StoreId.Parse(store));

        /// <summary>What was done, in the order in which it was answered.</summary>
        public IReadOnlyList<Step> Done => _done;

        /// <summary>Amendments that were new and should not have been, or the other way. Tells something only where one comes after the other.</summary>
        public IReadOnlyList<string> Surprises => _surprises;

        public StoreFigures Expected => _known.Where(one => one.Value.Place == Place.Counting)
            .Aggregate(default(StoreFigures), (sum, one) => sum + FiguresOf(Built(one.Key, one.Value.Content).Transaction));

        public long NextEventId() => Interlocked.Increment(ref _lastEventId);

        /// <summary>The contents of a transaction differ in amount, in their minute and even in their kind.</summary>
        public BuiltTransaction Built(int which, int content) => Built(store, which, content);

        // Of any store: what an earlier round left waiting may be in the same shard, and is promoted along.
        public static BuiltTransaction Find(StoredEvent stored) => Find(stored.StoreId, stored.TransactionId, stored.Body);

        public static BuiltTransaction Find(StoreId store, TransactionId id, ReadOnlyMemory<byte> body) => Enumerable.Range(0, Contents)
            .Select(content => Built(store.Value, int.Parse(id.Value[2..], CultureInfo.InvariantCulture), content)).Single(built => built.Body.AsSpan().SequenceEqual(body.Span));

        private static BuiltTransaction Built(string store, int which, int content) => new TransactionBuilder(which)
        {
            Id = $"T-{which}",
            Store = store,
            OccurredAt = Noon.AddMinutes(-10 * which - content),
            Type = content == 2 ? TransactionType.Return : TransactionType.Sale,
            Items = [.. Enumerable.Range(1, content + 1).Select(line => TransactionBuilder.Line(line, content == 2 ? -line : line, which + 1.25m))],
        }.Build();

        public (int Content, EventId EventId)? FindAccepted(int which)
        {
            lock (_lock)
                return _known.TryGetValue(which, out var one) ? (one.First, one.EventId) : null;
        }

        // With many tasks one may be promoted before it is noted as poison here; then it is a sound event like any other.
        public bool IsPoison(EventId eventId)
        {
            lock (_lock)
                return _known.Values.Any(one => one.EventId == eventId && one.IsPoison);
        }

        public void Accept(Step step, EventId eventId)
        {
            lock (_lock)
            {
                var place = step.Deed == Deed.AppendHeld ? Place.Held : Place.Waiting;
                Assert.True(_known.TryAdd(step.Which, new Page(eventId, step.Content, step.Deed == Deed.AppendPoison) { Place = place }), $"{step} was accepted a second time");
                _done.Add(step);
            }
        }

        public void Promote(IEnumerable<EventId> events)
        {
            lock (_lock)
            {
                foreach (var one in _known.Values.Where(one => events.Contains(one.EventId)))
                    one.Place = one.IsPoison ? Place.SetAside : Place.Counting;
            }
        }

        public void Amend(Step step, bool isNew)
        {
            lock (_lock)
            {
                if (isNew)
                    _done.Add(step);
                var one = _known.GetValueOrDefault(step.Which);
                if (isNew != (one?.Take(step) ?? false))
                    _surprises.Add($"{step} was {(isNew ? "" : "not ")}new");
            }
        }
    }

    private sealed class Page(EventId eventId, int first, bool isPoison)
    {
        private readonly HashSet<(int Content, int Reason)> _corrections = [];

        public EventId EventId => eventId;

        /// <summary>The content that was sent first.</summary>
        public int First { get; } = first;

        public bool IsPoison => isPoison;

        public Place Place { get; set; }

        /// <summary>The content that counts, when one does.</summary>
        public int Content { get; private set; } = first;

        /// <returns>Whether it does anything.</returns>
        public bool Take(Step step)
        {
            var takes = step.Deed switch
            {
                Deed.Release or Deed.Discard => Place == Place.Held,
                Deed.Void => Place is Place.Held or Place.Counting,
                Deed.Revive => Place == Place.SetAside,
                _ => Place is not (Place.Waiting or Place.Voided) && _corrections.Add((step.Content, step.Reason)),
            };
            if (!takes)
                return false;
            if (step.Deed == Deed.Correct)
                Content = step.Content;
            Place = step.Deed switch
            {
                Deed.Discard => Place.Discarded,
                Deed.Void => Place.Voided,
                _ => Place.Counting,
            };
            return true;
        }
    }
}
