using Scout.Domain.Quality;
using Scout.Storage.Amendments;
using Scout.Storage.Bronze;
using Scout.Storage.Quality;
using Scout.Storage.Transactions;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Bronze;

/// <summary>What every <see cref="IBronzeLog"/> must do with events that the rules hold or reject.</summary>
public abstract class HeldAppendContract : StorageContract
{
    [Fact]
    public async Task Append_QuarantinedEvent_IsInBronzeAndHeldAndNotPending()
    {
        var one = NewHeldEvent();

        var outcome = Assert.Single(await AppendAsync(one));

        Assert.Equal(new AppendOutcome(AppendStatus.Quarantined, one.EventId, one.ReceivedAt), outcome);
        Assert.Empty(await ReadAllPendingAsync(one.Shard));
        var record = await FindAsync(one);
        Assert.Equal(BrokenRules.NegativeAmount, Assert.Single(record!.Revisions).BrokenRules);
        Assert.Null(record.Revisions[0].PromotedAt);
        Assert.Equal(new QuarantineMark(QuarantineState.Open, one.Held!.Findings, null), record.Quarantine);
        Assert.Empty(record.DeadLetters);
        var held = await Quarantine.FindAsync(one.EventId, Cancellation);
        Assert.Equal(
            (one.EventId, one.Transaction.StoreId, one.Transaction.TransactionId, one.ReceivedAt, "tests", BrokenRules.NegativeAmount, QuarantineState.Open),
            (held!.EventId, held.StoreId, held.TransactionId, held.ReceivedAt, held.SourceSystem, held.BrokenRules, held.State));
        Assert.True(held.Body.Span.SequenceEqual(one.Body.Span));
        Assert.Null(held.ResolvedAt ?? (object?)held.ResolvedBy ?? held.Reason);
    }

    [Fact]
    public async Task Append_QuarantinedEventAgain_AnswersTheFirst()
    {
        var one = NewHeldEvent();
        _ = await AppendAsync(one);
        var again = Hold(new BronzeEvent
        {
            EventId = new(one.EventId.Value + 10),
            Shard = one.Shard,
            Transaction = one.Transaction,
            Body = one.Body,
            SourceSystem = "again",
            ReceivedAt = Noon.AddHours(1),
        });

        Assert.Equal(new AppendOutcome(AppendStatus.Duplicate, one.EventId, one.ReceivedAt), Assert.Single(await AppendAsync(again)));

        Assert.Equal(1, await Store.CountAsync("quarantine"));
    }

    [Theory]
    [InlineData(Disposition.Quarantine)]
    [InlineData(Disposition.Reject)]
    public async Task Append_KnownEventThatTodaysRulesWouldHold_StaysAccepted(Disposition disposition)
    {
        var one = NewEvent();
        _ = await AppendAsync(one);

        Assert.Equal(new AppendOutcome(AppendStatus.Duplicate, one.EventId, one.ReceivedAt), Assert.Single(await AppendAsync(Hold(one, disposition))));

        Assert.Equal(0, await Store.CountAsync("quarantine"));
        Assert.Equal(0, await Store.CountAsync("dead_letters"));
        Assert.Equal(1, Assert.Single(await ReadAllPendingAsync(one.Shard)).Events);
    }

