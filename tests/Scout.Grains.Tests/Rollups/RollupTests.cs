using System.Collections.Concurrent;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Scout.Contracts.Ingestion;
using Scout.Contracts.Pipeline;
using Scout.Contracts.Quality;
using Scout.Contracts.Rollups;
using Scout.Contracts.Stores;
using Scout.Contracts.Transactions;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Pipeline;
using Scout.Grains.Tests.Clusters;
using Scout.Testing.Gold;
using Scout.Testing.Postgres;
using Scout.Testing.Transactions;

namespace Scout.Grains.Tests.Rollups;

/// <summary>Whatever devices and people do, in whatever order, and whatever befalls the rollups meanwhile: gold is what one adds up by hand.</summary>
public abstract class RollupSuite
{
    private static readonly (string Zone, int StartsAt, string Currency)[] Kinds =
        [("America/New_York", 0, "USD"), ("Europe/London", 4, "GBP"), ("Asia/Kolkata", 0, "INR"), ("UTC", 0, "USD")];

    // Clocks change in New York and London within these days.
    private static readonly DateTimeOffset First = new(2025, 10, 25, 0, 0, 0, TimeSpan.Zero);
    private static int _lastRound;

    [Fact]
    public async Task RollUp_AnyOrderWithDuplicatesVoidsCorrectionsAndFaults_EqualsTheOracle()
    {
        await using var cluster = await StartAsync();
        var profiles = new Dictionary<string, StoreProfile>(StringComparer.Ordinal);
        var counting = new List<Transaction>();
        await Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[20, 70]).SampleAsync(
            async sample =>
            {
                var stores = await RegisterAsync(cluster, profiles);
                using var over = new CancellationTokenSource();
                var weather = Task.Run(() => RainAsync(cluster, sample.Item1, over.Token), CancellationToken.None);
                counting.AddRange(await LiveAsync(cluster, stores, new Random(sample.Item1), sample.Item2));
                await over.CancelAsync();
                await Eventually.For(weather, "the weather to end");

                await cluster.WaitUntilNothingIsPendingAsync();
                var naive = new NaiveGold(profiles, counting);
                await GoldCheck.EqualsAsync(cluster.GoldReader, naive, [.. profiles.Keys], CancellationToken.None);
                await cluster.WaitUntilGoldIsAsFarAsSilverAsync();
                await GoldCheck.EqualsAsync(cluster.GoldReader, naive, [.. profiles.Keys], CancellationToken.None);
                foreach (var store in stores)
                    AssertNothingChanged(await RebuildAsync(cluster, store, dryRun: true));
            },
            iter: 5, threads: 1);
    }

    [Fact]
    public async Task SaveProfile_AnotherZoneWhileSalesArrive_CutsGoldAnewAndSummariesAreRightAllTheWhile()
    {
        await using var cluster = await StartAsync();
        var profiles = new Dictionary<string, StoreProfile>(StringComparer.Ordinal);
        var store = (await RegisterAsync(cluster, profiles))[^1];
        var sales = Enumerable.Range(0, 60).Select(i => Sale(store, i, First.AddMinutes(i * 53))).ToArray();
        _ = await cluster.SubmitAsync(sales[..30]);
        await cluster.WaitUntilNothingIsPendingAsync();
        await cluster.WaitUntilGoldIsAsFarAsSilverAsync();

        var saved = await cluster.Store(store).SaveProfileAsync(new ProfileChange
        {
            TimeZone = new(true, "Asia/Kolkata"),
            Currency = new(true, "INR"),
            BusinessDayStart = new(true, new TimeOnly(4, 0)),
        });
        var naive = new NaiveGold(new Dictionary<string, StoreProfile> { [store] = saved.Profile }, [.. sales[..30].Select(sale => sale.Transaction)]);
        foreach (var (day, currency, figures) in naive.Days(store))
        {
            var summary = (await cluster.Store(store).FindSummaryAsync(SummaryWindowKind.Date, day))!;
            Assert.Equal("INR", summary.Currency);
            Assert.Equal(figures, currency == "INR" ? summary.Figures : summary.OtherCurrencies.Single(one => one.Currency == currency).Figures);
        }

        _ = await cluster.SubmitAsync(sales[30..]);
        await cluster.WaitUntilNothingIsPendingAsync();
        await Eventually.UntilAsync(
            async () => (await cluster.Gold.ReadMiscutAsync(Sharding.ShardOf(StoreId.Parse(store)), CancellationToken.None)).Count == 0, "gold is cut as the profile says");
        await cluster.WaitUntilGoldIsAsFarAsSilverAsync();

        naive = new NaiveGold(new Dictionary<string, StoreProfile> { [store] = saved.Profile }, [.. sales.Select(sale => sale.Transaction)]);
        await GoldCheck.EqualsAsync(cluster.GoldReader, naive, [store], CancellationToken.None);
    }

    [Fact]
    public async Task Pause_Rollups_KeepsGoldWhereItIsAndAnswersRight()
    {
        await using var cluster = await StartAsync();
        var profiles = new Dictionary<string, StoreProfile>(StringComparer.Ordinal);
        var store = (await RegisterAsync(cluster, profiles))[0];
        var stage = cluster.Silos.Client.GetGrain<IStageSwitchGrain>(Stages.Rollup);
        _ = await stage.SetAsync(paused: true);

        // Silos follow within a second: until they all did, a rollup may still begin.
        foreach (var silo in cluster.Silos.Silos)
        {
            var switches = silo.ServiceProvider.GetRequiredService<StageSwitches>();
            await Eventually.UntilAsync(async () => await switches.IsPausedAsync(Stages.Rollup), "the stage is paused");
        }

        var sales = Enumerable.Range(0, 10).Select(i => Sale(store, i, First.AddMinutes(i * 53))).ToArray();
        _ = await cluster.SubmitAsync(sales);
        await cluster.WaitUntilNothingIsPendingAsync();

        var paused = (await cluster.Silos.Client.GetGrain<IPipelineGrain>(0).ReadStagesAsync()).Single(one => one.Stage == Stages.Rollup);
        Assert.True(paused.Backlog > 0 && paused.Lag > TimeSpan.Zero, $"{paused}");
        var naive = new NaiveGold(profiles, [.. sales.Select(sale => sale.Transaction)]);
        await GoldCheck.EqualsAsync(cluster.GoldReader, naive, [.. profiles.Keys], CancellationToken.None);
        Assert.Equal(0, await cluster.Database.CountAsync("gold_store_days"));

        _ = await stage.SetAsync(paused: false);
        await cluster.WaitUntilGoldIsAsFarAsSilverAsync();
        await GoldCheck.EqualsAsync(cluster.GoldReader, naive, [.. profiles.Keys], CancellationToken.None);
        var running = (await cluster.Silos.Client.GetGrain<IPipelineGrain>(0).ReadStagesAsync()).Single(one => one.Stage == Stages.Rollup);
        Assert.Equal((0, TimeSpan.Zero, false), (running.Backlog, running.Lag, running.Overdue));
        _ = Assert.NotNull(running.LastRun);
    }

    [Fact]
    public async Task Rebuild_GoldThatWasTamperedWith_TellsAndMendsIt()
    {
        await using var cluster = await StartAsync();
        var profiles = new Dictionary<string, StoreProfile>(StringComparer.Ordinal);
        var store = (await RegisterAsync(cluster, profiles))[1];
        var sales = Enumerable.Range(0, 30).Select(i => Sale(store, i, First.AddMinutes(i * 97))).ToArray();
        _ = await cluster.SubmitAsync(sales);
        await cluster.WaitUntilNothingIsPendingAsync();
        await cluster.WaitUntilGoldIsAsFarAsSilverAsync();
        await cluster.Database.TamperAsync("update gold_store_days set returns = 5; delete from gold_mentions");

        var dry = await RebuildAsync(cluster, store, dryRun: true);
        Assert.Equal(dry.ChangedDays, (await RebuildAsync(cluster, store, dryRun: false)).ChangedDays);

        Assert.True(dry.ChangedDays > 1);
        AssertNothingChanged(await RebuildAsync(cluster, store, dryRun: false));
        await GoldCheck.EqualsAsync(cluster.GoldReader, new NaiveGold(profiles, [.. sales.Select(sale => sale.Transaction)]), [.. profiles.Keys], CancellationToken.None);
    }

    private protected abstract Task<ScoutCluster> StartAsync();

    private static BuiltTransaction Sale(string store, int number, DateTimeOffset at, int content = 0) => new TransactionBuilder(number * 10 + content)
    {
        Id = $"T-{number}",
        Store = store,
        OccurredAt = at,
        Currency = number % 7 == 0 ? "EUR" : null,
        Type = number % 5 == 0 ? TransactionType.Return : TransactionType.Sale,
        Items = [.. Enumerable.Range(0, 1 + (number + content) % 4).Select(line => TransactionBuilder.Line((number + line * content) % 9, (number % 5 == 0 ? -1 : 1) * (line + 1), 3 + content))],
    }.Build();

    private static void AssertNothingChanged(RebuildReply reply) => Assert.Equal(
        (0, 0, 0, false), (reply.ChangedDays, reply.ChangedHours, reply.ChangedMentions, reply.Recut));

    private static Task<RebuildReply> RebuildAsync(ScoutCluster cluster, string store, bool dryRun) => cluster.Silos.Client
        .GetGrain<IGoldRollupGrain>(Sharding.ShardOf(StoreId.Parse(store))).RebuildAsync(new RebuildRequest(store, null, null, dryRun));

    private static async Task<string[]> RegisterAsync(ScoutCluster cluster, Dictionary<string, StoreProfile> profiles)
    {
        var round = Interlocked.Increment(ref _lastRound);
        var stores = new List<string>();
        foreach (var (place, kind) in Kinds.Index())
        {
            var store = $"GOLD-{round}-{place}";
            var saved = await cluster.Store(store).SaveProfileAsync(new ProfileChange
            {
                TimeZone = new(true, kind.Zone),
                Currency = new(true, kind.Currency),
                BusinessDayStart = new(true, new TimeOnly(kind.StartsAt, 0)),
            });
            profiles.Add(store, saved.Profile);
            stores.Add(store);
        }

        return [.. stores];
    }

    /// <summary>Sends sales of all stores in random order, some of them twice, and voids or corrects some while others are on their way.</summary>
    /// <returns>What counts at the end.</returns>
    private static async Task<List<Transaction>> LiveAsync(ScoutCluster cluster, string[] stores, Random random, int count)
    {
        var sales = Enumerable.Range(0, count).Select(number => Sale(stores[number % stores.Length], number, First.AddMinutes(random.Next(0, 14 * 1_440)))).ToArray();
        var counting = new ConcurrentBag<Transaction>();
        random.Shuffle(sales);
        var fates = sales.Select(_ => random.Next(10)).ToArray();
        await Eventually.For(Task.WhenAll(sales.Chunk(9).Select(async (some, wave) =>
        {
            foreach (var (place, sale) in some.Index())
            {
                var reply = await cluster.SubmitAsync(sale);
                Assert.Equal(TransactionStatus.Accepted, Assert.Single(reply.Results).Status);
                var fate = fates[wave * 9 + place];
                var grain = cluster.Silos.Client.GetGrain<ITransactionGrain>(TransactionKey.Format(sale.Transaction.StoreId, sale.Transaction.TransactionId));
                var act = new OperatorAct("tests", "because");
                switch (fate)
                {
                    case 0:
                        Assert.Equal(AmendStatus.Done, (await grain.VoidAsync(act)).Status);
                        break;
                    case 1 or 2:
                        var number = int.Parse(sale.Transaction.TransactionId.Value[2..], System.Globalization.CultureInfo.InvariantCulture);
                        var corrected = Sale(sale.Transaction.StoreId.Value, number, sale.Transaction.OccurredAt, content: fate);
                        Assert.Equal(AmendStatus.Done, (await grain.CorrectAsync(new SubmittedTransaction(corrected.Body, null), "tests", act)).Status);
                        counting.Add(corrected.Transaction);
                        break;
                    default:
                        _ = await cluster.SubmitAsync(sale);
                        counting.Add(sale.Transaction);
                        break;
                }
            }
        })), "every sale to have lived");
        return [.. counting];
    }

    /// <summary>Loses answers, fails calls, puts activations down, and runs second ones beside them.</summary>
    private static async Task RainAsync(ScoutCluster cluster, int seed, CancellationToken over)
    {
        var random = new Random(seed);
        while (!over.IsCancellationRequested)
        {
            var shard = random.Next(Sharding.ShardCount);
            switch (random.Next(4))
            {
                case 0:
                    cluster.Weather.LoseNextRollupAnswer = true;
                    break;
                case 1:
                    cluster.Weather.GoldFaults = 2;
                    break;
                case 2:
                    await cluster.Silos.DeactivateAsync(cluster.Silos.Client.GetGrain<IGoldRollupGrain>(shard));
                    break;
                default:
                    // What a second activation of the shard does at the same moment.
                    _ = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ => await Record.ExceptionAsync(async () => await cluster.Gold.RollUpAsync(shard, 2, CancellationToken.None))));
                    break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }

        (cluster.Weather.GoldFaults, cluster.Weather.LoseNextRollupAnswer) = (0, false);
    }
}

