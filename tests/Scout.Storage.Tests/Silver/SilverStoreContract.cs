using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Bronze;
using Scout.Storage.Silver;
using Scout.Storage.Tests.Stores;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Silver;

/// <summary>What every <see cref="ISilverStore"/> must do.</summary>
public abstract class SilverStoreContract : StorageContract
{
    private const long BeyondTheLargest = Amount.UnitsMax + 1;

    [Fact]
    public async Task ClaimShard_EachTime_RaisesTheEpoch()
    {
        var first = await Silver.ClaimShardAsync(3, Cancellation);
        var second = await Silver.ClaimShardAsync(3, Cancellation);

        Assert.Equal(3, second.Shard);
        Assert.True(second.Epoch > first.Epoch);
    }

    [Fact]
    public async Task ReadPending_NothingWaits_IsEmpty()
    {
        Assert.Empty(await Silver.ReadPendingAsync(0, 1_000, Cancellation));
        Assert.Empty(await Silver.ReadBacklogAsync(Cancellation));
        Assert.Empty(await Silver.ReadEventsAsync(0, [], Cancellation));
    }

    [Fact]
    public async Task ReadPending_SomeRanges_StopsAfterTheOneThatReachesTheLimit()
    {
        var batches = Enumerable.Range(0, 4).Select(_ => NewEvents(10)).ToArray();
        foreach (var batch in batches)
            _ = await AppendAsync(batch);
        var shard = batches[0][0].Shard;

        Assert.Equal(batches.Select(batch => batch[0].EventId), (await ReadAllPendingAsync(shard)).Select(range => range.First));
        _ = Assert.Single(await Silver.ReadPendingAsync(shard, 10, Cancellation));
        Assert.Equal(2, (await Silver.ReadPendingAsync(shard, 11, Cancellation)).Count);
        Assert.Equal(new ShardBacklog(shard, 40, Noon), Assert.Single(await Silver.ReadBacklogAsync(Cancellation)));
    }

    [Fact]
    public async Task ReadEvents_ShardsMixedInOneBatch_AnswersTheShardsOwnInTheOrderOfTheirIds()
    {
        var batch = Enumerable.Range(0, 40).Select(i => NewEvent($"STORE-{i % 7:D3}")).ToArray();
        new Random(1).Shuffle(batch);
        _ = await AppendAsync(batch[..20]);
        _ = await AppendAsync(batch[20..]);

        foreach (var shard in batch.GroupBy(one => one.Shard))
        {
            // Two batches of ids in any order: only here may ranges overlap, so each is read alone.
            var events = new List<StoredEvent>();
            foreach (var range in await ReadAllPendingAsync(shard.Key))
                events.AddRange(await Silver.ReadEventsAsync(shard.Key, [range], Cancellation));
            var distinct = events.DistinctBy(one => one.EventId).OrderBy(one => one.EventId.Value).ToArray();
            Assert.Equal(shard.Select(one => one.EventId).OrderBy(id => id.Value), distinct.Select(one => one.EventId));
        }
    }

    [Fact]
    public async Task ReadEvents_SomeRanges_AnswersWhatWasAppended()
    {
        var first = NewEvents(3);
        var second = new TransactionBuilder(NextSeed()) { Store = "STORE-001" }.Build().ToEvent(5_000, Noon.AddMinutes(1), BrokenRules.LateEvent);
        _ = await AppendAsync(first);
        _ = await AppendAsync(second);

        var events = await Silver.ReadEventsAsync(second.Shard, await ReadAllPendingAsync(second.Shard), Cancellation);

        Assert.Equal([.. first.Select(one => one.EventId), second.EventId], events.Select(one => one.EventId));
        var last = events[^1];
        Assert.Equal(second.Transaction.StoreId, last.StoreId);
        Assert.Equal(second.Transaction.TransactionId, last.TransactionId);
        Assert.Equal(second.ReceivedAt, last.ReceivedAt);
        Assert.Equal(BrokenRules.LateEvent, last.BrokenRules);
        Assert.True(second.Body.Span.SequenceEqual(last.Body.Span));
    }

    [Fact]
    public async Task Promote_Events_BecomeSilverWithTheirLines()
    {
        var events = NewEvents(500);

        var outcome = await AppendAndPromoteAsync(events);

        Assert.Equal(PromotionStatus.Committed, outcome.Status);
        Assert.Empty(outcome.Poison);
        Assert.Empty(await ReadAllPendingAsync(events[0].Shard));
        Assert.Equal(500, await Store.CountAsync("silver_transactions"));
        Assert.Equal(events.Sum(one => one.Transaction.Items.Count), await Store.CountAsync("silver_line_items"));
        var record = await FindAsync(events[123]);
        Assert.NotNull(Assert.Single(record!.Revisions).PromotedAt);
        AssertSameLines(events[123].Transaction.Items, record.Items);
    }

