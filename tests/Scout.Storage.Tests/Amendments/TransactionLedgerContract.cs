using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Amendments;
using Scout.Storage.Bronze;
using Scout.Storage.Quality;
using Scout.Storage.Tests.Stores;
using Scout.Storage.Transactions;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Amendments;

/// <summary>What every <see cref="ITransactionLedger"/> must do, one amendment after the other.</summary>
public abstract class TransactionLedgerContract : LedgerContract
{
    [Fact]
    public async Task Amend_UnknownIdentity_IsNotFoundAndWritesNothing()
    {
        var one = NewEvent();
        var before = await PositionOfAsync(one.Shard);

        foreach (var amendment in new Amendment[] { Release(one), Discard(one), Void(one), Revive(one), Correct(one, Content(one, 5)), Keep(one, BrokenRules.LineMath, "[]") })
            Assert.Equal(new AmendmentOutcome(AmendmentStatus.NotFound), await AmendAsync(amendment));

        Assert.Equal(before, await PositionOfAsync(one.Shard));
        Assert.Equal(0, await Store.CountAsync("audit_log"));
    }

    [Theory]
    [InlineData(false, "release")]
    [InlineData(true, "replay")]
    public async Task Release_HeldEvent_IsInSilverAndAudited(bool isReplay, string action)
    {
        var one = await NewStoredHeldEventAsync();

        Assert.Equal(New(one.EventId), await AmendAsync(Release(one, isReplay)));

        var record = await FindAsync(one);
        Assert.Equal((Later, null), (record!.Revisions[0].PromotedAt, record.Revisions[0].ReversedAt));
        Assert.Equal(one.Transaction.Items.Count, record.Items.Count);
        Assert.Equal(new QuarantineMark(QuarantineState.Released, one.Held!.Findings, Later), record.Quarantine);
        Assert.Equal([new AuditEntry(Act(), action, one.EventId)], record.History);
        Assert.Equal(FiguresOf(one.Transaction), await SumAsync());
        Assert.Equal(1, await Store.CountAsync("silver_transactions where received_at < promoted_at and broken_rules = 1"));
        var held = await Quarantine.FindAsync(one.EventId, Cancellation);
        Assert.Equal((Later, "me", "because"), (held!.ResolvedAt, held.ResolvedBy, held.Reason));
    }

    [Fact]
    public async Task Release_ByAReplayThatPasses_CarriesTheRulesOfToday()
    {
        var one = await NewStoredHeldEventAsync();

        _ = await AmendAsync(Release(one, isReplay: true) with { Event = BuiltTransaction.Conform(one) with { BrokenRules = BrokenRules.LateEvent } });

        Assert.Equal(FiguresOf(one.Transaction, BrokenRules.LateEvent), await SumAsync());
        Assert.Equal(BrokenRules.NegativeAmount, (await FindAsync(one))!.Revisions[0].BrokenRules);
    }

    [Fact]
    public async Task Discard_HeldEvent_NeverEntersAFigure()
    {
        var one = await NewStoredHeldEventAsync();

        Assert.Equal(New(one.EventId), await AmendAsync(Discard(one)));

        Assert.Equal(AmendmentStatus.Refused, (await AmendAsync(Release(one))).Status);
        Assert.Equal(default, await SumAsync());
        var record = await FindAsync(one);
        Assert.Equal(QuarantineState.Discarded, record!.Quarantine!.State);
        Assert.Equal([new AuditEntry(Act(), "discard", one.EventId)], record.History);
    }

    [Fact]
    public async Task KeepHeld_HeldEvent_ReplacesWhatItBreaksAndNothingElse()
    {
        var one = await NewStoredHeldEventAsync();

        Assert.Equal(new AmendmentOutcome(AmendmentStatus.Done, IsNew: false, one.EventId), await AmendAsync(Keep(one, BrokenRules.LineMath, "[1]")));

        var held = await Quarantine.FindAsync(one.EventId, Cancellation);
        Assert.Equal((BrokenRules.LineMath, "[1]", QuarantineState.Open, null), (held!.BrokenRules, held.Findings, held.State, held.ResolvedBy));
        Assert.Equal(BrokenRules.NegativeAmount, (await FindAsync(one))!.Revisions[0].BrokenRules);
        Assert.Equal(0, await Store.CountAsync("audit_log"));
        Assert.Equal(default, await SumAsync());
    }

