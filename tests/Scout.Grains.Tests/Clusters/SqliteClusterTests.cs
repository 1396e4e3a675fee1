using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scout.Contracts.Ingestion;
using Scout.Contracts.Pipeline;
using Scout.Contracts.Stores;
using Scout.Contracts.Transactions;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Ingestion;
using Scout.Grains.Pipeline;
using Scout.Storage.Bronze;
using Scout.Storage.Silver;
using Scout.Testing.Transactions;

namespace Scout.Grains.Tests.Clusters;

/// <summary>One silo on the embedded store. Tests of a class run one after the other; each has stores of its own and leaves the weather fair.</summary>
public sealed class SqliteClusterTests(SqliteClusterTests.Fixture fixture) : IClassFixture<SqliteClusterTests.Fixture>
{
    private static int _lastStore;

    private readonly string _store = $"SHOP-{Interlocked.Increment(ref _lastStore):D3}";
    private int _lastSeed;

    private ScoutCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task Submit_NewTransaction_ReachesSilverAndTheSummary()
    {
        var sale = Sale();
        var reply = await Cluster.SubmitAsync(sale);

        Assert.Equal(SubmitStatus.Done, reply.Status);
        Assert.Equal(TransactionStatus.Accepted, Assert.Single(reply.Results).Status);
        await Cluster.WaitForSilverAsync(_store, 1);
        var view = await Cluster.FindAsync(sale.Transaction);
        Assert.Equal(TransactionState.Promoted, view!.State);
        Assert.Equal(reply.Results[0].EventId, view.Revisions[0].EventId);
        Assert.Equal(sale.Body, view.Revisions[0].Body.ToArray());
        Assert.Equal(sale.Transaction.Items.Count, view.Items.Count);
        await AssertSummaryAsync(sale);
    }

    [Fact]
    public async Task Submit_RetryWhileTheFirstIsInFlight_JoinsIt()
    {
        var sale = Sale();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Cluster.Weather.AppendsHeld = held.Task;
        var first = Cluster.SubmitAsync(sale).AsTask();
        await Eventually.UntilAsync(() => Task.FromResult(Appended(sale) == 1), "the first attempt is being written");

        var retry = Cluster.SubmitAsync(sale).AsTask();
        // Comes after the retry, so when it is answered the retry has had its turn.
        _ = await Cluster.Store(_store).FindProfileAsync();
        Assert.Equal(1, Cluster.Services.GetRequiredService<IBronzeJournal>().Waiting);
        Cluster.Weather.AppendsHeld = Task.CompletedTask;
        held.SetResult();

        var accepted = Assert.Single((await Eventually.For(first, "the first attempt")).Results);
        var joined = Assert.Single((await Eventually.For(retry, "the retry")).Results);
        Assert.Equal(TransactionStatus.Accepted, accepted.Status);
        Assert.Equal(accepted with { Status = TransactionStatus.Duplicate }, joined);
        Assert.Equal(1, Appended(sale));
    }

    [Fact]
    public async Task Submit_SameAgainLater_IsTheDuplicateOfTheFirst()
    {
        var sale = Sale();
        var first = Assert.Single((await Cluster.SubmitAsync(sale)).Results);
        var again = Assert.Single((await Cluster.SubmitAsync(sale)).Results);

        Assert.Equal(first with { Status = TransactionStatus.Duplicate }, again);
        await Cluster.WaitUntilNothingIsPendingAsync();
        await AssertSummaryAsync(sale);
    }

    [Fact]
    public async Task Submit_SameTwiceInOneRequest_IsAcceptedOnce()
    {
        var sale = Sale();
        var results = (await Cluster.SubmitAsync(sale, Sale(), sale)).Results;

        Assert.Equal([TransactionStatus.Accepted, TransactionStatus.Accepted, TransactionStatus.Duplicate], results.Select(result => result.Status));
        Assert.Equal(results[0].EventId, results[2].EventId);
    }

