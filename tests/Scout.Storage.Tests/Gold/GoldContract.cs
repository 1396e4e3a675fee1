using CsCheck;
using Scout.Domain.Money;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Amendments;
using Scout.Storage.Bronze;
using Scout.Storage.Gold;
using Scout.Storage.Quality;
using Scout.Testing.Gold;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Gold;

/// <summary>What every <see cref="IGoldStore"/> and <see cref="IGoldReader"/> must do together.</summary>
public abstract class GoldContract : StorageContract
{
    private static readonly DateOnly FirstDay = new(2000, 1, 1);
    private static readonly DateOnly LastDay = new(2100, 1, 1);
    private static readonly DateTimeOffset First = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Of several shards; the clocks of three change in the days of the sales, one is half an hour off.
    private static readonly (string Zone, int StartsAt, string Currency)[] Kinds =
        [("America/New_York", 0, "USD"), ("Europe/London", 4, "GBP"), ("Asia/Kolkata", 0, "INR"), ("America/Los_Angeles", 4, "USD"), ("UTC", 0, "USD")];

    private static readonly DateTimeOffset[] Changes =
    [
        new(2025, 3, 9, 7, 0, 0, TimeSpan.Zero), new(2025, 11, 2, 6, 0, 0, TimeSpan.Zero), new(2025, 3, 30, 1, 0, 0, TimeSpan.Zero), new(2025, 3, 9, 10, 0, 0, TimeSpan.Zero),
    ];

    private static readonly Gen<Deed> Deeds = Gen.Select(
        Gen.Int[0, Kinds.Length - 1], Gen.Int[0, Changes.Length - 1], Gen.Int[-1_500, 1_500], Gen.Int[0, 3], Gen.Int[1, 4], Gen.Int[0, 9],
        (kind, change, minutes, currency, lines, what) => new Deed(kind, change, minutes, currency == 0 ? "EUR" : null, lines, what));

    private int _round;

    [Fact]
    public Task RollUp_AnySalesInAnySteps_GoldWithItsTailIsTheSumOfThem() => Gen.Select(Deeds.List[1, 40], Gen.Int[1, 12], Gen.Int[1, 30])
        .SampleAsync(async sample => await CheckAsync(sample.Item1, sample.Item2, sample.Item3), iter: 12, threads: 1);

    [Fact]
    public async Task RollUp_NothingNew_WritesNothing()
    {
        var sale = NewEvent();
        await RegisterAsync(sale.Transaction.StoreId.Value, "UTC", 0, "USD");
        _ = await AppendAndPromoteAsync(sale);
        var first = await Gold.RollUpAsync(sale.Shard, 1_000, Cancellation);
        var before = (await Gold.ReadShardsAsync(Cancellation))[sale.Shard];

        var second = await Gold.RollUpAsync(sale.Shard, 1_000, Cancellation);

        Assert.Equal((RollupStatus.Rolled, 1, false), (first.Status, first.Entries, first.More));
        Assert.Equal((RollupStatus.Nothing, first.Position), (second.Status, second.Position));
        Assert.Equal(before, (await Gold.ReadShardsAsync(Cancellation))[sale.Shard]);
        Assert.Equal((0, null), (before.Promotions, before.OldestPromotedAt));
    }

    [Fact]
    public async Task RollUp_ManyAtOnce_CountsEachSaleOnce()
    {
        await RegisterAsync("STORE-001", "UTC", 0, "USD");
        var total = 0m;
        for (var i = 0; i < 6; i++)
        {
            var some = NewEvents(5);
            total += some.Sum(one => one.Transaction.TotalAmount.ToDecimal());
            _ = await AppendAndPromoteAsync(some);
        }

        var shard = Sharding.ShardOf(StoreId.Parse("STORE-001"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var won = 0;
            while (true)
            {
                var outcome = await Gold.RollUpAsync(shard, 1, Cancellation);
                if (outcome.Status == RollupStatus.Nothing)
                    return won;
                won += outcome.Entries;
            }
        }));

