using CsCheck;
using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Bronze;
using Scout.Storage.Silver;
using Scout.Storage.Stores;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Stores;

/// <summary>What every <see cref="IStoreFiguresReader"/> must do.</summary>
public abstract class StoreFiguresContract : StorageContract
{
    private static readonly string?[] Currencies = [null, "GBP", "PHP"];

    private static readonly Gen<Sale> Sales = Gen.Select(
        Gen.Bool.Select(first => first ? "A" : "B"),
        Gen.Int[0, Currencies.Length - 1],
        Gen.Bool,
        Gen.Frequency((4, Gen.Long[-5_000_000, 5_000_000]), (1, Gen.Long[Amount.UnitsMax - 9, Amount.UnitsMax]), (1, Gen.Long[-Amount.UnitsMax, 9 - Amount.UnitsMax])),
        Gen.Frequency((4, Gen.Int[-1, 3]), (1, Gen.Int[-400_000, 400_000])),
        Gen.Bool,
        (store, currency, isReturn, units, minutes, late) => new Sale(store, Currencies[currency], isReturn, units, minutes, late));

    private int _round;

    [Fact]
    public async Task Read_AnySales_EqualsTheNaiveSum() => await Gen.Select(Sales.List[1, 60], Gen.Int[1, 20])
        .SampleAsync(async sample => await CheckAsync(sample.Item1, sample.Item2), iter: 25, threads: 1);

    [Fact]
    public async Task Read_HugeAmounts_SumsWithoutOverflow()
    {
        var lines = Enumerable.Repeat(new LineItem
        {
            ProductId = "0",
            Quantity = new Amount(Amount.UnitsMax),
            UnitPrice = Amount.Zero,
            LineAmount = new Amount(Amount.UnitsMax),
        }, TransactionLimits.ItemsMax).ToArray();
        var wide = Enumerable.Range(0, 12).Select(_ => Huge(lines));
        var narrow = Enumerable.Range(0, 2_000).Select(_ => Huge([lines[0]]));
        _ = await AppendAndPromoteAsync([.. wide, .. narrow]);

        var figures = Assert.Single(await Figures.ReadSpanAsync(StoreId.Parse("HUGE"), Noon, Noon.AddSeconds(1), Cancellation)).Figures;

        Assert.Equal(2_012 * 999_999_999_999.9999m, figures.Revenue);
        Assert.Equal(14_000 * 999_999_999_999.9999m, figures.Units);
        Assert.Equal(14_000, figures.Items);
    }

    [Fact]
    public async Task Read_UnknownStore_HasNoRowsAndThePositionOfItsShard()
    {
        var store = StoreId.Parse("nowhere");
        var position = (await Figures.ReadPositionsAsync(Cancellation))[Sharding.ShardOf(store)];

        Assert.Empty(await Figures.ReadSpanAsync(store, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancellation));
        Assert.Null(await Figures.FindWatermarkAsync(store, Cancellation));
        foreach (var snapshot in new[]
        {
            await Figures.ReadMinutesAsync(store, DateTimeOffset.MinValue, Cancellation),
            await Figures.ReadTailAsync(store, SilverPosition.StartOf(Sharding.ShardOf(store)), Cancellation),
        })
        {
            Assert.Equal(position, snapshot.Position);
            Assert.Empty(snapshot.Minutes);
        }
    }

    [Fact]
    public async Task ReadSpan_TransactionsOnItsEdges_TakesTheFirstAndNotTheLast()
    {
        _ = await AppendAndPromoteAsync(At(Noon), At(Noon.AddHours(1)), At(Noon.AddHours(1).AddMicroseconds(-1)), At(Noon.AddMicroseconds(-1)));

        var figures = Assert.Single(await Figures.ReadSpanAsync(StoreId.Parse("CLOCK"), Noon, Noon.AddHours(1), Cancellation));

        Assert.Equal(2, figures.Figures.Transactions);
    }

    [Fact]
    public async Task ReadPositions_AnyTime_HasOneInEachShard()
    {
        var positions = await Figures.ReadPositionsAsync(Cancellation);

        Assert.Equal(Sharding.ShardCount, positions.Length);
        Assert.All(positions.Index(), one => Assert.InRange(one.Item, SilverPosition.StartOf(one.Index), SilverPosition.EndOf(one.Index) - 1));
    }

    [Fact]
    public async Task FindWatermark_EventsBehindTheirReceipt_IsTheGreatestEventTime()
    {
        _ = await AppendAndPromoteAsync(At(Noon.AddHours(-3)), At(Noon.AddHours(-1)), At(Noon.AddHours(-2)));

        Assert.Equal(Noon.AddHours(-1), await Figures.FindWatermarkAsync(StoreId.Parse("CLOCK"), Cancellation));
    }

    [Fact]
    public async Task FindWatermark_EventAheadOfItsReceipt_CountsAsTheReceipt()
    {
        _ = await AppendAndPromoteAsync(At(Noon.AddHours(-1)), At(Noon.AddHours(2)));

        Assert.Equal(Noon, await Figures.FindWatermarkAsync(StoreId.Parse("CLOCK"), Cancellation));
    }

    [Fact]
    public async Task FindWatermark_ManyEventsOfAFastClockReceivedLongAgo_DoNotHideALaterOne()
    {
        var yesterday = Noon.AddDays(-1);
        var ahead = Enumerable.Range(0, 1_500).Select(i => At(yesterday.AddHours(23).AddSeconds(i), yesterday)).ToArray();
        _ = await AppendAndPromoteAsync([.. ahead, At(Noon.AddHours(-4))]);

        Assert.Equal(Noon.AddHours(-4), await Figures.FindWatermarkAsync(StoreId.Parse("CLOCK"), Cancellation));
    }