    [Fact]
    public async Task Submit_OtherContentUnderTheIdentity_IsAConflictAndKept()
    {
        var sale = Sale();
        var first = Assert.Single((await Cluster.SubmitAsync(sale)).Results);
        var other = new TransactionBuilder(_lastSeed) { Id = sale.Transaction.TransactionId.Value, Store = _store, OccurredAt = sale.Transaction.OccurredAt, Note = "other" }.Build();

        var conflict = Assert.Single((await Cluster.SubmitAsync(other)).Results);

        Assert.Equal(first with { Status = TransactionStatus.Conflict }, conflict);
        await Cluster.WaitForSilverAsync(_store, 1);
        var view = await Cluster.FindAsync(sale.Transaction);
        Assert.Equal(sale.Body, view!.Revisions[0].Body.ToArray());
        Assert.Equal(other.Body, Assert.Single(view.Conflicts).Body.ToArray());
        await AssertSummaryAsync(sale);
    }

    [Fact]
    public async Task Promotion_EveryHintLost_FindsTheRowsByItself()
    {
        var sales = Sales(30);
        await PlantAsync(sales.Select(sale => (sale.Transaction, sale.Body)));

        await Cluster.WaitForSilverAsync(_store, sales.Length);
        await AssertSummaryAsync(sales);
    }