        Assert.Equal(30, outcomes.Sum());
        Assert.Equal(total, (await DaysAsync("STORE-001")).Sum(day => day.Figures.Revenue));
    }

    [Fact]
    public async Task ReadShards_SilverIsAhead_TellsByHowMuchAndSinceWhen()
    {
        var sale = NewEvent();
        _ = await AppendAndPromoteAsync(sale);
        _ = await AppendAndPromoteAsync(NewEvent(sale.Transaction.StoreId.Value));

        var shard = (await Gold.ReadShardsAsync(Cancellation))[sale.Shard];

        Assert.Equal(2, shard.Promotions);
        _ = Assert.NotNull(shard.OldestPromotedAt);
    }

    [Fact]
    public async Task RollUp_LateSaleAndVoid_RestateTheirOwnBucketsOnly()
    {
        await RegisterAsync("S", "UTC", 0, "USD");
        var now = TimeProvider.System.GetUtcNow();
        var (present, old, older) = (SaleAt(now), SaleAt(now.AddDays(-3)), SaleAt(now.AddDays(-5)));
        _ = await AppendAndPromoteAsync(present, old, older);
        await RollAllAsync();

        var days = await DaysAsync("S");

        Assert.Null(days.Single(day => day.Day == DateOnly.FromDateTime(now.UtcDateTime)).RestatedAt);
        var late = days.Single(day => day.Day == DateOnly.FromDateTime(old.Transaction.OccurredAt.UtcDateTime));
        _ = Assert.NotNull(late.RestatedAt);
        var untouched = days.Single(day => day.Day == DateOnly.FromDateTime(older.Transaction.OccurredAt.UtcDateTime)).RestatedAt;
        _ = await VoidAsync(old);
        await RollAllAsync();
        var after = await DaysAsync("S");
        Assert.True(after.Single(day => day.Day == late.Day).RestatedAt > late.RestatedAt);
        Assert.Equal(new StoreFigures(), after.Single(day => day.Day == late.Day).Figures);
        Assert.Equal(untouched, after.Single(day => day.Day == DateOnly.FromDateTime(older.Transaction.OccurredAt.UtcDateTime)).RestatedAt);
    }

    [Fact]
    public async Task ReadDays_GoldIsTooFarBehind_TellsSoAndReadsNothing()
    {
        _ = await AppendAndPromoteAsync(SaleAt(Noon));
        _ = await AppendAndPromoteAsync(SaleAt(Noon));

        var days = await Figures.ReadDaysAsync(StoreId.Parse("S"), FirstDay, LastDay, First, promotionsMax: 1, Cancellation);

        Assert.Null(days.Tail);
        Assert.Equal((await Figures.ReadPositionsAsync(Cancellation))[Sharding.ShardOf(StoreId.Parse("S"))], days.Position);
    }

    [Fact]
    public async Task Rebuild_GoldThatWasTamperedWith_IsSilverAgain()
    {
        await RegisterAsync("S", "Europe/London", 4, "GBP");
        await RegisterAsync("T", "Europe/London", 4, "GBP");
        var sales = Enumerable.Range(0, 30).Select(i => SaleAt(Noon.AddHours(i * 7), i % 3 == 0 ? "T" : "S")).ToArray();
        foreach (var group in sales.GroupBy(sale => sale.Shard))
            _ = await AppendAndPromoteAsync([.. group]);
        await RollAllAsync();
        var before = await EverythingAsync();
        await Store.TamperAsync("update gold_store_days set transactions = transactions + 1 where store_id = 'S'");
        await Store.TamperAsync("delete from gold_store_hours where store_id = 'S'");
        await Store.TamperAsync("update gold_mentions set lines = 77");
        await Store.TamperAsync("delete from gold_store_mentions where store_id = 'S' and business_day > '2025-08-26'");

        // Whole microseconds, as the tables keep them.
        var startedAt = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcTicks / 10 * 10, TimeSpan.Zero);
        var dry = await Gold.RebuildAsync(StoreId.Parse("S"), null, dryRun: true, Cancellation);
        Assert.NotEqual(before, await EverythingAsync());
        var done = await Gold.RebuildAsync(StoreId.Parse("S"), null, dryRun: false, Cancellation);
        _ = await Gold.RebuildAsync(StoreId.Parse("T"), null, dryRun: false, Cancellation);
        var restated = await DaysAsync("S");
        var again = await Gold.RebuildAsync(StoreId.Parse("S"), null, dryRun: false, Cancellation);

        Assert.Equal(before, await EverythingAsync());
        Assert.Equal((dry.ChangedDays, dry.ChangedHours, dry.ChangedMentions), (done.ChangedDays, done.ChangedHours, done.ChangedMentions));
        Assert.Equal(dry.Days, done.Days);
        Assert.True(done.ChangedDays > 0 && done.ChangedHours > 0);
        Assert.Equal((0, 0, 0), (again.ChangedDays, again.ChangedHours, again.ChangedMentions));
        Assert.Empty(again.Days);
        Assert.All(restated, day => Assert.True(day.RestatedAt >= startedAt));
        Assert.Equal(restated.OrderBy(day => day.Day), (await DaysAsync("S")).OrderBy(day => day.Day));
    }

    [Fact]
    public async Task RollUp_ChainOf300StoresInSixZonesOverAChangeOfTheClocks_IsTheSumInLocalTime()
    {
        string[] zones = ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/St_Johns", "Asia/Manila"];
        var profiles = new Dictionary<string, StoreProfile>(StringComparer.Ordinal);
        for (var store = 0; store < 300; store++)
            profiles.Add($"S-{store:D3}", await RegisterAsync($"S-{store:D3}", zones[store % zones.Length], store % 4 == 0 ? 4 : 0, "USD"));
        var first = new DateTimeOffset(2025, 11, 1, 0, 0, 0, TimeSpan.Zero);
        var sales = Enumerable.Range(0, 6_000).Select(i => SaleAt(first.AddMinutes(i * 7919 % 4_320).AddSeconds(i % 60), $"S-{i % 300:D3}")).ToArray();
        foreach (var shard in sales.GroupBy(sale => sale.Shard))
            _ = await AppendAndPromoteAsync([.. shard]);

        await RollAllAsync(rowsMax: 500);

        await GoldCheck.EqualsAsync(GoldReader, new NaiveGold(profiles, [.. sales.Select(sale => sale.Transaction)]), [.. profiles.Keys], Cancellation);
    }

    [Fact]
    public async Task Migrate_DatabaseWithSilverAndWithoutGold_RollsUpAllOfIt()
    {
        var profile = await RegisterAsync("S", "Europe/London", 4, "GBP");
        var sales = Enumerable.Range(0, 25).Select(i => SaleAt(Noon.AddHours(i * 5))).ToArray();
        _ = await AppendAndPromoteAsync(sales);
        await Store.TamperAsync(
            "drop view v_product_linking_stats; drop view gold_products; drop view gold_brands; drop view gold_categories; drop view gold_store_products; "
            + "drop view gold_store_brands; drop view gold_store_categories; drop view resolved_mentions; drop table gold_store_mentions; drop table gold_mentions; "
            + "drop table link_reviews; drop table link_rejections; drop table product_aliases; drop table mentions; drop table products; drop table catalog_state; drop table linking_state; "
            + "alter table silver_line_items drop column mention_id; alter table audit_log drop column mention_id; "
            + "drop view gold_regions; drop table gold_stores; drop table gold_store_hours; drop table gold_store_days; drop table rollup_shards; "
            + "delete from schema_versions where ScriptName like '%0006%' or ScriptName like '%0007%'");

        await Store.ReopenAsync();
        await RollAllAsync();

        Assert.Equal(0, (await Gold.ReadShardsAsync(Cancellation)).Sum(shard => shard.Promotions));
        Assert.Equal(0, await Store.CountAsync("silver_line_items where mention_id is null or mention_id not in (select mention_id from mentions)"));
        var naive = new NaiveGold(new Dictionary<string, StoreProfile> { ["S"] = profile }, [.. sales.Select(sale => sale.Transaction)]);
        await GoldCheck.EqualsAsync(GoldReader, naive, ["S"], Cancellation);
    }

    [Fact]
    public async Task Rebuild_ASpan_LeavesTheOtherDaysAsTheyAre()
    {
        await RegisterAsync("S", "Europe/London", 4, "GBP");
        _ = await AppendAndPromoteAsync([.. Enumerable.Range(0, 20).Select(i => SaleAt(Noon.AddHours(i * 6)))]);
        await RollAllAsync();
        await Store.TamperAsync("update gold_store_days set transactions = 1000");

        var outcome = await Gold.RebuildAsync(StoreId.Parse("S"), (new DateOnly(2025, 8, 25), new DateOnly(2025, 8, 27)), dryRun: false, Cancellation);

        Assert.Equal([new DateOnly(2025, 8, 25), new DateOnly(2025, 8, 26)], outcome.Days);
        Assert.All(await DaysAsync("S"), day => Assert.Equal(
            day.Day < new DateOnly(2025, 8, 25) || day.Day >= new DateOnly(2025, 8, 27), day.Figures.Transactions == 1000));
        Assert.Equal((0, 0), (outcome.ChangedHours, outcome.ChangedMentions));
    }

    [Fact]
    public async Task Rebuild_ProfileOfAnotherZoneAndCurrency_CutsAllDaysAnew()
    {
        await RegisterAsync("S", "UTC", 0, "USD");
        var sales = Enumerable.Range(0, 40).Select(i => SaleAt(Noon.AddHours(i * 5).AddMinutes(i))).ToArray();
        _ = await AppendAndPromoteAsync(sales);
        await RollAllAsync();
        var shard = Sharding.ShardOf(StoreId.Parse("S"));
        Assert.Empty(await Gold.ReadMiscutAsync(shard, Cancellation));
        var profile = await RegisterAsync("S", "Asia/Kolkata", 4, "INR");
        Assert.Equal([StoreId.Parse("S")], await Gold.ReadMiscutAsync(shard, Cancellation));

        // A rollup in between goes on with the old cut: gold is never of two.
        var late = SaleAt(Noon.AddHours(9));
        _ = await AppendAndPromoteAsync(late);
        await RollAllAsync();
        var outcome = await Gold.RebuildAsync(StoreId.Parse("S"), (FirstDay, FirstDay), dryRun: false, Cancellation);

        Assert.True(outcome.Cut);
        Assert.Empty(await Gold.ReadMiscutAsync(shard, Cancellation));
        await AssertGoldAsync(new NaiveGold(new Dictionary<string, StoreProfile> { ["S"] = profile }, [.. sales.Append(late).Select(sale => sale.Transaction)]), ["S"]);
    }

    [Fact]
    public async Task Rebuild_SaleOfADeviceWhoseClockIsAtTheEnd_CountsItOnce()
    {
        await RegisterAsync("S", "UTC", 0, "USD");
        _ = await AppendAndPromoteAsync(SaleAt(new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero)));
        await RollAllAsync();

        var outcome = await Gold.RebuildAsync(StoreId.Parse("S"), null, dryRun: false, Cancellation);

        Assert.Equal((0, 0, 0), (outcome.ChangedDays, outcome.ChangedHours, outcome.ChangedMentions));
    }

    [Fact]
    public async Task Rebuild_StoreWithoutSilver_ChangesNothing()
    {
        var outcome = await Gold.RebuildAsync(StoreId.Parse("nowhere"), null, dryRun: false, Cancellation);

        Assert.Equal((0, 0, false), (outcome.Days.Count, outcome.ChangedDays, outcome.Cut));
        Assert.Empty(await Gold.ReadStoresAsync(Cancellation));
    }

    [Fact]
    public async Task Read_Watermarks_AreThoseOfSilverWhetherRolledOrNot()
    {
        _ = await AppendAndPromoteAsync(SaleAt(Noon.AddHours(-2)), SaleAt(Noon.AddHours(-3)));
        var store = StoreId.Parse("S");
        Assert.Equal(await Figures.FindWatermarkAsync(store, Cancellation), (await GoldReader.ReadWatermarksAsync(Cancellation))[store]);
        await RollAllAsync();
        Assert.Equal(Noon.AddHours(-2), (await GoldReader.ReadWatermarksAsync(Cancellation))[store]);
        _ = await AppendAndPromoteAsync(SaleAt(Noon.AddHours(5)));
        Assert.Equal(Noon, (await GoldReader.ReadWatermarksAsync(Cancellation))[store]);
    }

    [Fact]
    public async Task RollUp_HugeAmounts_SumsWithoutOverflow()
    {
        var line = new LineItem { ProductId = "0", Quantity = new Amount(Amount.UnitsMax), UnitPrice = Amount.Zero, LineAmount = new Amount(Amount.UnitsMax) };
        var huge = Enumerable.Range(0, 1_500).Select(_ => Event(new TransactionBuilder(NextSeed())
        {
            Store = "HUGE",
            Items = [line],
            TotalAmount = 999_999_999_999.9999m,
            OccurredAt = Noon,
        }.Build())).ToArray();
        _ = await AppendAndPromoteAsync(huge);
        await RollAllAsync();

        Assert.Equal(1_500 * 999_999_999_999.9999m, Assert.Single(await DaysAsync("HUGE")).Figures.Revenue);
        var product = Assert.Single((await GoldReader.ReadChainRankingAsync(RankedGroup.Product, FirstDay, LastDay, RankBy.Revenue, 5, Cancellation)).Rows);
        Assert.Equal((1_500, 1_500 * 999_999_999_999.9999m), (product.Lines, product.Revenue));
    }

    private async Task CheckAsync(List<Deed> deeds, int batchSize, int rowsMax)
    {
        var round = ++_round;
        var profiles = new Dictionary<string, StoreProfile>(StringComparer.Ordinal);
        foreach (var (place, kind) in Kinds.Index())
            profiles.Add($"{round}-{place}", await RegisterAsync($"{round}-{place}", kind.Zone, kind.StartsAt, kind.Currency));
        var counting = new List<Transaction>();
        var sent = new List<BronzeEvent>();
        try
        {
            var random = new Random(deeds.Count * 31 + batchSize);
            foreach (var batch in deeds.Chunk(batchSize))
            {
                var events = batch.Select(deed => deed.ToEvent(round * 1_000_000 + NextSeed(), $"{round}-{deed.Kind}")).ToArray();
                foreach (var shard in events.GroupBy(one => one.Shard))
                    _ = await AppendAndPromoteAsync([.. shard]);
                sent.AddRange(events);
                counting.AddRange(events.Select(one => one.Transaction));
                foreach (var (deed, one) in batch.Zip(events))
                {
                    if (deed.What != 9)
                        continue;
                    _ = await VoidAsync(one);
                    _ = counting.Remove(one.Transaction);
                }

                // Some shards, some steps: whatever is not rolled is the tail.
                for (var i = 0; i < 6; i++)
                    _ = await Gold.RollUpAsync(random.Next(Sharding.ShardCount), rowsMax, Cancellation);
            }

            var naive = new NaiveGold(profiles, counting);
            await AssertGoldAsync(naive, [.. profiles.Keys]);
            await RollAllAsync();
            await AssertGoldAsync(naive, [.. profiles.Keys]);
            foreach (var store in profiles.Keys)
                Assert.Equal(RebuildOutcome.Nothing with { Days = [] }, (await Gold.RebuildAsync(StoreId.Parse(store), null, dryRun: false, Cancellation)) with { Days = RebuildOutcome.Nothing.Days });
            await AssertGoldAsync(naive, [.. profiles.Keys]);
        }
        finally
        {
            // The next round's oracle knows nothing of this one's.
            foreach (var one in counting)
                _ = await VoidAsync(sent.Single(sale => sale.Transaction == one));
            await RollAllAsync();
        }
    }

    private async Task AssertGoldAsync(NaiveGold naive, string[] stores)
    {
        await GoldCheck.EqualsAsync(GoldReader, naive, stores, Cancellation);
        foreach (var store in stores)
            GoldCheck.AssertSame(naive.Days(store), await ReadLiveDaysAsync(store));
    }

    /// <summary>Days as a store's live figures begin: gold's, and the tail by minutes.</summary>
    private async Task<IEnumerable<(DateOnly, string, StoreFigures)>> ReadLiveDaysAsync(string store)
    {
        var profile = (await Registry.FindAsync(StoreId.Parse(store), Cancellation))!;
        var calendar = StoreCalendar.For(profile);
        var live = await Figures.ReadDaysAsync(StoreId.Parse(store), FirstDay, LastDay, Changes[0], long.MaxValue, Cancellation);
        var minutes = await Figures.ReadMinutesAsync(StoreId.Parse(store), Changes[0], Cancellation);
        Assert.Equal(minutes.Position, live.Position);
        Assert.Equal(
            minutes.Minutes.OrderBy(one => one.Minute).ThenBy(one => one.Currency, StringComparer.Ordinal),
            live.Minutes.OrderBy(one => one.Minute).ThenBy(one => one.Currency, StringComparer.Ordinal));
        return live.Days.Select(one => (one.Day, one.Currency, one.Figures))
            .Concat(live.Tail!.Select(one => (Day: calendar.DayOf(one.Minute), one.Currency, one.Figures)))
            .GroupBy(one => (one.Day, Currency: one.Currency ?? profile.Currency))
            .Select(group => (group.Key.Day, group.Key.Currency, group.Aggregate(new StoreFigures(), (sum, one) => sum + one.Figures)));
    }

    private async Task<IReadOnlyList<DayFigures>> DaysAsync(string store) =>
        (await GoldReader.ReadStoreDaysAsync(StoreId.Parse(store), FirstDay, LastDay, Cancellation)).Rows;

    /// <summary>All that readers see of two stores and the chain, but for when it was restated.</summary>
    private async Task<string> EverythingAsync()
    {
        var parts = new List<string>();
        foreach (var store in new[] { "S", "T" })
        {
            parts.AddRange((await DaysAsync(store)).Select(day => $"{store} {day.Day} {day.Currency} {day.Figures}"));
            parts.AddRange((await GoldReader.ReadStoreHoursAsync(StoreId.Parse(store), First, Last, Cancellation)).Rows.Select(hour => $"{store} {hour.Hour:O} {hour.Figures}"));
            parts.AddRange((await GoldReader.ReadStoreProductsAsync(StoreId.Parse(store), FirstDay, LastDay, RankBy.Revenue, 1_000, Cancellation)).Rows.Select(row => row.ToString()));
        }

        foreach (var group in Enum.GetValues<RankedGroup>())
            parts.AddRange((await GoldReader.ReadChainRankingAsync(group, FirstDay, LastDay, RankBy.Units, 1_000, Cancellation)).Rows.Select(row => row.ToString()));
        return string.Join('\n', parts.Order(StringComparer.Ordinal));
    }

    private async Task RollAllAsync(int rowsMax = 7)
    {
        for (var shard = 0; shard < Sharding.ShardCount; shard++)
        {
            while ((await Gold.RollUpAsync(shard, rowsMax, Cancellation)).Status != RollupStatus.Nothing)
            {
            }
        }
    }

    private async Task<StoreProfile> RegisterAsync(string store, string zone, int startsAt, string currency) => await Registry.SaveAsync(
        new StoreProfile
        {
            StoreId = StoreId.Parse(store),
            TimeZone = zone,
            Currency = currency,
            BusinessDayStart = new TimeOnly(startsAt, 0),
            RegisteredAt = Noon,
            UpdatedAt = Noon,
        },
        Cancellation);

    private async Task<AmendmentOutcome> VoidAsync(BronzeEvent one) => await Ledger.AmendAsync(
        new VoidAmendment(one.Transaction.StoreId, one.Transaction.TransactionId, new AuditedAct(TimeProvider.System.GetUtcNow(), "tests", "because")), Cancellation);

    private BronzeEvent SaleAt(DateTimeOffset occurredAt, string store = "S") => Event(new TransactionBuilder(NextSeed()) { Store = store, OccurredAt = occurredAt }.Build());

    private sealed record Deed(int Kind, int Change, int Minutes, string? Currency, int Lines, int What)
    {
        public BronzeEvent ToEvent(int seed, string store)
        {
            var sign = What == 8 ? -1 : 1;
            var items = Enumerable.Range(0, Lines).Select(line => Line((Minutes * 7 + line * 3 + 4_000) % 6, sign * (line + 1), 3 + line * 1.25m));
            return new TransactionBuilder(seed)
            {
                Store = store,
                Currency = Currency,
                Type = sign < 0 ? TransactionType.Return : TransactionType.Sale,
                OccurredAt = Changes[Change].AddMinutes(Minutes).AddMicroseconds(seed % 1_000),
                Items = [.. items],
            }.Build().ToEvent(seed, Noon);
        }

        private static LineItem Line(int product, decimal quantity, decimal price) => new()
        {
            ProductId = $"P{product}",
            ProductName = product % 3 == 0 ? null : $"Product {product} x{quantity}",
            Brand = product % 2 == 0 ? null : $"Brand {product % 4}",
            Category = product == 5 ? null : $"Category {product % 3}",
            Quantity = Amount.FromDecimal(quantity),
            UnitPrice = Amount.FromDecimal(price),
            LineAmount = Amount.FromDecimal(quantity * price),
        };
    }
}