    [Theory]
    [InlineData(Disposition.Quarantine)]
    [InlineData(Disposition.Reject)]
    public async Task Append_OtherContentThatRulesHold_IsAConflict(Disposition disposition)
    {
        var seed = NextSeed();
        var first = Event(new TransactionBuilder(seed).Build());
        var other = Hold(Event(new TransactionBuilder(seed) { Note = "other" }.Build()), disposition);
        _ = await AppendAsync(first);

        Assert.Equal(new AppendOutcome(AppendStatus.Conflict, first.EventId, first.ReceivedAt), Assert.Single(await AppendAsync(other)));

        Assert.Equal(0, await Store.CountAsync("quarantine"));
        var letter = Assert.Single((await FindAsync(first))!.DeadLetters);
        Assert.Equal((DeadLetterKind.Conflict, DeadLetterState.Open), (letter.Kind, letter.State));
        Assert.True(letter.Body.Span.SequenceEqual(other.Body.Span));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Append_OneContentHeldAndNotHeldInOneBatch_FollowsTheFirst(bool heldFirst)
    {
        var built = new TransactionBuilder(NextSeed()).Build();
        var (first, second) = (Event(built), Event(built));

        var outcomes = heldFirst ? await AppendAsync(Hold(first), second) : await AppendAsync(first, Hold(second));

        Assert.Equal([heldFirst ? AppendStatus.Quarantined : AppendStatus.Accepted, AppendStatus.Duplicate], outcomes.Select(outcome => outcome.Status));
        Assert.All(outcomes, outcome => Assert.Equal(first.EventId, outcome.EventId));
        Assert.Equal(heldFirst ? 1 : 0, await Store.CountAsync("quarantine"));
        Assert.Equal(heldFirst ? 0 : 1, (await ReadAllPendingAsync(first.Shard)).Sum(range => range.Events));
    }

    [Fact]
    public async Task Append_HeldEventsAmongOthers_LeavesARangeAroundTheOthersOnly()
    {
        var batch = NewEvents(9).Select((one, i) => i is 0 or 4 or 8 ? Hold(one) : one).ToArray();

        var outcomes = await AppendAsync(batch);

        Assert.Equal(batch.Select(one => one.Held is null ? AppendStatus.Accepted : AppendStatus.Quarantined), outcomes.Select(outcome => outcome.Status));
        var others = batch.Where(one => one.Held is null).ToArray();
        var range = Assert.Single(await ReadAllPendingAsync(batch[0].Shard));
        Assert.Equal(
            (others[0].EventId, others[^1].EventId, 6, others.Sum(one => (long)one.Body.Length)), (range.First, range.Last, range.Events, range.Bytes));
        Assert.Equal(others.Select(one => one.EventId), (await Silver.ReadEventsAsync(batch[0].Shard, [range], Cancellation)).Select(one => one.EventId));
        Assert.Equal(6, Assert.Single(await Silver.ReadBacklogAsync(Cancellation)).Events);
    }

    [Fact]
    public async Task Append_ReceivedAtOfARangeWithHeldEvents_IsThatOfTheOldestOther()
    {
        var held = Hold(new TransactionBuilder(NextSeed()) { Store = "STORE-001" }.Build().ToEvent(1, Noon.AddHours(-1)));
        var other = new TransactionBuilder(NextSeed()) { Store = "STORE-001" }.Build().ToEvent(2, Noon);

        _ = await AppendAsync(held, other);

        Assert.Equal(Noon, Assert.Single(await ReadAllPendingAsync(held.Shard)).ReceivedAt);
    }

    [Fact]
    public async Task Append_AShardWithHeldEventsOnly_LeavesNoRangeThere()
    {
        var (held, others) = (NewEvents(3).Select(one => Hold(one)).ToArray(), NewEvents(2, "STORE-004"));
        Assert.NotEqual(held[0].Shard, others[0].Shard);

        _ = await AppendAsync([.. held, .. others]);

        Assert.Empty(await ReadAllPendingAsync(held[0].Shard));
        Assert.Equal(2, Assert.Single(await ReadAllPendingAsync(others[0].Shard)).Events);
        Assert.Equal(3, await Quarantine.CountOpenAsync(Cancellation));
    }

    [Fact]
    public async Task Append_TwoThousandEventsEveryOtherHeld_KeepsEachVerdictWithItsEvent()
    {
        var batch = NewEvents(2_000).Select((one, i) => i % 2 == 0 ? Hold(one, rules: i % 4 == 0 ? BrokenRules.FutureTimestamp : BrokenRules.LineSumMismatch) : one).ToArray();

        _ = await AppendAsync(batch);

        foreach (var place in new[] { 0, 2, 998, 1_998 })
        {
            var held = await Quarantine.FindAsync(batch[place].EventId, Cancellation);
            Assert.Equal((batch[place].BrokenRules, batch[place].Held!.Findings, batch[place].Transaction.TransactionId), (held!.BrokenRules, held.Findings, held.TransactionId));
        }

        Assert.Equal(1_000, await Quarantine.CountOpenAsync(Cancellation));
        Assert.Equal(1_000, Assert.Single(await ReadAllPendingAsync(batch[0].Shard)).Events);
    }

    [Fact]
    public async Task ReadEvents_EventThatWasReleased_IsStillNotAmongThem()
    {
        var batch = NewEvents(3);
        batch[1] = Hold(batch[1]);
        _ = await AppendAsync(batch);
        _ = await Ledger.AmendAsync(
            new ReleaseAmendment(batch[1].Transaction.StoreId, batch[1].Transaction.TransactionId, new AuditedAct(Noon, "me", null), BuiltTransaction.Conform(batch[1]), IsReplay: false),
            Cancellation);

        var events = await Silver.ReadEventsAsync(batch[0].Shard, await ReadAllPendingAsync(batch[0].Shard), Cancellation);

        Assert.Equal([batch[0].EventId, batch[2].EventId], events.Select(one => one.EventId));
    }

    [Fact]
    public async Task Append_RejectedEvent_IsADeadLetterAndNotInBronze()
    {
        var one = Hold(NewEvent(), Disposition.Reject);

        Assert.Equal(new AppendOutcome(AppendStatus.Rejected, default, one.ReceivedAt), Assert.Single(await AppendAsync(one)));
        Assert.Equal(AppendStatus.Rejected, Assert.Single(await AppendAsync(one)).Status);

        Assert.Null(await FindAsync(one));
        Assert.Empty(await ReadAllPendingAsync(one.Shard));
        Assert.Equal(0, await Store.CountAsync("quarantine"));
        var letter = Assert.Single(await DeadLetters.ReadPageAsync(new DeadLetterFilter(null, null, null, null, 10), Cancellation));
        Assert.Equal((DeadLetterKind.Rejected, DeadLetterState.Open, one.Held!.Reason), (letter.Kind, letter.State, letter.Reason));
        Assert.True(letter.Body.Span.SequenceEqual(one.Body.Span));
    }

    [Theory]
    [InlineData(true, AppendStatus.Duplicate)]
    [InlineData(false, AppendStatus.Conflict)]
    public async Task Append_RejectedBeforeAnAcceptedEventOfItsIdentity_IsComparedWithThatOne(bool sameContent, AppendStatus expected)
    {
        var seed = NextSeed();
        var rejected = Hold(Event(new TransactionBuilder(seed).Build()), Disposition.Reject);
        var accepted = Event(new TransactionBuilder(seed) { Note = sameContent ? "" : "other" }.Build());

        var outcomes = await AppendAsync(NewEvent(), rejected, accepted, NewEvent());

        Assert.Equal([AppendStatus.Accepted, expected, AppendStatus.Accepted, AppendStatus.Accepted], outcomes.Select(outcome => outcome.Status));
        Assert.Equal(accepted.EventId, outcomes[1].EventId);
        Assert.Equal(0, await Store.CountAsync("dead_letters where kind = 'rejected'"));
    }

    [Fact]
    public async Task Append_EveryKindInOneBatch_AnswersInTheOrderGiven()
    {
        var seed = NextSeed();
        var known = Event(new TransactionBuilder(seed).Build());
        _ = await AppendAsync(known);
        var other = new TransactionBuilder(seed) { Note = "other" }.Build();

        var outcomes = await AppendAsync(
            Hold(NewEvent(), Disposition.Reject), NewEvent(), Hold(known), NewHeldEvent("STORE-002"), Event(other), Hold(NewEvent(), Disposition.Reject), NewEvent());

        Assert.Equal(
            [
                AppendStatus.Rejected, AppendStatus.Accepted, AppendStatus.Duplicate, AppendStatus.Quarantined, AppendStatus.Conflict, AppendStatus.Rejected,
                AppendStatus.Accepted,
            ],
            outcomes.Select(outcome => outcome.Status));
        Assert.Equal(4, await Store.CountAsync("bronze_events"));
        Assert.Equal(3, await Store.CountAsync("dead_letters"));
    }

    [Fact]
    public async Task Append_SameHeldKeysFromManyTasksInAnyOrder_HoldsEachOnce()
    {
        var transactions = Enumerable.Range(0, 100).Select(_ => new TransactionBuilder(NextSeed()).Build()).ToArray();
        var batches = Enumerable.Range(0, 8).Select(writer =>
        {
            var batch = transactions.Select(built => Hold(Event(built))).ToArray();
            new Random(writer).Shuffle(batch);
            return batch;
        }).ToArray();

        var outcomes = (await Task.WhenAll(batches.Select(batch => Task.Run(() => AppendAsync(batch), Cancellation)))).SelectMany(batch => batch).ToArray();

        Assert.Equal(100, outcomes.Count(outcome => outcome.Status == AppendStatus.Quarantined));
        Assert.Equal(700, outcomes.Count(outcome => outcome.Status == AppendStatus.Duplicate));
        Assert.Equal(100, await Store.CountAsync("quarantine"));
        Assert.Equal(0, await Store.CountAsync("bronze_pending"));
    }
}
