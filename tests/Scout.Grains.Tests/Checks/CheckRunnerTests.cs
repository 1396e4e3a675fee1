using Microsoft.Extensions.DependencyInjection;
using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Grains.Checks;
using Scout.Grains.Tests.Clusters;
using Scout.Storage.Bronze;
using Scout.Storage.Checks;
using Scout.Storage.Silver;
using Scout.Storage.Stores;
using Scout.Testing.Transactions;

namespace Scout.Grains.Tests.Checks;

/// <summary>Runs of the checks on a real store, whose slices a cover counts.</summary>
public sealed class CheckRunnerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2025, 8, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly CheckOptions _options = new() { SliceRowsMax = 100, FailuresKeptMax = 10 };
    private ClusterDatabase _database = null!;
    private ServiceProvider _services = null!;
    private CountingAudit _audit = null!;
    private CheckRun _last = null!;
    private long _lastEventId;

    public async ValueTask InitializeAsync()
    {
        _database = await ClusterDatabase.CreateSqliteAsync();
        _services = _database.Register(new ServiceCollection()).BuildServiceProvider();
        _audit = new CountingAudit(Port<ISilverAudit>());
        _last = (await Port<ICheckBook>().ReadAsync(int.MaxValue, CancellationToken.None)).Run;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _database.Delete();
    }

    [Fact]
    public async Task Run_OverWhatChanged_LooksAtNewRowsOnly()
    {
        var first = await SellAsync(30, wrong: 2);
        Assert.Equal(30, (await RunAsync(full: false)).Events);
        Assert.Equal(first[..2], Failing());

        var second = await SellAsync(20, wrong: 1);
        var run = await RunAsync(full: false);

        // The new ones, and the two that failed before.
        Assert.Equal(22, run.Events);
        Assert.Equal([.. first[..2], second[0]], Failing());
        Assert.Equal((3L, 3L), Counts(run));
        Assert.Equal(3, (await RunAsync(full: false)).Events);
    }

    [Fact]
    public async Task Run_OverWhatChanged_DoesNotSeeWhatWasChangedBehindItsBackButAFullOneDoes()
    {
        var events = await SellAsync(30);
        _ = await RunAsync(full: false);
        await _database.TamperAsync($"update silver_transactions set total_amount = total_amount * 2 where event_id = {events[7]}");

        _ = await RunAsync(full: false);
        Assert.Empty(Failing());
        var full = await RunAsync(full: true);
        Assert.Equal([events[7]], Failing());
        Assert.Equal((true, Noon), (full.IsFull, full.FullRanAt));
    }

    [Fact]
    public async Task Run_AfterARowWasMended_NoLongerTellsIt()
    {
        var events = await SellAsync(10, wrong: 2);
        _ = await RunAsync(full: false);
        await _database.TamperAsync($"update silver_transactions set total_amount = (select sum(line_amount) from silver_line_items as l where l.event_id = {events[0]}) where event_id = {events[0]}");

        _ = await RunAsync(full: false);

        Assert.Equal([events[1]], Failing());
    }

    [Fact]
    public async Task Run_OverMuch_GoesInSlicesOfBoundedRows()
    {
        _ = await SellAsync(200, lines: 7);
        _ = await SellAsync(3, lines: 150);
        var never = _last;

        Assert.Equal(203, (await RunAsync(full: true)).Events);
        Assert.Equal(203, _audit.Slices.Sum());
        Assert.All(_audit.Slices, events => Assert.InRange(events, 1, 100 / 8));
        Assert.Equal(3, _audit.Slices.Count(events => events == 1));

        _audit.Slices.Clear();
        _last = never;
        Assert.Equal(203, (await RunAsync(full: false)).Events);
        Assert.All(_audit.Slices, events => Assert.InRange(events, 1, 100 / 8));
    }

    [Fact]
    public async Task Run_WithMoreFailuresThanAreKept_CountsThemAll()
    {
        _ = await SellAsync(40, wrong: 25);

        var full = await RunAsync(full: true);
        Assert.Equal((25L, 25L, 15L, 10), (Counts(full).Failures, Counts(full).Unexplained, Result(full).Dropped, full.Failures.Count));

        // What is not kept cannot be looked at again: it still counts, and the next full run tells what is true.
        var changed = await RunAsync(full: false);
        Assert.Equal((25L, 15L), (Counts(changed).Failures, Result(changed).Dropped));
        await _database.TamperAsync("update silver_transactions set total_amount = (select sum(line_amount) from silver_line_items as l where l.event_id = silver_transactions.event_id)");
        Assert.Equal((15L, Severity.Critical), (Counts(await RunAsync(full: false)).Failures, Result(_last).Severity));
        Assert.Equal((0L, (Severity?)null), (Counts(await RunAsync(full: true)).Failures, Result(_last).Severity));
    }

    [Fact]
    public async Task Run_WithManyExplainedFailures_StillKeepsTheUnexplained()
    {
        _ = await SellAsync(30, wrong: 30, verdict: BrokenRules.LineSumMismatch);
        var bad = await SellAsync(1, wrong: 1);

        var run = await RunAsync(full: true);

        Assert.Equal((31L, 1L, Severity.Critical), (Counts(run).Failures, Counts(run).Unexplained, Result(run).Severity));
        Assert.Contains(run.Failures, failure => failure.EventId.Value == bad[0] && !failure.Explained);
        await _database.TamperAsync($"update silver_transactions set total_amount = (select sum(line_amount) from silver_line_items as l where l.event_id = {bad[0]}) where event_id = {bad[0]}");
        Assert.Equal(Severity.Warning, Result(await RunAsync(full: true)).Severity);
    }

    [Fact]
    public async Task Run_AfterARestoreOfAnOlderDatabase_LooksAtTheShardAgain()
    {
        var events = await SellAsync(5, wrong: 1);
        _ = await RunAsync(full: false);
        _last = _last with { Positions = [.. _last.Positions.Select(position => position + 1_000)], Failures = [] };

        _ = await RunAsync(full: false);

        Assert.Equal([events[0]], Failing());
    }

    private T Port<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private List<long> Failing() =>
        [.. _last.Failures.Where(failure => failure.Check == SanityCheck.LineItemsSumMatchesTotal).Select(failure => failure.EventId.Value).Order()];

    private static CheckResult Result(CheckRun run) => run.Results.Single(result => result.Check == SanityCheck.LineItemsSumMatchesTotal);

    private static (long Failures, long Unexplained) Counts(CheckRun run) => (Result(run).Failures, Result(run).Unexplained);

    private async Task<CheckRun> RunAsync(bool full)
    {
        var limits = new CheckLimits(Amount.FromDecimal(1_000_000), QualityRules.Default[BrokenRules.LineSumMismatch]);
        return _last = await new CheckRunner(_audit, Port<IStoreFiguresReader>(), _options, limits, Noon).RunAsync(_last, full);
    }

    /// <summary>Sales in silver, the first so many with a total that is not that of their lines.</summary>
    private async Task<long[]> SellAsync(int count, int wrong = 0, int lines = 1, BrokenRules verdict = BrokenRules.None)
    {
        var events = Enumerable.Range(0, count).Select(i =>
        {
            var id = ++_lastEventId;
            var items = Enumerable.Range(1, lines).Select(line => TransactionBuilder.Line(line, 1, 10)).ToArray();
            return new TransactionBuilder((int)id) { Store = $"SHOP-{id % 20}", Items = items, TotalAmount = i < wrong ? 1 : null }.Build().ToEvent(id, Noon, verdict);
        }).ToArray();
        _ = await Port<IBronzeLog>().AppendAsync(events, CancellationToken.None);
        var silver = Port<ISilverStore>();
        foreach (var shard in events.GroupBy(one => one.Shard))
        {
            var promotion = new PromotionBatch(await silver.ReadPendingAsync(shard.Key, int.MaxValue, CancellationToken.None), [.. shard.Select(BuiltTransaction.Conform)], []);
            Assert.Equal(PromotionStatus.Committed, (await silver.PromoteAsync(await silver.ClaimShardAsync(shard.Key, CancellationToken.None), promotion, CancellationToken.None)).Status);
        }

        return [.. events.Select(one => one.EventId.Value)];
    }

    private sealed class CountingAudit(ISilverAudit inner) : ISilverAudit
    {
        public List<int> Slices { get; } = [];

        public ValueTask<long> CountAsync(long countMax, CancellationToken cancellationToken) => inner.CountAsync(countMax, cancellationToken);

        public ValueTask<IReadOnlyList<AuditedEvent>> ReadChangedAsync(ChangedSlice slice, CancellationToken cancellationToken) => inner.ReadChangedAsync(slice, cancellationToken);

        public ValueTask<IReadOnlyList<AuditedEvent>> ReadAllAsync(EventId after, int eventsMax, CancellationToken cancellationToken) =>
            inner.ReadAllAsync(after, eventsMax, cancellationToken);

        public ValueTask<IReadOnlyList<CheckFailure>> CheckAsync(IReadOnlyList<EventId> events, CheckLimits limits, bool alsoReturnsOfThem, CancellationToken cancellationToken)
        {
            Slices.Add(events.Count);
            return inner.CheckAsync(events, limits, alsoReturnsOfThem, cancellationToken);
        }

        public ValueTask<UnpromotableEvents> ReadUnpromotableAsync(int readMax, CancellationToken cancellationToken) => inner.ReadUnpromotableAsync(readMax, cancellationToken);
    }
}