    [Fact]
    public async Task Promotion_OnePercentOfPoison_SetsExactlyThatAsideWithinTwoCycles()
    {
        var sales = Sales(1_000);
        var before = Cluster.Weather.Promotions.Count;
        await PlantAsync(sales.Select((sale, i) => (sale.Transaction, i % 100 == 50 ? sale.Body[..(1 + i / 5)] : sale.Body)));

        await Cluster.WaitForSilverAsync(_store, 990);
        await Cluster.WaitUntilNothingIsPendingAsync();

        Assert.InRange(await CountPromotionsAsync(sales[0].Shard, before), 1, 2);
        Assert.Equal(990, await Cluster.CountSilverAsync(_store));
        foreach (var poisoned in sales.Where((_, i) => i % 100 == 50))
        {
            var identity = $"store_id = '{_store}' and transaction_id = '{poisoned.Transaction.TransactionId.Value}'";
            Assert.Equal(1, await Cluster.Database.CountAsync($"dead_letters where {identity} and kind = 'unpromotable' and reason <> ''"));
            Assert.Equal(TransactionState.Rejected, (await Cluster.FindAsync(poisoned.Transaction))!.State);
        }

        Assert.Equal(10, await Cluster.Database.CountAsync($"dead_letters where store_id = '{_store}'"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json at all")]
    [InlineData("[]")]
    [InlineData("""{"transaction_id":"T-1"}""")]
    [InlineData("another store")]
    public async Task Promotion_PoisonAmongNeighbours_IsSetAsideAndTheyGoOnWithinTwoCycles(string poison)
    {
        var sales = Sales(200);
        var body = poison == "another store" ? new TransactionBuilder(1) { Store = "ELSEWHERE" }.Build().Body : System.Text.Encoding.UTF8.GetBytes(poison);
        var before = Cluster.Weather.Promotions.Count;
        await PlantAsync(sales.Select((sale, i) => (sale.Transaction, i == 77 ? body : sale.Body)));

        await Cluster.WaitForSilverAsync(_store, 199);
        await Cluster.WaitUntilNothingIsPendingAsync();

        Assert.InRange(await CountPromotionsAsync(sales[0].Shard, before), 1, 2);
        var view = await Cluster.FindAsync(sales[77].Transaction);
        Assert.Equal(TransactionState.Rejected, view!.State);
        Assert.Equal(body, view.Revisions[0].Body.ToArray());
        Assert.NotEmpty(view.Timeline.Single(entry => entry.What == "rejected").Detail!);
        Assert.Equal(1, await Cluster.Database.CountAsync($"dead_letters where store_id = '{_store}' and kind = 'unpromotable' and reason <> ''"));
        await AssertSummaryAsync([.. sales.Where((_, i) => i != 77)]);
    }

    [Fact]
    public async Task Promotion_Paused_StaysPausedAndResumesWithEverything()
    {
        var stage = Cluster.Silos.Client.GetGrain<IStageSwitchGrain>(Stages.Promotion);
        await Cluster.WaitUntilNothingIsPendingAsync();
        _ = await stage.SetAsync(true);
        await Eventually.UntilAsync(async () => await IsPausedAsync(), "the silo has heard of the pause");
        var sales = Sales(60);
        foreach (var part in sales.Chunk(7))
            _ = await Cluster.SubmitAsync(part);

        // That nothing happens takes time to see: five times what a promoter would have looked after.
        await Task.Delay(5 * ScoutCluster.PollInterval, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(0, await Cluster.CountSilverAsync(_store));
        var status = (await Cluster.Silos.Client.GetGrain<IPipelineGrain>(0).ReadStagesAsync()).Single(one => one.Stage == Stages.Promotion);
        Assert.Equal(("paused", 60), (status.State, status.Backlog));

        _ = await stage.SetAsync(false);
        await Cluster.WaitForSilverAsync(_store, sales.Length);
        await AssertSummaryAsync(sales);
    }

    [Fact]
    public async Task Promotion_ShardClaimedByAnother_IsFencedAndClaimsAgain()
    {
        var sales = Sales(40);
        var shard = sales[0].Shard;
        foreach (var sale in sales)
        {
            _ = await Cluster.Silver.ClaimShardAsync(shard, TestContext.Current.CancellationToken);
            _ = await Cluster.SubmitAsync(sale);
        }

        await Cluster.WaitForSilverAsync(_store, sales.Length);
        await Cluster.WaitUntilNothingIsPendingAsync();
        Assert.Contains(Cluster.Weather.Promotions, promotion => promotion.Shard == shard && promotion.Outcome.Status == PromotionStatus.Fenced);
        await AssertSummaryAsync(sales);
    }

    [Fact]
    public async Task Promotion_AnotherPromoterOfTheShard_PromotesEverythingOnce()
    {
        var sales = Sales(120);
        var shard = sales[0].Shard;
        var submitting = Task.Run(async () =>
        {
            foreach (var part in sales.Chunk(3))
                _ = await Cluster.SubmitAsync(part);
        }, TestContext.Current.CancellationToken);

        // What an activation does that does not know of the other.
        while (!submitting.IsCompleted)
        {
            var claim = await Cluster.Silver.ClaimShardAsync(shard, TestContext.Current.CancellationToken);
            var pending = await Cluster.Silver.ReadPendingAsync(shard, 10, TestContext.Current.CancellationToken);
            var stored = await Cluster.Silver.ReadEventsAsync(shard, pending, TestContext.Current.CancellationToken);
            var events = stored.Select(item => Grains.Promotion.Conforming.Conform(item).Event!.Value).ToArray();
            if (pending.Count > 0)
                _ = await Cluster.Silver.PromoteAsync(claim, new PromotionBatch(pending, events, []), TestContext.Current.CancellationToken);
        }

        await submitting;
        await Cluster.WaitForSilverAsync(_store, sales.Length);
        await AssertSummaryAsync(sales);
    }

    [Fact]
    public async Task Promotion_SilverAwayForAWhile_RecoversAndSetsNothingAside()
    {
        Cluster.Weather.SilverFaults = 60;
        var sales = Sales(50);
        foreach (var part in sales.Chunk(5))
            Assert.Equal(SubmitStatus.Done, (await Cluster.SubmitAsync(part)).Status);

        await Eventually.UntilAsync(() => Task.FromResult(Cluster.Weather.SilverFaults <= 0), "the promoters have met every fault");
        await Cluster.WaitForSilverAsync(_store, sales.Length);
        Assert.Equal(0, await Cluster.Database.CountAsync($"dead_letters where store_id = '{_store}'"));
        await AssertSummaryAsync(sales);
    }

    [Fact]
    public async Task Promotion_AnswerOfTheCommitLost_PromotesOnce()
    {
        await Cluster.WaitUntilNothingIsPendingAsync();
        Cluster.Weather.LoseNextPromotionAnswer = true;
        var sales = Sales(20);
        _ = await Cluster.SubmitAsync(sales);

        await Cluster.WaitForSilverAsync(_store, sales.Length);
        Assert.False(Cluster.Weather.LoseNextPromotionAnswer);
        var more = Sales(5);
        _ = await Cluster.SubmitAsync(more);
        await Cluster.WaitForSilverAsync(_store, sales.Length + more.Length);
        await AssertSummaryAsync([.. sales, .. more]);
    }

    [Fact]
    public async Task Submit_BronzeAway_IsUnavailableAndTheRetryIsAcceptedOnce()
    {
        var sales = Sales(10);
        Cluster.Weather.BronzeFaults = 1;
        Assert.Equal(SubmitStatus.Unavailable, (await Cluster.SubmitAsync(sales)).Status);

        var reply = await Cluster.SubmitAsync(sales);

        Assert.All(reply.Results, result => Assert.Equal(TransactionStatus.Accepted, result.Status));
        await Cluster.WaitForSilverAsync(_store, sales.Length);
        Assert.Equal(0, await Cluster.Database.CountAsync($"dead_letters where store_id = '{_store}'"));
        await AssertSummaryAsync(sales);
    }

    [Fact]
    public async Task Submit_AnswerOfTheCommitLost_IsUnavailableAndTheRetryIsADuplicate()
    {
        var sales = Sales(10);
        Cluster.Weather.LoseNextAppendAnswer = true;
        Assert.Equal(SubmitStatus.Unavailable, (await Cluster.SubmitAsync(sales)).Status);

        var reply = await Cluster.SubmitAsync(sales);

        Assert.All(reply.Results, result => Assert.Equal(TransactionStatus.Duplicate, result.Status));
        await Cluster.WaitForSilverAsync(_store, sales.Length);
        await AssertSummaryAsync(sales);
    }

    [Fact]
    public async Task Save_TwoChangesAtOnce_KeepsBoth()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Cluster.Weather.ProfilesHeld = held.Task;
        var store = Cluster.Store(_store);
        var name = store.SaveProfileAsync(new ProfileChange { Name = new Change<string?>(true, "Corner shop") }).AsTask();
        var city = store.SaveProfileAsync(new ProfileChange { City = new Change<string?>(true, "Cebu") }).AsTask();
        await Eventually.UntilAsync(() => Task.FromResult(Cluster.Weather.ProfileReads.Any(one => one.Value == _store)), "the profile is being read");
        Cluster.Weather.ProfilesHeld = Task.CompletedTask;
        held.SetResult();
        _ = await Eventually.For(Task.WhenAll(name, city), "both changes");

        var profile = await store.FindProfileAsync();
        Assert.Equal(("Corner shop", "Cebu"), (profile!.Name, profile.City));
    }

    [Fact]
    public async Task Find_ProfileReadBeforeAChangeAndAnsweredAfterIt_DoesNotBringTheOldOneBack()
    {
        var store = Cluster.Store(_store);
        _ = await store.SaveProfileAsync(new ProfileChange { Name = new Change<string?>(true, "old") });
        await Cluster.Silos.DeactivateAsync(store);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reads = Cluster.Weather.ProfileReads.Count;
        Cluster.Weather.ProfilesHeld = held.Task;
        var slow = store.FindProfileAsync().AsTask();
        await Eventually.UntilAsync(() => Task.FromResult(Cluster.Weather.ProfileReads.Count > reads), "the old profile was read");
        Cluster.Weather.ProfilesHeld = Task.CompletedTask;

        var saving = store.SaveProfileAsync(new ProfileChange { Name = new Change<string?>(true, "new") }).AsTask();
        held.SetResult();
        _ = await Eventually.For(slow, "the slow reader");
        _ = await Eventually.For(saving, "the change");

        Assert.Equal("new", (await store.FindProfileAsync())!.Name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Summary_ThroughARandomDay_EqualsTheSumOfWhatWasAccepted(int seed)
    {
        var random = new Random(seed);
        var stores = Enumerable.Range(0, 5).Select(i => $"{_store}-{seed}-{i}").ToArray();
        var accepted = stores.ToDictionary(store => store, _ => new Dictionary<TransactionId, BuiltTransaction>());
        for (var round = 0; round < 12; round++)
        {
            for (var request = random.Next(1, 6); request > 0; request--)
            {
                var store = stores[random.Next(stores.Length)];
                BuiltTransaction[] sales = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Sale(store)), .. accepted[store].Values.Take(random.Next(3))];
                var reply = await Cluster.SubmitAsync(sales);
                foreach (var (sale, result) in sales.Zip(reply.Results))
                    Assert.Equal(result.Status == TransactionStatus.Accepted, accepted[store].TryAdd(sale.Transaction.TransactionId, sale));
            }

            await Cluster.WaitUntilNothingIsPendingAsync();
            foreach (var store in stores.Where(store => accepted[store].Count > 0))
                await AssertSummaryAsync(store, [.. accepted[store].Values]);
        }
    }

    [Fact]
    public void Start_OfTheHost_PutsTheJournalBeforeOrleans()
    {
        var hosted = Cluster.Services.GetServices<IHostedService>().Select(service => service.GetType().Name).ToList();
        Assert.Equal(0, hosted.IndexOf(nameof(BronzeJournal)));
    }

    private async Task<bool> IsPausedAsync() => await Cluster.Services.GetRequiredService<StageSwitches>().IsPausedAsync(Stages.Promotion);

    private int Appended(BuiltTransaction sale) =>
        Cluster.Weather.Appends.Sum(batch => batch.Count(item => item.Transaction.TransactionId == sale.Transaction.TransactionId && item.Transaction.StoreId.Value == _store));

    private BuiltTransaction[] Sales(int count) => [.. Enumerable.Range(0, count).Select(_ => Sale())];

    private BuiltTransaction Sale(string? store = null)
    {
        var seed = Interlocked.Increment(ref _lastSeed);
        return new TransactionBuilder(seed) { Store = store ?? _store, OccurredAt = Oracle.Recently(seed) }.Build();
    }

    /// <summary>Commits rows to bronze past the journal, so that no promoter is told.</summary>
    private async Task PlantAsync(IEnumerable<(Transaction Transaction, byte[] Body)> rows)
    {
        var log = Cluster.Services.GetRequiredService<IBronzeLog>();
        var next = (await log.ReserveEventIdsAsync(TestContext.Current.CancellationToken)).Next;
        _ = await Cluster.Store(_store).SaveProfileAsync(new ProfileChange { Name = new Change<string?>(true, "planted") });
        _ = await log.AppendAsync([.. rows.Select(row => new BuiltTransaction(row.Transaction, row.Body).ToEvent(next++, TimeProvider.System.GetUtcNow()))], TestContext.Current.CancellationToken);
    }

    /// <summary>The promotions of a shard since some were noted. The rows may be seen before the promotion that wrote them is noted.</summary>
    private async Task<int> CountPromotionsAsync(int shard, int before)
    {
        int Count() => Cluster.Weather.Promotions.Skip(before).Count(promotion => promotion.Shard == shard);
        await Eventually.UntilAsync(() => Task.FromResult(Count() > 0), "the promotion is noted");
        return Count();
    }

    private Task AssertSummaryAsync(params BuiltTransaction[] sales) => AssertSummaryAsync(_store, sales);

    private async Task AssertSummaryAsync(string store, BuiltTransaction[] sales)
    {
        Assert.Equal(sales.Length, await Cluster.CountSilverAsync(store));
        Assert.Equal(Oracle.Sum(sales), (await Cluster.Store(store).FindSummaryAsync(SummaryWindowKind.Hours24, default))!.Figures);
    }

    public sealed class Fixture : IAsyncLifetime
    {
        internal ScoutCluster Cluster { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Cluster = await ScoutCluster.StartAsync(await ClusterDatabase.CreateSqliteAsync(), silos: 1);

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}
