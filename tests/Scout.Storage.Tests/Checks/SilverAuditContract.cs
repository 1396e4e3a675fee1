using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Amendments;
using Scout.Storage.Bronze;
using Scout.Storage.Checks;
using Scout.Storage.Quality;
using Scout.Storage.Silver;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Checks;

/// <summary>What every <see cref="ISilverAudit"/> must see. Rows are made wrong behind the store's back, as nothing of Scout would.</summary>
public abstract class SilverAuditContract : StorageContract
{
    private const string Shop = "STORE-001";
    private static readonly CheckLimits Limits = new(Amount.FromDecimal(10_000), QualityRules.Default[BrokenRules.LineSumMismatch]);
    private static readonly AuditedAct Act = new(Noon, "tester", "because");

    private ISilverAudit Audit => Store.Port<ISilverAudit>();

    [Fact]
    public async Task Check_RowsAsTheyShouldBe_FindsNothing()
    {
        var (sale, back) = (Sale(), Return());
        var (voided, corrected) = (Sale(), Sale());
        BronzeEvent[] events = [sale, back, voided, corrected, .. NewEvents(20, Shop)];
        _ = await AppendAndPromoteAsync(events);
        await VoidAsync(voided);
        await CorrectAsync(corrected, 77);
        await HoldAsync();
        _ = await AppendAsync(Sale());

        Assert.Empty(await CheckAllAsync());
    }

    [Theory]
    [InlineData("total_amount = -total_amount", "", SanityCheck.NonNegativeTransactionTotals, SanityCheck.LineItemsSumMatchesTotal)]
    [InlineData("", "line_amount = -line_amount", SanityCheck.NonNegativeLineAmounts, SanityCheck.LineItemsSumMatchesTotal)]
    [InlineData("total_amount = -total_amount", "line_amount = -line_amount", SanityCheck.NonNegativeTransactionTotals, SanityCheck.NonNegativeLineAmounts)]
    [InlineData("total_amount = total_amount * 1000", "line_amount = line_amount * 1000", SanityCheck.ReasonableTransactionAmounts)]
    [InlineData("total_amount = total_amount * 2", "", SanityCheck.LineItemsSumMatchesTotal)]
    public async Task Check_ARowThatWasChanged_FailsExactlyThatInEitherDirection(string transaction, string lines, params SanityCheck[] expected)
    {
        var (sale, back) = (Sale(), Return());
        _ = await AppendAndPromoteAsync([sale, back, .. NewEvents(10, Shop)]);
        foreach (var one in new[] { sale, back })
        {
            if (transaction.Length > 0)
                await Store.TamperAsync($"update silver_transactions set {transaction} where event_id = {one.EventId}");
            if (lines.Length > 0)
                await Store.TamperAsync($"update silver_line_items set {lines} where event_id = {one.EventId}");
        }

        var found = await CheckAllAsync();

        Assert.Equal(Expect(expected, sale, back), Keys(found));
        Assert.All(found, failure => Assert.False(failure.Explained));
        Assert.All(found, failure => Assert.Equal(Shop, failure.StoreId));
    }

    [Fact]
    public async Task Check_AReversalThatWasChanged_FailsLikeItsEntry()
    {
        var sale = Sale();
        _ = await AppendAndPromoteAsync(sale);
        await VoidAsync(sale);
        await Store.TamperAsync($"update silver_transactions set total_amount = -total_amount where event_id = {sale.EventId} and entry = -1");

        Assert.Equal(Expect([SanityCheck.NonNegativeTransactionTotals, SanityCheck.LineItemsSumMatchesTotal], sale), Keys(await CheckAllAsync()));
    }