public sealed class SqliteRollupTests : RollupSuite
{
    private protected override async Task<ScoutCluster> StartAsync() => await ScoutCluster.StartAsync(await ClusterDatabase.CreateSqliteAsync(), silos: 1);
}

public sealed class PostgresRollupTests(PostgresServer server) : RollupSuite
{
    [Fact]
    public async Task Kill_ASiloTwiceOverWhileSalesArrive_MakesNoDifferenceToGold()
    {
        await using var cluster = await ScoutCluster.StartAsync(await ClusterDatabase.CreatePostgresAsync(server), silos: 3);
        var sales = Enumerable.Range(0, 300).Select(seed => new TransactionBuilder(seed) { Store = $"SHOP-{seed % 12}" }.Build()).ToArray();
        foreach (var (place, some) in sales.Chunk(5).Index())
        {
            foreach (var group in some.GroupBy(sale => sale.Transaction.StoreId.Value))
                await SendAsync(cluster, [.. group]);
            if (place is 20 or 40)
                _ = await Record.ExceptionAsync(() => cluster.Silos.KillSiloAsync(cluster.Silos.Silos[^1], TestContext.Current.CancellationToken));
        }

        await cluster.WaitUntilNothingIsPendingAsync();
        await cluster.WaitUntilGoldIsAsFarAsSilverAsync();

        var profiles = new Dictionary<string, StoreProfile>(StringComparer.Ordinal);
        foreach (var store in sales.Select(sale => sale.Transaction.StoreId.Value).Distinct())
            profiles.Add(store, (await cluster.Store(store).FindProfileAsync())!);
        await GoldCheck.EqualsAsync(cluster.GoldReader, new NaiveGold(profiles, [.. sales.Select(sale => sale.Transaction)]), [.. profiles.Keys], CancellationToken.None);
    }

    private protected override async Task<ScoutCluster> StartAsync() => await ScoutCluster.StartAsync(await ClusterDatabase.CreatePostgresAsync(server), silos: 2);

    private static async Task SendAsync(ScoutCluster cluster, BuiltTransaction[] sales)
    {
        while (true)
        {
            try
            {
                if ((await cluster.SubmitAsync(sales)).Status == SubmitStatus.Done)
                    return;
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException or OperationCanceledException)
            {
                // The silo that was asked is gone: a device sends again.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
