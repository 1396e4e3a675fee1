using CsCheck;
using Scout.Contracts.Ingestion;
using Scout.Contracts.Quality;
using Scout.Contracts.Transactions;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Tests.Clusters;
using Scout.Testing.Postgres;
using Scout.Testing.Transactions;

namespace Scout.Grains.Tests.Histories;

/// <summary>
/// Any sequence of sales, returns, duplicates, conflicts, voids, corrections, releases, discards and replays, in any order and at once,
/// gives the figures of an oracle that has never heard of entries; and the same again changes nothing.
/// </summary>
public abstract class HistorySuite
{
    private const int Contents = 5;
    private const int Transactions = 6;
    private static int _lastStore;

    // Contents 0 to 2 are well (2 is a return), 3 and 4 are held: their totals are not those of their lines.
    private static readonly Gen<Step> AnyStep = Gen.Select(
        Gen.Frequency(
            (6, Gen.Const(Deed.Send)), (2, Gen.Const(Deed.Void)), (4, Gen.Const(Deed.Correct)), (2, Gen.Const(Deed.Release)), (1, Gen.Const(Deed.Discard)),
            (1, Gen.Const(Deed.Replay))),
        Gen.Int[0, Contents - 1],
        (kind, content) => new Step(kind, content));

    /// <summary>For each transaction its waves, one after the other; the steps of a wave are done at once.</summary>
    private static readonly Gen<Step[][][]> AnyHistory = AnyStep.Array[1, 3].Array[1, 6].Array[Transactions];

    private protected abstract ScoutCluster Cluster { get; }

    [Fact]
    public Task Amend_InAnyOrderAndAtOnce_GivesTheTotalsOfTheOracle() => AnyHistory.SampleAsync(RunAsync, iter: 40, threads: 1);

    private static bool IsHeld(int content) => content >= 3;

    private async Task RunAsync(Step[][][] history)
    {
        var store = $"HISTORY-{Interlocked.Increment(ref _lastStore):D4}";
        var contents = Enumerable.Range(0, Transactions).Select(number => MakeContents(store, number)).ToArray();

        var done = await Eventually.For(Task.WhenAll(history.Select((waves, number) => LiveAsync(contents[number], waves))), "every life to be lived");
        await Cluster.WaitUntilNothingIsPendingAsync();
        await CheckAsync(store, contents, [.. done.Select(life => life.Possible)]);
        var rows = await CountRowsAsync(store);

        foreach (var (number, life) in done.Index())
        {
            foreach (var step in life.Done)
                _ = await DoAsync(contents[number], step);
        }

        await CheckAsync(store, contents, [.. done.Select(life => life.Possible)]);
        Assert.Equal(rows, await CountRowsAsync(store));
    }

    /// <returns>The lives that the oracle thinks possible after the waves, and the steps that were done.</returns>
    private async Task<(IReadOnlyCollection<NaiveTransaction> Possible, List<Step> Done)> LiveAsync(BuiltTransaction[] contents, Step[][] waves)
    {
        IReadOnlyCollection<NaiveTransaction> possible = [NaiveTransaction.Unknown];
        var done = new List<Step>();
        foreach (var wave in waves)
        {
            var answers = await Task.WhenAll(wave.Select(step => DoAsync(contents, step)));
            done.AddRange(wave.Where((_, place) => answers[place]));
            possible = possible.SelectMany(life => Orders(wave).Select(order => order.Aggregate(life, (present, step) => present.After(step, IsHeld)))).ToHashSet();
        }

        return (possible, done);
    }

    /// <returns>Whether it stands now; what was refused is no part of the history.</returns>
    private async Task<bool> DoAsync(BuiltTransaction[] contents, Step step)
    {
        var content = contents[step.Content];
        if (step.Kind == Deed.Send)
            return Assert.Single((await Cluster.SubmitAsync(content)).Results).Status is TransactionStatus.Accepted or TransactionStatus.Quarantined or TransactionStatus.Duplicate;

        var grain = Cluster.Silos.Client.GetGrain<ITransactionGrain>(TransactionKey.Format(content.Transaction.StoreId, content.Transaction.TransactionId));
        var act = new OperatorAct("tests", "because");
        var reply = step.Kind switch
        {
            Deed.Void => await grain.VoidAsync(act),
            Deed.Correct => await grain.CorrectAsync(new SubmittedTransaction(content.Body, null), "tests", act),
            Deed.Release => await grain.ReleaseAsync(act),
            Deed.Discard => await grain.DiscardAsync(act),
            _ => await grain.ReplayAsync(act),
        };
        Assert.NotEqual(AmendStatus.NotPromotedYet, reply.Status);
        return reply.Status == AmendStatus.Done;
    }