    private BronzeEvent Huge(LineItem[] lines) => Event(new TransactionBuilder(NextSeed())
    {
        Store = "HUGE",
        Items = lines,
        TotalAmount = 999_999_999_999.9999m,
        OccurredAt = Noon,
    }.Build());

    private BronzeEvent At(DateTimeOffset occurredAt) => At(occurredAt, Noon);

    private BronzeEvent At(DateTimeOffset occurredAt, DateTimeOffset receivedAt)
    {
        var seed = NextSeed();
        return new TransactionBuilder(seed) { Store = "CLOCK", OccurredAt = occurredAt }.Build().ToEvent(100_000 + seed, receivedAt);
    }

    private async Task CheckAsync(List<Sale> sales, int batchSize)
    {
        // Stores of this round's own, so that the rounds do not meet.
        var round = ++_round;
        var events = sales.Select(sale => sale.ToEvent(round * 100_000 + NextSeed(), round)).ToArray();
        var promoted = new List<(BronzeEvent Event, long Position)>();
        foreach (var batch in events.Chunk(batchSize))
        {
            _ = await AppendAsync(batch);
            foreach (var shard in batch.GroupBy(one => one.Shard))
            {
                var outcome = await PromoteAsync([.. shard]);
                promoted.AddRange(shard.Select(one => (one, outcome.Position)));
            }
        }

        foreach (var name in new[] { "A", "B" })
        {
            var store = StoreId.Parse($"{name}-{round}");
            var own = promoted.Where(one => one.Event.Transaction.StoreId == store).ToArray();
            await CheckSpanAsync(store, own.Select(one => one.Event));
            await CheckMinutesAsync(store, own.Select(one => one.Event));
            await CheckTailAsync(store, own);
        }
    }

    private async Task CheckSpanAsync(StoreId store, IEnumerable<BronzeEvent> events)
    {
        var (from, to) = (Noon, Noon.AddMinutes(2));
        var expected = events.Select(one => one).Where(one => one.Transaction.OccurredAt >= from && one.Transaction.OccurredAt < to)
            .GroupBy(one => one.Transaction.Currency).Select(group => new CurrencyFigures(group.Key, Sum(group)));

        Assert.Equal(expected.OrderBy(one => one.Currency, StringComparer.Ordinal), (await Figures.ReadSpanAsync(store, from, to, Cancellation)).OrderBy(one => one.Currency, StringComparer.Ordinal));
    }

    private async Task CheckMinutesAsync(StoreId store, IEnumerable<BronzeEvent> events)
    {
        var actual = await Figures.ReadMinutesAsync(store, Noon, Cancellation);

        AssertMinutes(events.Where(one => one.Transaction.OccurredAt >= Noon), actual);
        Assert.Equal((await Figures.ReadPositionsAsync(Cancellation))[Sharding.ShardOf(store)], actual.Position);
    }

    private async Task CheckTailAsync(StoreId store, (BronzeEvent Event, long Position)[] promoted)
    {
        foreach (var after in promoted.Select(one => one.Position).Prepend(SilverPosition.StartOf(Sharding.ShardOf(store))).Distinct())
            AssertMinutes(promoted.Where(one => one.Position > after).Select(one => one.Event), await Figures.ReadTailAsync(store, after, Cancellation));
    }

    private static void AssertMinutes(IEnumerable<BronzeEvent> events, MinuteSnapshot actual)
    {
        var expected = events
            .GroupBy(one => (Minute: FloorToMinute(one.Transaction.OccurredAt), one.Transaction.Currency))
            .Select(group => new MinuteFigures(group.Key.Minute, group.Key.Currency, Sum(group)));

        Assert.Equal(Order(expected), Order(actual.Minutes));
    }

    private static IEnumerable<MinuteFigures> Order(IEnumerable<MinuteFigures> minutes) =>
        minutes.OrderBy(one => one.Minute).ThenBy(one => one.Currency, StringComparer.Ordinal);

    private static DateTimeOffset FloorToMinute(DateTimeOffset instant) => new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);

    private static StoreFigures Sum(IEnumerable<BronzeEvent> events) => events.Aggregate(default(StoreFigures), (sum, one) => sum + new StoreFigures
    {
        Transactions = 1,
        Returns = one.Transaction.Type == TransactionType.Return ? 1 : 0,
        Items = one.Transaction.Items.Count,
        Units = one.Transaction.Items.Sum(item => item.Quantity.ToDecimal()),
        Revenue = one.Transaction.TotalAmount.ToDecimal(),
        Late = one.BrokenRules.HasFlag(BrokenRules.LateEvent) ? 1 : 0,
    });

    private sealed record Sale(string Store, string? Currency, bool IsReturn, long Units, int Minutes, bool Late)
    {
        public BronzeEvent ToEvent(int seed, int round) => new TransactionBuilder(seed)
        {
            Store = $"{Store}-{round}",
            Currency = Currency,
            Type = IsReturn ? TransactionType.Return : TransactionType.Sale,
            TotalAmount = new Amount(Units).ToDecimal(),
            Items = [TransactionBuilder.Line(1, 1.5m, 2), new LineItem { ProductId = "0", Quantity = new Amount(Units), UnitPrice = Amount.Zero, LineAmount = Amount.Zero }],

            // Of an odd microsecond, far behind 1970 at times.
            OccurredAt = (Minutes < -300_000 ? new DateTimeOffset(1969, 12, 31, 23, 50, 0, TimeSpan.Zero).AddMinutes(Minutes % 7) : Noon.AddMinutes(Minutes)).AddMicroseconds(seed % 59_999_999 + 1),
        }.Build().ToEvent(seed, Noon, Late ? BrokenRules.LateEvent : BrokenRules.None);
    }
}
