using CsCheck;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Stores;

namespace Scout.Grains.Tests.Stores;

public sealed class StoreFiguresCacheTests
{
    private static readonly StoreId Store = StoreId.Parse("STORE-001");

    // Around changes of the clocks, and around the day that Samoa skipped.
    private static readonly (string Zone, string Now)[] Scenes =
    [
        ("Europe/London", "2025-03-28T12:00:00Z"), ("Europe/London", "2025-10-24T22:59:30Z"), ("America/Sao_Paulo", "2018-11-02T02:00:00Z"),
        ("Australia/Lord_Howe", "2025-04-04T12:00:00Z"), ("Asia/Kathmandu", "2025-06-01T18:14:00Z"), ("Pacific/Apia", "2011-12-28T12:00:00Z"), ("UTC", "2024-02-28T23:59:59Z"),
    ];

    private static readonly string?[] Currencies = [null, null, null, "USD", "GBP", "PHP"];

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (6, Gen.Select(Gen.Bool, AnySale().List[0, 6], (here, sales) => (Step)new Step.Promote(here, 1, sales))),
        (1, Gen.Select(Gen.Long[190, 210], AnySale().List[0, 3], (promotions, sales) => (Step)new Step.Promote(false, promotions, sales))),
        (8, Gen.Select(Gen.Int[0, 9], Gen.Int[-12, 1], (kind, day) => (Step)new Step.Ask(kind < 3 ? SummaryWindowKind.Today : (SummaryWindowKind)(kind % 4), day))),
        (3, Gen.OneOf(Gen.Long[0, 120], Gen.Long[0, 7_200], Gen.Long[0, 4 * 86_400]).Select(seconds => (Step)new Step.Advance(seconds))),
        (1, Gen.Int[0, 7].Select(profile => (Step)new Step.ChangeProfile(profile))),
        (1, Gen.Int[1, 3].Select(faults => (Step)new Step.LoseReads(faults))),
        (2, Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true))).Select(recut => (Step)new Step.RollUp(recut))),
        (1, Gen.Const((Step)new Step.Forget())));

    [Fact]
    public async Task Sum_AnyHistory_EqualsTheNaiveSumOverTheRows() => await Gen.Select(Gen.Int[0, Scenes.Length - 1], Steps.List[1, 60]).SampleAsync(
        async (scene, steps) =>
        {
            var world = new World(Scenes[scene]);
            foreach (var step in steps)
                await world.RunAsync(step);
            foreach (var kind in Enum.GetValues<SummaryWindowKind>())
                await world.AskAsync(kind, 0);
        }, iter: 1_500, print: sample => $"{Scenes[sample.Item1]} {string.Join("\n", sample.Item2)}");

    // Found by the property: what was kept still held the day, and was too far behind to be caught up with.
    [Fact]
    public async Task Sum_DayThatCatchingUpLetsGo_IsReadFromSilver()
    {
        var world = new World(Scenes[^1]);
        await world.AskAsync(SummaryWindowKind.Today, 0);
        await world.RunAsync(new Step.Advance(3 * 86_400));
        await world.RunAsync(new Step.Promote(true, 201, [new Sale(-8 * 86_400, null, 5)]));

        await world.AskAsync(SummaryWindowKind.Date, -8);
    }

    [Fact]
    public async Task Sum_NothingPromotedSince_ReadsNothingButThePosition()
    {
        var world = new World(Scenes[0]);
        await world.RunAsync(new Step.Promote(true, 1, [new Sale(-60, null, 5)]));
        await world.AskAsync(SummaryWindowKind.Today, 0);

        // Whatever else it read would fail.
        await world.RunAsync(new Step.LoseReads(1));
        foreach (var kind in (SummaryWindowKind[])[SummaryWindowKind.Today, SummaryWindowKind.Hours24, SummaryWindowKind.Days7])
            Assert.True(await world.TryAskAsync(kind, 0));
    }

    [Fact]
    public async Task Sum_ManyAtOnce_ShareOneReadAndAgree()
    {
        var world = new World(Scenes[0]);
        await world.RunAsync(new Step.Promote(true, 1, [new Sale(-60, null, 5), new Sale(-120, "GBP", 7)]));
        var answering = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Reader.Answering = answering.Task;

        // One scheduler at a time, as in a grain.
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var asking = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () => world.AskAsync(SummaryWindowKind.Today, 0), CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap()).ToArray();
        answering.SetResult();

        await Eventually.For(Task.WhenAll(asking), "eight askers");
    }

    // An asker whose store gets another currency while it waits must not find the figures of its own currency empty.
    [Fact]
    public async Task Sum_ProfileChangedWhileItWaits_AnswersInTheProfileItWasAskedFor()
    {
        var world = new World(Scenes[0]);
        await world.RunAsync(new Step.Promote(true, 1, [new Sale(-60, null, 5)]));
        var answering = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Reader.Answering = answering.Task;
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        Task Ask() => Task.Factory.StartNew(
            () => world.AskAsync(SummaryWindowKind.Today, 0), CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap();

        var before = Ask();
        await world.RunAsync(new Step.ChangeProfile(7));
        var after = Ask();
        answering.SetResult();

        await Eventually.For(Task.WhenAll(before, after), "both askers");
    }

    private static Gen<Sale> AnySale() => Gen.Select(
        Gen.Frequency((5, Gen.Long[-3_600, 0]), (3, Gen.Long[-90_000, 60]), (2, Gen.Long[-12 * 86_400, 7_200]), (2, Gen.Int[-9, 1].Select(day => day * 86_400L))),
        Gen.Int[0, Currencies.Length - 1], Gen.Long[-1_000_000, 1_000_000],
        (seconds, currency, units) => new Sale(seconds, Currencies[currency], units));

    /// <summary>A transaction at some distance from now; at a whole number of days it stands on the edge of the business day instead.</summary>
    private sealed record Sale(long Seconds, string? Currency, long Units);

    private abstract record Step
    {
        public sealed record Promote(bool Here, long Promotions, List<Sale> Sales) : Step
        {
            public override string ToString() => $"Promote {Here} {Promotions} [{string.Join(", ", Sales)}]";
        }

        public sealed record Ask(SummaryWindowKind Kind, int Day) : Step;

        public sealed record Advance(long Seconds) : Step;

        public sealed record ChangeProfile(int Number) : Step;

        public sealed record LoseReads(int Count) : Step;

        public sealed record RollUp(bool Recut) : Step;

        public sealed record Forget : Step;
    }

    private sealed class World
    {
        private static readonly TimeSpan Freshness = TimeSpan.FromMilliseconds(100);
        private readonly FakeTimeProvider _clock;
        private readonly string _zone;
        private readonly ShardPositions _positions;
        private readonly StoreFiguresCache _cache;
        private StoreProfile _profile;

        public World((string Zone, string Now) scene)
        {
            _clock = new FakeTimeProvider(DateTimeOffset.Parse(scene.Now, System.Globalization.CultureInfo.InvariantCulture));
            _zone = scene.Zone;
            _profile = Profile(0);
            Reader = new MemoryFiguresReader(Store);

            // So few that what is asked for is often gone.
            var options = Options.Create(new StoreOptions { Freshness = Freshness, TailRowsMax = 6 });
            _positions = new ShardPositions(Reader, _clock, options);
            _cache = new StoreFiguresCache(Store, Reader, _positions, new SilverTails(Reader, options), _clock);
        }

        public MemoryFiguresReader Reader { get; }

        public async Task RunAsync(Step step)
        {
            switch (step)
            {
                case Step.Promote promote:
                    Reader.Promote(promote.Promotions, promote.Sales.Select(ToRow));
                    if (promote.Here)
                        _positions.Advance(Sharding.ShardOf(Store), Reader.Position);
                    else
                        _clock.Advance(Freshness);
                    break;
                case Step.Ask ask:
                    await AskAsync(ask.Kind, ask.Day);
                    break;
                case Step.Advance advance:
                    _clock.Advance(TimeSpan.FromSeconds(advance.Seconds));
                    break;
                case Step.ChangeProfile change:
                    _profile = Profile(change.Number);
                    break;
                case Step.RollUp roll:
                    Reader.RollUp(_profile, roll.Recut);
                    break;
                case Step.LoseReads lose:
                    Reader.FaultsLeft = lose.Count;
                    break;
                default:
                    _cache.Drop();
                    break;
            }
        }

        /// <summary>Asks until a read gets through, and compares.</summary>
        public async Task AskAsync(SummaryWindowKind kind, int day)
        {
            while (!await TryAskAsync(kind, day))
            {
            }
        }

        public async Task<bool> TryAskAsync(SummaryWindowKind kind, int day)
        {
            var profile = _profile;
            var calendar = StoreCalendar.For(profile);
            var window = new SummaryWindow(kind, kind == SummaryWindowKind.Date ? calendar.DayOf(_clock.GetUtcNow()).AddDays(day) : default);
            try
            {
                var (figures, from, to, _) = await _cache.SumAsync(profile, window);
                var span = window.SpanAt(_clock.GetUtcNow(), calendar);
                Assert.Equal(span, (from, to));
                var expected = Reader.Rows.Where(row => row.OccurredAt >= from && row.OccurredAt < to).GroupBy(row => row.Currency ?? profile.Currency)
                    .ToDictionary(group => group.Key, SilverRow.Sum);
                Assert.Equal(expected.OrderBy(sum => sum.Key, StringComparer.Ordinal), figures.OrderBy(sum => sum.Key, StringComparer.Ordinal));
                return true;
            }
            catch (StorageUnavailableException)
            {
                return false;
            }
        }

        private SilverRow ToRow(Sale sale)
        {
            var now = _clock.GetUtcNow();
            if (sale.Seconds % 86_400 != 0)
                return new SilverRow(now.AddSeconds(sale.Seconds), sale.Currency, sale.Units);
            var calendar = StoreCalendar.For(_profile);
            var edge = calendar.StartOf(calendar.DayOf(now).AddDays((int)(sale.Seconds / 86_400)));
            return new SilverRow(edge.AddMicroseconds(sale.Units % 2), sale.Currency, sale.Units);
        }

        private StoreProfile Profile(int number) => new()
        {
            StoreId = Store,
            TimeZone = number % 2 == 0 ? _zone : "Asia/Manila",
            Currency = number < 4 ? "USD" : "GBP",
            BusinessDayStart = new TimeOnly(number % 4 / 2 * 4, number % 3 * 20),
        };
    }
}