    private async Task CheckAsync(string store, BuiltTransaction[][] contents, IReadOnlyCollection<NaiveTransaction>[] possible)
    {
        var counted = new List<BuiltTransaction>();
        for (var number = 0; number < Transactions; number++)
        {
            var view = await Cluster.FindAsync(contents[number][0].Transaction);
            var life = Assert.Single(possible[number].Where(life => Matches(life, view, contents[number])).Take(1));
            if (life.Counts >= 0)
                counted.Add(contents[number][life.Counts]);
        }

        var day = DateOnly.FromDateTime(contents[0][0].Transaction.OccurredAt.UtcDateTime);
        var summary = await Cluster.Store(store).FindSummaryAsync(SummaryWindowKind.Date, day);
        Assert.Equal(Oracle.Sum(counted), summary?.Figures ?? new StoreFigures());
    }

    private static bool Matches(NaiveTransaction life, TransactionView? view, BuiltTransaction[] contents)
    {
        if (view is null)
            return life.State == NaiveState.Unknown;
        var state = life.State switch
        {
            NaiveState.Counts => TransactionState.Promoted,
            NaiveState.Held => TransactionState.Quarantined,
            NaiveState.Discarded => TransactionState.Rejected,
            NaiveState.Voided => TransactionState.Voided,
            _ => (TransactionState?)null,
        };
        return view.State == state
            && view.Revisions.Count == life.Corrections.Count + 1
            && view.Revisions[0].Body.Span.SequenceEqual(contents[life.First].Body)
            && (life.Counts < 0 || view.Revisions[^1].Body.Span.SequenceEqual(contents[life.Counts].Body));
    }

    private async Task<(long, long, long, long)> CountRowsAsync(string store) => (
        await Cluster.Database.CountAsync($"bronze_events where store_id = '{store}'"), await Cluster.Database.CountAsync($"silver_transactions where store_id = '{store}'"),
        await Cluster.Database.CountAsync($"audit_log where store_id = '{store}'"), await Cluster.Database.CountAsync($"quarantine where store_id = '{store}'"));

    private static BuiltTransaction[] MakeContents(string store, int number) =>
    [
        .. Enumerable.Range(0, Contents).Select(content =>
        {
            var sign = content == 2 ? -1 : 1;
            var items = Enumerable.Range(0, 1 + content % 3).Select(line => TransactionBuilder.Line(line, sign * (1 + line + content), 10 + number)).ToList();
            return new TransactionBuilder(number)
            {
                Id = $"T-{number}",
                Store = store,
                OccurredAt = new DateTimeOffset(2025, 1, 24, 10, number, 0, TimeSpan.Zero),
                Type = sign < 0 ? TransactionType.Return : TransactionType.Sale,
                Items = items,
                TotalAmount = IsHeld(content) ? 7_777 + content : null,
                Note = $"content {content}",
            }.Build();
        }),
    ];

    private static IEnumerable<Step[]> Orders(Step[] steps) => steps.Length <= 1
        ? [steps]
        : steps.SelectMany((first, place) => Orders([.. steps[..place], .. steps[(place + 1)..]]).Select(rest => (Step[])[first, .. rest]));
}

public sealed class SqliteHistoryTests(SqliteHistoryTests.Fixture fixture) : HistorySuite, IClassFixture<SqliteHistoryTests.Fixture>
{
    private protected override ScoutCluster Cluster => fixture.Cluster;

    public sealed class Fixture : IAsyncLifetime
    {
        internal ScoutCluster Cluster { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Cluster = await ScoutCluster.StartAsync(await ClusterDatabase.CreateSqliteAsync(), silos: 1);

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}

public sealed class PostgresHistoryTests(PostgresHistoryTests.Fixture fixture) : HistorySuite, IClassFixture<PostgresHistoryTests.Fixture>
{
    private protected override ScoutCluster Cluster => fixture.Cluster;

    public sealed class Fixture(PostgresServer server) : IAsyncLifetime
    {
        internal ScoutCluster Cluster { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Cluster = await ScoutCluster.StartAsync(await ClusterDatabase.CreatePostgresAsync(server), silos: 2);

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}