    [Fact]
    public async Task Promote_LinesWithEveryOddity_ComeBackUnchanged()
    {
        LineItem[] lines =
        [
            TransactionBuilder.Line(1, 2, 25),
            TransactionBuilder.Line(1, 2, 25),
            TransactionBuilder.Line(2, -0.125m, 0.0001m),
            new()
            {
                ProductId = "0",
                Quantity = new Amount(Amount.UnitsMax),
                UnitPrice = new Amount(-Amount.UnitsMax),
                LineAmount = new Amount(-Amount.UnitsMax),
                Discount = Amount.Zero,
            },
            new()
            {
                ProductId = new string('p', 256),
                ProductName = new string('ñ', 10_000),
                Brand = "",
                Category = "冷凍",
                Gtin = "04006381333931",
                Unit = "kg",
                Quantity = Amount.Zero,
                UnitPrice = Amount.Zero,
                LineAmount = Amount.Zero,
                Discount = new Amount(-5),
            },
        ];
        var one = Event(new TransactionBuilder(NextSeed()) { Items = lines, TotalAmount = 1 }.Build());

        _ = await AppendAndPromoteAsync(one);

        AssertSameLines(lines, (await FindAsync(one))!.Items);
    }

    [Fact]
    public async Task Promote_MoreLinesThanOneStatementTakes_GoesThroughInOnePromotion()
    {
        // 250,000 lines were once one statement, and hit its time limit whenever they were tried.
        var line = new TransactionBuilder(NextSeed()).Build().Transaction.Items[0];
        var events = Enumerable.Range(0, 250).Select(_ => Event(new TransactionBuilder(NextSeed()) { Items = [.. Enumerable.Repeat(line, 1000)] }.Build())).ToArray();

        var outcome = await AppendAndPromoteAsync(events);

        Assert.Equal(PromotionStatus.Committed, outcome.Status);
        Assert.Empty(outcome.Poison);
        Assert.Equal(250, await Store.CountAsync("silver_transactions"));
        Assert.Equal(250_000, await Store.CountAsync("silver_line_items"));
    }

    [Fact]
    public async Task ReadPending_AfterAnAppend_TellsTheBytesOfTheBodies()
    {
        var events = NewEvents(3);
        _ = await AppendAsync(events);

        Assert.Equal(events.Sum(one => (long)one.Body.Length), Assert.Single(await ReadAllPendingAsync(events[0].Shard)).Bytes);
    }

    [Fact]
    public async Task Promote_UnderAnOlderClaim_IsFencedAndWritesNothing()
    {
        var events = NewEvents(3);
        _ = await AppendAsync(events);
        var older = await Silver.ClaimShardAsync(events[0].Shard, Cancellation);
        var newer = await Silver.ClaimShardAsync(events[0].Shard, Cancellation);
        var promotion = await AllPendingAsync(events);
        var before = await Figures.ReadPositionsAsync(Cancellation);

        Assert.Equal(PromotionOutcome.Fenced, await Silver.PromoteAsync(older, promotion, Cancellation));

        Assert.Equal(0, await Store.CountAsync("silver_transactions"));
        Assert.Equal(before, await Figures.ReadPositionsAsync(Cancellation));
        Assert.Equal(PromotionStatus.Committed, (await Silver.PromoteAsync(newer, promotion, Cancellation)).Status);
    }

    [Fact]
    public async Task Promote_TheSameAgain_IsAlreadyTakenAndWritesNothing()
    {
        var events = NewEvents(3);
        _ = await AppendAsync(events);
        var claim = await Silver.ClaimShardAsync(events[0].Shard, Cancellation);
        var promotion = await AllPendingAsync(events);
        _ = await Silver.PromoteAsync(claim, promotion, Cancellation);
        var before = await Figures.ReadPositionsAsync(Cancellation);

        Assert.Equal(PromotionOutcome.AlreadyTaken, await Silver.PromoteAsync(claim, promotion, Cancellation));

        Assert.Equal(before, await Figures.ReadPositionsAsync(Cancellation));
        Assert.Equal(3, await Store.CountAsync("silver_transactions"));
    }