    [Theory]
    [InlineData(100, 99, null, false)]
    [InlineData(100, 98.9999, null, true)]
    [InlineData(0.5, 0.49, null, false)]
    [InlineData(0.5, 0.4899, null, true)]
    [InlineData(90, 100, 10, false)]
    [InlineData(88, 100, 10, true)]
    [InlineData(-100, -99, null, false)]
    [InlineData(-100, -98.9999, null, true)]
    [InlineData(-90, -100, 10, false)]
    [InlineData(-90, -100, -10, false)]
    [InlineData(-110, -100, 10, true)]
    public async Task Check_TotalsAtTheTolerance_AreJudgedAsAtTheDoor(double total, double line, int? discount, bool fails)
    {
        var isReturn = total < 0;
        var item = new LineItem
        {
            ProductId = "PROD-001",
            Quantity = Amount.FromDecimal(isReturn ? -1 : 1),
            UnitPrice = Amount.FromDecimal(Math.Abs((decimal)line)),
            LineAmount = Amount.FromDecimal((decimal)line),
            Discount = discount is { } off ? Amount.FromDecimal(off) : null,
        };
        var one = Event(new TransactionBuilder(NextSeed()) { Store = Shop, Type = isReturn ? TransactionType.Return : TransactionType.Sale, TotalAmount = (decimal)total, Items = [item] }.Build());
        _ = await AppendAndPromoteAsync(one);

        var atTheDoor = QualityEvaluator.FindBroken(one.Transaction, QualityRules.Default, new RuleContext(Noon, null)).HasFlag(BrokenRules.LineSumMismatch);
        Assert.Equal(fails, atTheDoor);
        Assert.Equal(fails ? Expect([SanityCheck.LineItemsSumMatchesTotal], one) : [], Keys(await CheckAllAsync()));

        // In no figure any more: that is how one clears a failure.
        await VoidAsync(one);
        Assert.Empty(await CheckAllAsync());
    }

    [Fact]
    public async Task Check_AThousandLinesOfTheGreatestAmount_AreSummedExactly()
    {
        const decimal Greatest = 999_999_999_999.9999m;
        var items = Enumerable.Range(0, 1_000).Select(i => TransactionBuilder.Line(i, 1, Greatest)).ToArray();
        var one = Event(new TransactionBuilder(NextSeed()) { Store = Shop, TotalAmount = Greatest, Items = items }.Build());
        _ = await AppendAndPromoteAsync(one);

        var found = await CheckAllAsync();

        Assert.Equal(Expect([SanityCheck.ReasonableTransactionAmounts, SanityCheck.LineItemsSumMatchesTotal], one), Keys(found));
        Assert.Equal(Greatest * 1_000, found.Single(failure => failure.Check == SanityCheck.LineItemsSumMatchesTotal).Limit);
    }

    [Theory]
    [InlineData(null, null, 10_000, false)]
    [InlineData(null, null, 10_000.0001, true)]
    [InlineData(500, null, 500.01, true)]
    [InlineData(20_000, null, 15_000, false)]
    [InlineData(500, 800, 700, false)]
    [InlineData(500, 800, 800.01, true)]
    public async Task Check_Totals_AreHeldAgainstTheNearestLimit(int? profile, int? own, double total, bool fails)
    {
        _ = await Registry.SaveAsync(
            new StoreProfile { StoreId = StoreId.Parse(Shop), TimeZone = "UTC", Currency = "USD", AmountLimit = profile is { } limit ? Amount.FromDecimal(limit) : null },
            Cancellation);
        if (own is { } amount)
            _ = await Store.Port<IQualityRuleStore>().SaveAsync([new RuleOverride(StoreId.Parse(Shop), BrokenRules.AmountLimit, Amount: Amount.FromDecimal(amount))], Act, Cancellation);
        var one = Event(new TransactionBuilder(NextSeed()) { Store = Shop, Items = [TransactionBuilder.Line(1, 1, (decimal)total)] }.Build());
        _ = await AppendAndPromoteAsync(one);

        Assert.Equal(fails ? Expect([SanityCheck.ReasonableTransactionAmounts], one) : [], Keys(await CheckAllAsync()));
    }

    [Fact]
    public async Task Check_AFailingRowWhoseVerdictSaysSo_IsExplained()
    {
        var explained = WithBroken(Event(new TransactionBuilder(NextSeed()) { Store = Shop, TotalAmount = 1 }.Build()), BrokenRules.LineSumMismatch);
        var other = WithBroken(Event(new TransactionBuilder(NextSeed()) { Store = Shop, TotalAmount = 1 }.Build()), BrokenRules.LateEvent);
        _ = await AppendAndPromoteAsync(explained, other);

        var found = await CheckAllAsync();

        Assert.Equal(Expect([SanityCheck.LineItemsSumMatchesTotal], explained, other), Keys(found));
        Assert.True(found.Single(failure => failure.EventId == explained.EventId).Explained);
        Assert.False(found.Single(failure => failure.EventId == other.EventId).Explained);
    }