    [Fact]
    public async Task KeepHeld_EventThatWasDecided_LeavesItsFindings()
    {
        var one = await NewStoredHeldEventAsync();
        _ = await AmendAsync(Discard(one));

        Assert.Equal(AmendmentStatus.Refused, (await AmendAsync(Keep(one, BrokenRules.LineMath, "[1]"))).Status);

        Assert.Equal(one.Held!.Findings, (await Quarantine.FindAsync(one.EventId, Cancellation))!.Findings);
    }

    [Fact]
    public async Task Void_PromotedEvent_NegatesEveryRow()
    {
        var other = await NewPromotedEventAsync();
        var one = await NewPromotedEventAsync();
        var tail = await PositionOfAsync(one.Shard);

        Assert.Equal(New(one.EventId), await AmendAsync(Void(one)));

        Assert.Equal(FiguresOf(other.Transaction), await SumAsync());
        var record = await FindAsync(one);
        Assert.Equal(Later, record!.Revisions[0].ReversedAt);
        Assert.Equal(one.Transaction.Items.Count, record.Items.Count);
        Assert.Equal([new AuditEntry(Act(), "void", one.EventId)], record.History);
        var minute = Assert.Single((await Figures.ReadTailAsync(one.Transaction.StoreId, tail, Cancellation)).Minutes);
        Assert.Equal(default, minute.Figures + FiguresOf(one.Transaction));
        Assert.InRange(one.Transaction.OccurredAt - minute.Minute, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await AssertNothingIsLeftOfAsync(one);
    }

    [Fact]
    public async Task Void_ReturnWithEveryMember_NegatesItsRowsToo()
    {
        LineItem[] lines =
        [
            TransactionBuilder.Line(1, -2, 25),
            new()
            {
                ProductId = "0",
                Quantity = new Amount(-Amount.UnitsMax),
                UnitPrice = new Amount(Amount.UnitsMax),
                LineAmount = new Amount(-Amount.UnitsMax),
                Discount = new Amount(-5),
            },
        ];
        var one = new TransactionBuilder(NextSeed()) { Store = "STORE-001", Type = TransactionType.Return, Items = lines, TotalAmount = -3, Currency = "GBP" }.Build()
            .ToEvent(900, Noon, BrokenRules.LateEvent);
        _ = await AppendAndPromoteAsync(one);
        Assert.Equal(FiguresOf(one.Transaction, BrokenRules.LateEvent), await SumAsync());

        _ = await AmendAsync(Void(one));

        Assert.Equal(default, await SumAsync());
        await AssertNothingIsLeftOfAsync(one);
        Assert.Equal(2, await Store.CountAsync("silver_transactions where type = 'return' and broken_rules = 32 and currency = 'GBP' and device_id = 'POS-1'"));
        Assert.Equal(1, await Store.CountAsync("silver_line_items where entry = -1 and unit_price > 0 and discount > 0 and line_amount > 0 and qty > 0"));
    }

    [Fact]
    public async Task Void_HeldEvent_ClosesItsQuarantine()
    {
        var one = await NewStoredHeldEventAsync();

        Assert.Equal(New(one.EventId), await AmendAsync(Void(one)));
        Assert.Equal(Known(one.EventId), await AmendAsync(Void(one, Act(at: Later.AddDays(1)))));

        Assert.Equal(QuarantineState.Voided, (await FindAsync(one))!.Quarantine!.State);
        Assert.Equal(AmendmentStatus.Refused, (await AmendAsync(Release(one))).Status);
        Assert.Equal(0, await Store.CountAsync("silver_transactions"));
    }

    [Fact]
    public async Task Void_ReleasedEvent_TakesItBack()
    {
        var one = await NewStoredHeldEventAsync();
        _ = await AmendAsync(Release(one));

        Assert.Equal(New(one.EventId), await AmendAsync(Void(one)));

        Assert.Equal(default, await SumAsync());
        Assert.Equal(QuarantineState.Released, (await FindAsync(one))!.Quarantine!.State);
        Assert.Equal(["release", "void"], (await FindAsync(one))!.History.Select(entry => entry.Action));
    }

    [Fact]
    public async Task Amend_EventOnItsWayToSilver_IsNotYetAndWritesNothing()
    {
        var one = NewEvent();
        _ = await AppendAsync(one);
        var before = await PositionOfAsync(one.Shard);

        Assert.Equal(AmendmentStatus.NotPromotedYet, (await AmendAsync(Void(one))).Status);
        Assert.Equal(AmendmentStatus.NotPromotedYet, (await AmendAsync(Correct(one, Content(one, 5)))).Status);

        Assert.Equal(before, await PositionOfAsync(one.Shard));
        Assert.Equal(1, await Store.CountAsync("bronze_events"));
        _ = await PromoteAsync(one);
        Assert.True((await AmendAsync(Void(one))).IsNew);
    }

    [Fact]
    public async Task Correct_PromotedEvent_ReplacesItInTheFiguresAndKeepsBoth()
    {
        var one = await NewPromotedEventAsync();
        var content = Content(one, 5);

        var outcome = await AmendAsync(Correct(one, content, rules: BrokenRules.AmountLimit));

        Assert.Equal(New(outcome.EventId), outcome);
        Assert.NotEqual(one.EventId, outcome.EventId);
        Assert.Equal(FiguresOf(content.Transaction), await SumAsync());
        var record = await FindAsync(one);
        Assert.Equal(2, record!.Revisions.Count);
        Assert.Equal(Later, record.Revisions[0].ReversedAt);
        var revision = record.Revisions[1];
        Assert.Equal(
            (1, outcome.EventId, Later, "corrections", BrokenRules.AmountLimit, Later, null),
            (revision.Revision, revision.EventId, revision.ReceivedAt, revision.SourceSystem, revision.BrokenRules, revision.PromotedAt, revision.ReversedAt));
        Assert.Equal(content.Body, revision.Body.ToArray());
        Assert.Equal(5m, Assert.Single(record.Items).UnitPrice.ToDecimal());
        Assert.Equal([new AuditEntry(Act(), "correct", outcome.EventId)], record.History);
        await AssertNothingIsLeftOfAsync(one);
    }

    [Fact]
    public async Task Correct_SameContentForTheSameReasonAgain_AnswersTheFirstUntilAnotherTookItsPlace()
    {
        var one = await NewPromotedEventAsync();
        var first = await AmendAsync(Correct(one, Content(one, 5), Act("first")));
        Assert.Equal(Known(first.EventId), await AmendAsync(Correct(one, Content(one, 5), Act("first", Later.AddDays(1)))));

        var second = await AmendAsync(Correct(one, Content(one, 6), Act("second")));

        Assert.True(second.IsNew);
        Assert.Equal(AmendmentStatus.Refused, (await AmendAsync(Correct(one, Content(one, 5), Act("first")))).Status);
        Assert.Equal(Known(second.EventId), await AmendAsync(Correct(one, Content(one, 6), Act("second"))));
        Assert.Equal(6, (await SumAsync()).Revenue);
        var back = await AmendAsync(Correct(one, Content(one, 5), Act("it was right")));
        Assert.True(back.IsNew);
        Assert.Equal(5, (await SumAsync()).Revenue);
        Assert.Equal([0, 1, 2, 3], (await FindAsync(one))!.Revisions.Select(revision => revision.Revision));
        Assert.Equal(1, (await SumAsync()).Transactions);
    }

    [Fact]
    public async Task Correct_ToAnotherDay_MovesTheFigures()
    {
        var one = await NewPromotedEventAsync();
        var moved = new TransactionBuilder(1)
        {
            Id = one.Transaction.TransactionId.Value,
            Store = one.Transaction.StoreId.Value,
            OccurredAt = one.Transaction.OccurredAt.AddDays(-1),
            Items = [TransactionBuilder.Line(1, 1, 5)],
        }.Build();

        _ = await AmendAsync(Correct(one, moved));

        async Task<StoreFigures> DayAsync(DateTimeOffset at) =>
            (await Figures.ReadSpanAsync(one.Transaction.StoreId, at, at.AddMicroseconds(1), Cancellation)).SingleOrDefault().Figures;
        Assert.Equal(default, await DayAsync(one.Transaction.OccurredAt));
        Assert.Equal(FiguresOf(moved.Transaction), await DayAsync(moved.Transaction.OccurredAt));
    }

    [Fact]
    public async Task Void_CorrectedEvent_TakesTheCorrectionBack()
    {
        var one = await NewPromotedEventAsync();
        var corrected = await AmendAsync(Correct(one, Content(one, 5)));

        Assert.Equal(New(corrected.EventId), await AmendAsync(Void(one)));
        Assert.Equal(Known(corrected.EventId), await AmendAsync(Void(one, Act(at: Later.AddDays(1)))));

        Assert.Equal(default, await SumAsync());
        Assert.All((await FindAsync(one))!.Revisions, revision => Assert.NotNull(revision.ReversedAt));
        Assert.Equal([corrected.EventId, corrected.EventId], (await FindAsync(one))!.History.Select(entry => entry.EventId!.Value));
    }

    [Fact]
    public async Task Correct_VoidedEvent_IsRefusedAndWritesNothing()
    {
        var one = await NewPromotedEventAsync();
        _ = await AmendAsync(Void(one));
        var before = await PositionOfAsync(one.Shard);

        var outcome = await AmendAsync(Correct(one, Content(one, 5)));

        Assert.Equal((AmendmentStatus.Refused, "the transaction is voided"), (outcome.Status, outcome.Detail));
        Assert.Equal(before, await PositionOfAsync(one.Shard));
        Assert.Equal(1, await Store.CountAsync("bronze_events"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Correct_HeldEvent_TakesItsPlace(bool discarded)
    {
        var one = await NewStoredHeldEventAsync();
        if (discarded)
            _ = await AmendAsync(Discard(one));
        var content = Content(one, 5);

        Assert.True((await AmendAsync(Correct(one, content))).IsNew);

        Assert.Equal(FiguresOf(content.Transaction), await SumAsync());
        var record = await FindAsync(one);
        Assert.Equal(QuarantineState.Corrected, record!.Quarantine!.State);
        Assert.Null(record.Revisions[0].PromotedAt);
        Assert.Equal(AmendmentStatus.Refused, (await AmendAsync(Release(one))).Status);
    }

    [Fact]
    public async Task Revive_EventThatCouldNotBePromoted_IsInSilver()
    {
        var one = await NewUnpromotableEventAsync();

        Assert.Equal(New(one.EventId), await AmendAsync(Revive(one)));
        Assert.Equal(Known(one.EventId), await AmendAsync(Revive(one)));

        Assert.Equal(FiguresOf(one.Transaction), await SumAsync());
        var record = await FindAsync(one);
        var letter = Assert.Single(record!.DeadLetters);
        Assert.Equal((DeadLetterState.Replayed, Later, "me", "could not be read"), (letter.State, letter.ResolvedAt, letter.ResolvedBy, letter.Reason));
        Assert.Equal([new AuditEntry(Act(), "dead_letter_replay", one.EventId)], record.History);
    }

    [Fact]
    public async Task Correct_EventThatCouldNotBePromoted_ClosesItsLetter()
    {
        var one = await NewUnpromotableEventAsync();
        Assert.Equal(AmendmentStatus.Refused, (await AmendAsync(Void(one))).Status);

        Assert.True((await AmendAsync(Correct(one, Content(one, 5)))).IsNew);

        Assert.Equal(5, (await SumAsync()).Revenue);
        Assert.Equal(DeadLetterState.Corrected, Assert.Single((await FindAsync(one))!.DeadLetters).State);
        Assert.Equal(AmendmentStatus.Refused, (await AmendAsync(Revive(one))).Status);
    }

    [Fact]
    public async Task Revive_LetterThatWasDiscarded_IsRefused()
    {
        var one = await NewUnpromotableEventAsync();
        var letter = Assert.Single((await FindAsync(one))!.DeadLetters);
        _ = await DeadLetters.ResolveAsync(letter.DeadLetterId, DeadLetterState.Discarded, Act(), Cancellation);

        Assert.Equal(AmendmentStatus.Refused, (await AmendAsync(Revive(one))).Status);

        Assert.Equal(default, await SumAsync());
    }

    [Fact]
    public async Task Void_EventWithAConflict_LeavesItsLetterOpen()
    {
        var one = await NewPromotedEventAsync();
        _ = await AppendAsync(Event(Content(one, 5)));

        _ = await AmendAsync(Void(one));
        Assert.Equal(AmendmentStatus.NotFound, (await AmendAsync(Revive(one))).Status);

        Assert.Equal(DeadLetterState.Open, Assert.Single((await FindAsync(one))!.DeadLetters).State);
    }

    [Fact]
    public async Task Append_AfterACorrection_KnowsTheFirstContentOnly()
    {
        var one = await NewPromotedEventAsync();
        var content = Content(one, 5);
        _ = await AmendAsync(Correct(one, content));

        Assert.Equal(new AppendOutcome(AppendStatus.Duplicate, one.EventId, Noon), Assert.Single(await AppendAsync(one)));
        Assert.Equal(new AppendOutcome(AppendStatus.Conflict, one.EventId, Noon), Assert.Single(await AppendAsync(Event(content))));

        Assert.Equal(5, (await SumAsync()).Revenue);
    }

    [Fact]
    public async Task Amend_EachThatWritesAndEachThatDoesNot_RaisesThePositionForTheFirstOnly()
    {
        var one = await NewStoredHeldEventAsync();
        var position = await PositionOfAsync(one.Shard);
        var promotedAt = await Silver.FindLastPromotionAsync(Cancellation);
        foreach (var (amendment, writes) in new (Amendment, bool)[]
        {
            (Revive(one), false),
            (Keep(one, BrokenRules.LineMath, "[]"), true),
            (Release(one), true),
            (Release(one), false),
            (Discard(one), false),
            (Correct(one, Content(one, 5)), true),
            (Correct(one, Content(one, 5)), false),
            (Void(one), true),
            (Void(one), false),
            (Correct(one, Content(one, 6)), false),
        })
        {
            _ = await AmendAsync(amendment);
            var after = await PositionOfAsync(one.Shard);
            Assert.Equal((amendment.Action, position + (writes ? 1 : 0)), (amendment.Action, after));
            position = after;
        }

        Assert.Equal(promotedAt, await Silver.FindLastPromotionAsync(Cancellation));
    }

    [Fact]
    public async Task Amend_UnderAnyClaim_IsNotFencedAndFencesNobody()
    {
        var (one, next) = (await NewPromotedEventAsync(), NewEvent());
        var claim = await Silver.ClaimShardAsync(one.Shard, Cancellation);
        _ = await AppendAsync(next);

        Assert.True((await AmendAsync(Void(one))).IsNew);

        Assert.Equal(Storage.Silver.PromotionStatus.Committed, (await Silver.PromoteAsync(claim, await AllPendingAsync(next), Cancellation)).Status);
    }

    [Fact]
    public async Task Correct_ValuesThatTheStoreRefuses_IsUnstorableAndLeavesEverything()
    {
        var one = await NewPromotedEventAsync();
        var before = await PositionOfAsync(one.Shard);
        var content = Content(one, 5);

        var outcome = await AmendAsync(Correct(one, content with { Transaction = WithTotal(content.Transaction, Amount.UnitsMax + 1) }));

        Assert.Equal(AmendmentStatus.Unstorable, outcome.Status);
        Assert.NotEmpty(outcome.Detail!);
        Assert.Equal(before, await PositionOfAsync(one.Shard));
        Assert.Equal(FiguresOf(one.Transaction), await SumAsync());
        Assert.Equal(1, await Store.CountAsync("bronze_events"));
        Assert.Equal(0, await Store.CountAsync("audit_log"));
        Assert.True((await AmendAsync(Correct(one, content))).IsNew);
    }

    [Fact]
    public async Task Release_ValuesThatTheStoreRefuses_IsUnstorableAndStaysOpen()
    {
        var one = await NewStoredHeldEventAsync();
        var refused = Release(one) with { Event = BuiltTransaction.Conform(one) with { Transaction = WithTotal(one.Transaction, Amount.UnitsMax + 1) } };

        Assert.Equal(AmendmentStatus.Unstorable, (await AmendAsync(refused)).Status);

        Assert.Equal(QuarantineState.Open, (await FindAsync(one))!.Quarantine!.State);
        Assert.True((await AmendAsync(Release(one))).IsNew);
    }

    [Fact]
    public async Task Amend_AnActBetweenMicroseconds_AnswersTheInstantThatIsStored()
    {
        var one = await NewPromotedEventAsync();
        var act = new AuditedAct(new DateTimeOffset(Later.Ticks + 7, TimeSpan.Zero).ToOffset(TimeSpan.FromHours(8)), "me", null);

        Assert.Equal(New(one.EventId), await AmendAsync(Void(one, act)));
        Assert.Equal(Known(one.EventId), await AmendAsync(Void(one)));
    }

    [Fact]
    public async Task Amend_ThenReopen_IsStillThere()
    {
        var one = await NewPromotedEventAsync();
        var corrected = await AmendAsync(Correct(one, Content(one, 5)));

        await Store.ReopenAsync();

        Assert.Equal(Known(corrected.EventId), await AmendAsync(Correct(one, Content(one, 5))));
        Assert.Equal(5, (await SumAsync()).Revenue);
        Assert.True((await Bronze.ReserveEventIdsAsync(Cancellation)).Next > corrected.EventId.Value);
    }

    [Fact]
    public async Task FindWatermark_AfterAVoid_DoesNotGoBack()
    {
        var one = await NewPromotedEventAsync();
        var before = await Figures.FindWatermarkAsync(one.Transaction.StoreId, Cancellation);

        _ = await AmendAsync(Void(one));

        Assert.Equal(before, await Figures.FindWatermarkAsync(one.Transaction.StoreId, Cancellation));
    }

    /// <summary>The event has an entry and its reversal, and every number of theirs adds up to nothing.</summary>
    private async Task AssertNothingIsLeftOfAsync(BronzeEvent one)
    {
        var id = one.EventId.Value;
        Assert.Equal(1, await Store.CountAsync(
            $"""
            (
                select event_id from silver_transactions where event_id = {id}
                group by event_id, occurred_at, received_at, store_id, transaction_id, type, broken_rules
                having count(*) = 2 and sum(entry) = 0 and sum(total_amount) = 0 and sum(item_count) = 0 and coalesce(sum(net_amount), 0) = 0 and min(position) < max(position)
            ) as reversed
            """));
        Assert.Equal(one.Transaction.Items.Count, await Store.CountAsync(
            $"""
            (
                select line_number from silver_line_items where event_id = {id}
                group by line_number, product_id, product_name, unit_price
                having count(*) = 2 and sum(entry) = 0 and sum(qty) = 0 and sum(line_amount) = 0 and coalesce(sum(discount), 0) = 0
            ) as reversed
            """));
    }
}