    [Fact]
    public async Task Promote_OneRangeOfTwoIsTaken_LeavesTheOther()
    {
        var (first, second) = (NewEvents(3), NewEvents(4));
        _ = await AppendAsync(first);
        var claim = await Silver.ClaimShardAsync(first[0].Shard, Cancellation);
        var firstRanges = await ReadAllPendingAsync(first[0].Shard);
        _ = await AppendAsync(second);
        var both = await AllPendingAsync([.. first, .. second]);
        _ = await Silver.PromoteAsync(claim, new PromotionBatch(firstRanges, Conform(first), []), Cancellation);

        Assert.Equal(PromotionOutcome.AlreadyTaken, await Silver.PromoteAsync(claim, both, Cancellation));

        Assert.Equal(second[0].EventId, Assert.Single(await ReadAllPendingAsync(first[0].Shard)).First);
        Assert.Equal(3, await Store.CountAsync("silver_transactions"));
    }

    [Fact]
    public async Task Promote_SameRangesFromManyTasks_CommitsOnce()
    {
        var events = NewEvents(50);
        _ = await AppendAsync(events);
        var claim = await Silver.ClaimShardAsync(events[0].Shard, Cancellation);
        var promotion = await AllPendingAsync(events);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await Silver.PromoteAsync(claim, promotion, Cancellation))));

        _ = Assert.Single(outcomes, outcome => outcome.Status == PromotionStatus.Committed);
        Assert.Equal(7, outcomes.Count(outcome => outcome.Status == PromotionStatus.AlreadyTaken));
        Assert.Equal(50, await Store.CountAsync("silver_transactions"));
    }

    [Fact]
    public async Task Promote_ReportedPoison_BecomesADeadLetter()
    {
        var events = NewEvents(3);
        _ = await AppendAsync(events);
        var claim = await Silver.ClaimShardAsync(events[0].Shard, Cancellation);
        var poison = new PoisonEvent(events[1].EventId, "not JSON any more");

        var outcome = await Silver.PromoteAsync(
            claim, new PromotionBatch(await ReadAllPendingAsync(events[0].Shard), Conform([events[0], events[2]]), [poison]), Cancellation);

        Assert.Equal(PromotionStatus.Committed, outcome.Status);
        Assert.Equal([poison], outcome.Poison);
        Assert.Equal(2, await Store.CountAsync("silver_transactions"));
        await AssertSetAsideAsync(events[1], "not JSON any more");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    [InlineData(499)]
    public async Task Promote_TotalRefusedByTheDatabase_SetsThatEventAsideAndNoOther(int place)
    {
        var events = NewEvents(500);
        _ = await AppendAsync(events);
        var conformed = Conform(events);
        conformed[place] = conformed[place] with { Transaction = WithTotal(conformed[place].Transaction, BeyondTheLargest) };

        var outcome = await PromoteConformedAsync(events[0].Shard, conformed);

        Assert.Equal(PromotionStatus.Committed, outcome.Status);
        Assert.Equal(events[place].EventId, Assert.Single(outcome.Poison).EventId);
        Assert.Equal(499, await Store.CountAsync("silver_transactions"));
        await AssertSetAsideAsync(events[place], outcome.Poison[0].Reason);
    }

    [Fact]
    public async Task Promote_LinesRefusedByTheDatabase_LeaveNothingOfTheirTransactions()
    {
        var events = NewEvents(100);
        _ = await AppendAsync(events);
        var conformed = Conform(events);
        for (var i = 5; i < conformed.Length; i += 10)
            conformed[i] = conformed[i] with { Transaction = WithLastLine(conformed[i].Transaction, i % 20 == 5 ? BeyondTheLargest : long.MinValue) };

        var outcome = await PromoteConformedAsync(events[0].Shard, conformed);

        Assert.Equal(10, outcome.Poison.Count);
        Assert.Equal(90, await Store.CountAsync("silver_transactions"));
        Assert.Equal(
            events.Where((_, i) => i % 10 != 5).Sum(one => one.Transaction.Items.Count), await Store.CountAsync("silver_line_items"));
        Assert.Equal(0, await Store.CountAsync(
            "silver_line_items line left join silver_transactions owner on owner.event_id = line.event_id where owner.event_id is null"));
    }

    [Fact]
    public async Task Promote_OneAfterTheOther_RaisesThePositionAndRowsAreSeenBehindIt()
    {
        var store = StoreId.Parse("STORE-001");
        var last = (await Figures.ReadPositionsAsync(Cancellation))[NewEvent().Shard];
        for (var i = 1; i <= 5; i++)
        {
            var events = NewEvents(i);

            var outcome = await AppendAndPromoteAsync(events);

            Assert.True(outcome.Position > last);
            Assert.InRange(outcome.Position, SilverPosition.StartOf(events[0].Shard) + 1, SilverPosition.EndOf(events[0].Shard) - 1);
            var tail = await Figures.ReadTailAsync(store, last, Cancellation);
            Assert.Equal(outcome.Position, tail.Position);
            Assert.Equal(i, tail.Minutes.Sum(minute => minute.Figures.Transactions));
            last = outcome.Position;
        }
    }

    [Fact]
    public async Task Promote_AllShardsAtOnceWhileEventsArrive_MissesNothing()
    {
        var batches = Enumerable.Range(0, 30).Select(i => Enumerable.Range(0, 20).Select(j => NewEvent($"STORE-{(i + j) % 16:D3}")).ToArray()).ToArray();
        var byId = batches.SelectMany(batch => batch).ToDictionary(one => one.EventId);
        var appends = Task.Run(async () =>
        {
            foreach (var batch in batches)
                _ = await AppendAsync(batch);
        }, Cancellation);

        await Task.WhenAll(Enumerable.Range(0, Domain.Stores.Sharding.ShardCount).Select(shard => Task.Run(() => DrainAsync(shard, byId, appends), Cancellation)));

        Assert.Equal(600, await Store.CountAsync("silver_transactions"));
        Assert.Equal(0, await Store.CountAsync("bronze_pending"));
    }

    [Fact]
    public async Task Promote_ThenReopen_IsStillThere()
    {
        var events = NewEvents(10);
        var outcome = await AppendAndPromoteAsync(events);

        await Store.ReopenAsync();

        Assert.NotNull((await FindAsync(events[9]))!.Revisions[0].PromotedAt);
        Assert.Equal(outcome.Position, (await Figures.ReadPositionsAsync(Cancellation))[events[0].Shard]);
        Assert.Empty(await ReadAllPendingAsync(events[0].Shard));
    }

    [Fact]
    public async Task FindLastPromotion_AfterOne_IsTheTimeOfItsRows()
    {
        var one = NewEvent();
        _ = await AppendAndPromoteAsync(one);

        Assert.Equal((await FindAsync(one))!.Revisions[0].PromotedAt, await Silver.FindLastPromotionAsync(Cancellation));
    }

    private async Task DrainAsync(int shard, Dictionary<EventId, BronzeEvent> byId, Task appends)
    {
        var claim = await Silver.ClaimShardAsync(shard, Cancellation);
        while (true)
        {
            // Asked before the list is read: what was appended by then is on it.
            var last = appends.IsCompleted;
            var ranges = await Silver.ReadPendingAsync(shard, 50, Cancellation);
            if (ranges.Count == 0 && last)
                return;
            if (ranges.Count == 0)
            {
                await Task.Yield();
                continue;
            }

            var stored = await Silver.ReadEventsAsync(shard, ranges, Cancellation);
            var outcome = await Silver.PromoteAsync(claim, new PromotionBatch(ranges, Conform(stored.Select(one => byId[one.EventId])), []), Cancellation);
            Assert.Equal(PromotionStatus.Committed, outcome.Status);
        }
    }

    private async Task<PromotionOutcome> PromoteConformedAsync(int shard, ConformedEvent[] events)
    {
        var claim = await Silver.ClaimShardAsync(shard, Cancellation);
        return await Silver.PromoteAsync(claim, new PromotionBatch(await ReadAllPendingAsync(shard), events, []), Cancellation);
    }

    private async Task AssertSetAsideAsync(BronzeEvent one, string reason)
    {
        var record = await FindAsync(one);
        Assert.Null(record!.Revisions[0].PromotedAt);
        Assert.Empty(record.Items);
        var letter = Assert.Single(record.DeadLetters);
        Assert.Equal(DeadLetterKind.Unpromotable, letter.Kind);
        Assert.Equal(reason, letter.Reason);
        Assert.NotEmpty(letter.Reason);
        Assert.True(one.Body.Span.SequenceEqual(letter.Body.Span));
    }

    private static Transaction WithLastLine(Transaction transaction, long lineUnits) => new()
    {
        TransactionId = transaction.TransactionId,
        StoreId = transaction.StoreId,
        OccurredAt = transaction.OccurredAt,
        TotalAmount = transaction.TotalAmount,
        Items = [.. transaction.Items, new LineItem { ProductId = "0", Quantity = Amount.Zero, UnitPrice = Amount.Zero, LineAmount = new Amount(lineUnits) }],
        ContentHash = transaction.ContentHash,
    };

    private static void AssertSameLines(IReadOnlyList<LineItem> expected, IReadOnlyList<LineItem> actual) =>
        Assert.Equal(expected.Select(Describe), actual.Select(Describe));

    private static object Describe(LineItem item) => (
        item.ProductId, item.ProductName, item.Brand, item.Category, item.Gtin, item.Unit,
        (item.Quantity, item.UnitPrice, item.LineAmount, item.Discount));
}