    [Fact]
    public async Task Check_LinesWithoutTheirTransaction_AreOrphansOfAnEventWithoutOutcome()
    {
        var sale = Sale();
        _ = await AppendAndPromoteAsync([sale, .. NewEvents(5, Shop)]);
        await Store.TamperAsync($"delete from silver_transactions where event_id = {sale.EventId}");

        var found = await CheckAllAsync();

        Assert.Equal(Expect([SanityCheck.OrphanLineItems, SanityCheck.BronzeWithoutOutcome], sale), Keys(found));
        Assert.Equal(sale.Transaction.Items.Count, found.Single(failure => failure.Check == SanityCheck.OrphanLineItems).Value);
        Assert.All(found, failure => Assert.Equal(sale.Transaction.TransactionId.Value, failure.TransactionId));
    }

    [Fact]
    public async Task Check_ATransactionWithoutItsEvent_IsSilverWithoutBronze()
    {
        var sale = Sale();
        _ = await AppendAndPromoteAsync([sale, .. NewEvents(5, Shop)]);
        await Store.TamperAsync($"delete from bronze_events where event_id = {sale.EventId}");

        Assert.Equal(Expect([SanityCheck.SilverWithoutBronze], sale), Keys(await CheckAllAsync()));
    }

    [Fact]
    public async Task Check_EventsOnEveryWay_HaveAnOutcomeUntilItIsTakenAway()
    {
        var (waiting, held, poison) = (Sale(), Hold(Sale()), Sale());
        _ = await AppendAsync(poison);
        var claim = await Silver.ClaimShardAsync(poison.Shard, Cancellation);
        _ = await Silver.PromoteAsync(claim, new PromotionBatch(await ReadAllPendingAsync(poison.Shard), [], [new PoisonEvent(poison.EventId, "no JSON")]), Cancellation);
        _ = await AppendAsync(waiting, held);
        Assert.Empty(await CheckAllAsync());

        await Store.TamperAsync("delete from bronze_pending; delete from quarantine; delete from dead_letters");

        Assert.Equal(Expect([SanityCheck.BronzeWithoutOutcome], waiting, held, poison), Keys(await CheckAllAsync()));
    }

    [Theory]
    [InlineData("fits", null)]
    [InlineData("unknown", null)]
    [InlineData("voided", "the original was voided")]
    [InlineData("a return", "the original is no sale")]
    [InlineData("too small", "more came back than the original was")]
    [InlineData("too small together", "more came back than the original was")]
    [InlineData("corrected down", "more came back than the original was")]
    [InlineData("corrected to a return", "the original is no sale")]
    public async Task Check_AReturn_IsHeldAgainstItsOriginalWhereThatIsKnown(string original, string? note)
    {
        var sale = original == "a return" ? Return(100) : Sale(original == "too small" ? 40 : 100);
        var back = Return(50, original == "unknown" ? "NOBODY-KNOWS" : sale.Transaction.TransactionId.Value);
        List<BronzeEvent> events = [sale, back];
        if (original == "too small together")
            events.Add(Return(50.5m, sale.Transaction.TransactionId.Value));
        _ = await AppendAndPromoteAsync([.. events]);
        if (original == "voided")
            await VoidAsync(sale);
        if (original == "corrected down")
            await CorrectAsync(sale, 20);
        if (original == "corrected to a return")
            await CorrectAsync(sale, -100);

        var (byReturn, byOriginal) = (await Audit.CheckAsync([back.EventId], Limits, false, Cancellation), await Audit.CheckAsync([sale.EventId], Limits, true, Cancellation));

        Assert.Equal(note is null ? [] : [note], byReturn.Select(failure => failure.Note));
        Assert.Equal(note is null ? [] : Expect([SanityCheck.ReturnsMatchOriginal], [.. events.Skip(1)]), Keys(byOriginal));
        Assert.Empty(await Audit.CheckAsync([sale.EventId], Limits, false, Cancellation));
    }

    [Fact]
    public async Task Check_AnOriginalThatThousandsOfReturnsName_IsSummedOnceAndInTime()
    {
        // Summed for each of them, this many are beyond the time that one statement has in PostgreSQL.
        const int Returns = 4_000;
        var sale = Sale(100);
        BronzeEvent[] events = [sale, .. Enumerable.Range(0, Returns).Select(_ => Return(50, sale.Transaction.TransactionId.Value))];
        _ = await AppendAndPromoteAsync(events);

        var found = await Audit.CheckAsync([sale.EventId], Limits, true, Cancellation);

        Assert.Equal(Returns, found.Count(failure => failure.Check == SanityCheck.ReturnsMatchOriginal));
        Assert.All(found, failure => Assert.Equal((-50m * Returns, 100m), (failure.Value, failure.Limit)));
    }

    [Fact]
    public async Task Check_AReturnThatWasVoidedItself_IsNoConcern()
    {
        var sale = Sale(100);
        var (first, second) = (Return(80, sale.Transaction.TransactionId.Value), Return(80, sale.Transaction.TransactionId.Value));
        _ = await AppendAndPromoteAsync(sale, first, second);
        Assert.Equal(Expect([SanityCheck.ReturnsMatchOriginal], first, second), Keys(await CheckAllAsync()));

        await VoidAsync(second);

        Assert.Empty(await CheckAllAsync());
    }

    [Fact]
    public async Task ReadUnpromotable_OpenLetters_AreCountedAndTheOldestTold()
    {
        Assert.Equal(0, (await Audit.ReadUnpromotableAsync(2, Cancellation)).Count);
        BronzeEvent[] poison = [Sale(), Sale(), Sale(), Sale()];
        _ = await AppendAsync(poison);
        var claim = await Silver.ClaimShardAsync(poison[0].Shard, Cancellation);
        var letters = poison.Select(one => new PoisonEvent(one.EventId, "no JSON")).ToArray();
        _ = await Silver.PromoteAsync(claim, new PromotionBatch(await ReadAllPendingAsync(poison[0].Shard), [], letters), Cancellation);
        var decided = (await DeadLetters.ReadPageAsync(new DeadLetterFilter(null, null, null, null, 10), Cancellation)).Single(letter => letter.EventId == poison[0].EventId);
        _ = await DeadLetters.ResolveAsync(decided.DeadLetterId, DeadLetterState.Discarded, Act, Cancellation);

        var found = await Audit.ReadUnpromotableAsync(2, Cancellation);

        Assert.Equal(3, found.Count);
        Assert.Equal(Expect([SanityCheck.UnpromotableEvents], poison[1], poison[2]), Keys(found.Oldest));
    }

    [Fact]
    public async Task ReadChanged_RowsAfterAPlace_ComesInSlicesWithoutAGap()
    {
        var shard = Sharding.ShardOf(StoreId.Parse(Shop));
        _ = await AppendAndPromoteAsync(NewEvents(3, Shop));
        var before = await PositionOfAsync(shard);
        var (first, second) = (NewEvents(5, Shop), NewEvents(4, Shop));
        _ = await AppendAndPromoteAsync(first);
        _ = await AppendAndPromoteAsync(second);
        var upTo = await PositionOfAsync(shard);
        await VoidAsync(first[0]);

        var (read, slice) = (new List<AuditedEvent>(), new ChangedSlice(before, new EventId(long.MaxValue), upTo, 2));
        while (await Audit.ReadChangedAsync(slice, Cancellation) is { Count: > 0 } events)
        {
            Assert.InRange(events.Count, 1, 2);
            read.AddRange(events);
            slice = slice with { After = events[^1].Position, AfterEvent = events[^1].EventId };
        }

        Assert.Equal([.. first.Select(one => one.EventId), .. second.Select(one => one.EventId)], read.Select(one => one.EventId));
        Assert.Equal([.. first.Select(one => one.Transaction.Items.Count), .. second.Select(one => one.Transaction.Items.Count)], read.Select(one => one.Lines));
        var reversal = Assert.Single(await Audit.ReadChangedAsync(new ChangedSlice(upTo, new EventId(long.MaxValue), await PositionOfAsync(shard), 9), Cancellation));
        Assert.Equal(first[0].EventId, reversal.EventId);
    }

    [Fact]
    public async Task ReadAll_EventsOfAnyLayer_ComeOnceEachInOrder()
    {
        var (inSilver, orphan, lost, waiting) = (NewEvents(7, Shop), Sale(), Sale(), Sale());
        _ = await AppendAndPromoteAsync([.. inSilver, orphan, lost]);
        _ = await AppendAsync(waiting);
        await VoidAsync(inSilver[2]);
        await Store.TamperAsync($"delete from silver_transactions where event_id = {orphan.EventId}; delete from bronze_events where event_id in ({orphan.EventId}, {lost.EventId})");

        var (read, after) = (new List<AuditedEvent>(), new EventId(long.MinValue));
        while (await Audit.ReadAllAsync(after, 3, Cancellation) is { Count: > 0 } events)
        {
            Assert.InRange(events.Count, 1, 3);
            read.AddRange(events);
            after = events[^1].EventId;
        }

        Assert.Equal(inSilver.Append(orphan).Append(lost).Append(waiting).Select(one => one.EventId).OrderBy(id => id.Value), read.Select(one => one.EventId));
        Assert.Equal(2 * inSilver[2].Transaction.Items.Count, read.Single(one => one.EventId == inSilver[2].EventId).Lines);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(100, 6)]
    public async Task Count_Rows_StopsAtTheBound(long bound, long expected)
    {
        var events = NewEvents(5, Shop);
        _ = await AppendAndPromoteAsync(events);
        await VoidAsync(events[0]);

        Assert.Equal(expected, await Audit.CountAsync(bound, Cancellation));
    }

    private static List<(SanityCheck, long)> Keys(IEnumerable<CheckFailure> failures) => [.. failures.Select(failure => (failure.Check, failure.EventId.Value)).Order()];

    private static List<(SanityCheck, long)> Expect(SanityCheck[] checks, params BronzeEvent[] events) =>
        [.. checks.SelectMany(check => events.Select(one => (check, one.EventId.Value))).Order()];

    private async Task<IReadOnlyList<CheckFailure>> CheckAllAsync()
    {
        var events = await Audit.ReadAllAsync(new EventId(long.MinValue), 10_000, Cancellation);
        return await Audit.CheckAsync([.. events.Select(one => one.EventId)], Limits, alsoReturnsOfThem: false, Cancellation);
    }

    private BronzeEvent Sale(decimal price = 25.5m) =>
        Event(new TransactionBuilder(NextSeed()) { Store = Shop, Items = [TransactionBuilder.Line(1, 1, price / 2), TransactionBuilder.Line(2, 1, price / 2)] }.Build());

    private BronzeEvent Return(decimal price = 25.5m, string? original = null) => Event(new TransactionBuilder(NextSeed())
    {
        Store = Shop,
        Type = TransactionType.Return,
        OriginalId = original,
        Items = [TransactionBuilder.Line(1, -1, price / 2), TransactionBuilder.Line(2, -1, price / 2)],
    }.Build());

    private static BronzeEvent WithBroken(BronzeEvent one, BrokenRules rules) => new()
    {
        EventId = one.EventId,
        Shard = one.Shard,
        Transaction = one.Transaction,
        Body = one.Body,
        SourceSystem = one.SourceSystem,
        ReceivedAt = one.ReceivedAt,
        BrokenRules = rules,
    };

    private async Task HoldAsync() => Assert.Equal(AppendStatus.Quarantined, Assert.Single(await AppendAsync(NewHeldEvent(Shop))).Status);

    private async Task VoidAsync(BronzeEvent one) => Assert.Equal(
        AmendmentStatus.Done, (await Ledger.AmendAsync(new VoidAmendment(one.Transaction.StoreId, one.Transaction.TransactionId, Act), Cancellation)).Status);

    private async Task CorrectAsync(BronzeEvent one, decimal total)
    {
        var built = new TransactionBuilder(NextSeed())
        {
            Id = one.Transaction.TransactionId.Value,
            Store = Shop,
            OccurredAt = one.Transaction.OccurredAt,
            Type = total < 0 ? TransactionType.Return : TransactionType.Sale,
            Items = [TransactionBuilder.Line(1, Math.Sign(total), Math.Abs(total))],
        }.Build();
        var done = await Ledger.AmendAsync(
            new CorrectAmendment(one.Transaction.StoreId, one.Transaction.TransactionId, Act, built.Transaction, BrokenRules.None, built.Body, "tests"), Cancellation);
        Assert.Equal(AmendmentStatus.Done, done.Status);
    }
}
