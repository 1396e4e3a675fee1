using Microsoft.Extensions.Options;
using Scout.Contracts.Ingestion;
using Scout.Contracts.Quality;
using Scout.Contracts.Stores;
using Scout.Contracts.Transactions;
using Scout.Domain;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Placement;
using Scout.Grains.Promotion;
using Scout.Grains.Quality;
using Scout.Grains.Rollups;
using Scout.Storage.Amendments;
using Scout.Storage.Quality;
using Scout.Storage.Silver;
using Scout.Storage.Transactions;

namespace Scout.Grains.Transactions;

/// <summary>One transaction on its second touch: the state machine of what may still be done to it.</summary>
/// <remarks>
/// Its state is its rows: nothing is kept here that a restart could lose. Calls run one after the other, so that two people who decide at
/// once meet an answer instead of a lock; that it happens once is settled by the ledger, under the lock of the transaction's shard.
/// </remarks>
[CollectionAgeLimit(Minutes = 2), PlacedWithTransaction]
internal sealed class TransactionGrain(
    ITransactionReader reader, ITransactionLedger ledger, IDeadLetters deadLetters, RuleBook book, PromotionHints hints, RollupHints rollups, TimeProvider time,
    IOptions<QualityOptions> options) : Grain, ITransactionGrain
{
    private static readonly TimeSpan PromotionPoll = TimeSpan.FromMilliseconds(50);

    private StoreId _store;
    private TransactionId _transaction;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_store, _transaction) = TransactionKey.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async ValueTask<TransactionView?> FindAsync()
    {
        if (await FindRecordAsync(_transaction) is not { } record)
            return null;
        var original = FindNamedOriginal(record) is { } named
            ? new OriginalView(named.Value, await FindRecordAsync(named) is { } known ? TransactionViews.StateOf(known) : null)
            : null;
        return TransactionViews.Of(record, original);
    }

    public async ValueTask<AmendReply> VoidAsync(OperatorAct act) => await AmendAsync(new VoidAmendment(_store, _transaction, Audited(act)));

    public async ValueTask<AmendReply> CorrectAsync(SubmittedTransaction content, string sourceSystem, OperatorAct act)
    {
        if (await FindRecordAsync(_transaction) is not { } record)
            return NotFound();

        var first = FindFirstThatCounts(record);
        var booked = first is null ? null : TransactionParser.Parse(first.Body.Span).Transaction;
        var corrected = booked is null ? content.Transaction : content.Transaction.BookedAt(booked.OccurredAt);
        var rules = (await book.GetAsync()).For(await FindProfileAsync());
        var broken = QualityEvaluator.FindBroken(corrected, rules, new RuleContext(time.GetUtcNow(), Watermark: null))
            | (record.Revisions[0].BrokenRules & BrokenRules.LateEvent);

        // A correction that was made before stands, whatever the rules say since.
        var verdict = Verdict.Of(broken & ~BrokenRules.LateEvent, rules);
        if (verdict.Disposition != Disposition.Promote && !IsMade(record, corrected, act))
            return new AmendReply { Status = AmendStatus.Invalid, State = TransactionViews.StateOf(record), Decisive = verdict.Decisive };
        return await AmendAsync(new CorrectAmendment(_store, _transaction, Audited(act), corrected, broken, content.Body, sourceSystem, BringsItsTime: first is null));
    }

    public async ValueTask<AmendReply> ReleaseAsync(OperatorAct act)
    {
        if (await FindHeldAsync() is not var (revision, transaction))
            return NotFound();
        var released = new ConformedEvent(revision.EventId, revision.ReceivedAt, revision.BrokenRules, transaction);
        return await AmendAsync(new ReleaseAmendment(_store, _transaction, Audited(act), released, IsReplay: false));
    }

    public async ValueTask<AmendReply> DiscardAsync(OperatorAct act) => await AmendAsync(new DiscardAmendment(_store, _transaction, Audited(act)));

    public async ValueTask<AmendReply> ReplayAsync(OperatorAct act)
    {
        if (await FindHeldAsync() is not var (revision, transaction))
            return NotFound();

        // How late it came is a fact of its arrival; everything else is judged anew.
        var rules = (await book.GetAsync()).For(await FindProfileAsync());
        var context = new RuleContext(time.GetUtcNow(), Watermark: null);
        var broken = QualityEvaluator.FindBroken(transaction, rules, context) | (revision.BrokenRules & BrokenRules.LateEvent);
        if (Judgement.FindHeld(transaction, rules, context, broken) is { } held)
        {
            var kept = await AmendAsync(new KeepHeldAmendment(_store, _transaction, Audited(act), broken, held.Findings));
            return kept with { Decisive = held.Decisive };
        }

        var passed = new ConformedEvent(revision.EventId, revision.ReceivedAt, broken, transaction);
        return await AmendAsync(new ReleaseAmendment(_store, _transaction, Audited(act), passed, IsReplay: true));
    }

    public async ValueTask<AmendReply> ReplayDeadLetterAsync(long deadLetterId, OperatorAct act)
    {
        if (await FindLetterAsync(deadLetterId) is not { } letter)
            return NotFound();
        if (letter.State != DeadLetterState.Open)
            return await ToReplyAsync(letter, DeadLetterState.Replayed);
        return letter.Kind == DeadLetterKind.Unpromotable ? await ReviveAsync(letter, act) : await SubmitAgainAsync(letter, act);
    }

    public async ValueTask<AmendReply> DiscardDeadLetterAsync(long deadLetterId, OperatorAct act)
    {
        if (await FindLetterAsync(deadLetterId) is null)
            return NotFound();
        var letter = await deadLetters.ResolveAsync(deadLetterId, DeadLetterState.Discarded, Audited(act), CancellationToken.None);
        return letter is null ? NotFound() : await ToReplyAsync(letter, DeadLetterState.Discarded);
    }

    /// <summary>Tries once more to conform what bronze holds: a later build may read what an earlier one did not.</summary>
    private async Task<AmendReply> ReviveAsync(DeadLetter letter, OperatorAct act)
    {
        if (letter.EventId is not { } eventId || await FindRecordAsync(_transaction) is not { } record)
            return NotFound();
        var first = record.Revisions[0];
        var (conformed, poison) = Conforming.Conform(new StoredEvent(eventId, _store, _transaction, first.ReceivedAt, first.BrokenRules, first.Body));
        if (conformed is not { } revived)
            return new AmendReply { Status = AmendStatus.Invalid, State = TransactionViews.StateOf(record), Detail = poison!.Reason };
        return await AmendAsync(new ReviveAmendment(_store, _transaction, Audited(act), revived));
    }

    /// <summary>Sends a body that never entered bronze through the door once more.</summary>
    private async Task<AmendReply> SubmitAgainAsync(DeadLetter letter, OperatorAct act)
    {
        var parsed = TransactionParser.Parse(letter.Body.Span);
        if (parsed.Transaction is not { } transaction || transaction.StoreId != _store || transaction.TransactionId != _transaction)
            return await WithStateAsync(new AmendReply { Status = AmendStatus.Invalid, Detail = "the body is not a transaction of this identity" });
        var reply = await GrainFactory.GetGrain<IStoreGrain>(_store.Value).SubmitAsync(
            new Submission(letter.SourceSystem, [new SubmittedTransaction(letter.Body, transaction)]));
        if (reply.Status is SubmitStatus.Busy or SubmitStatus.Unavailable)
            throw new StorageUnavailableException("The intake did not take the transaction.");
        if (reply.Status == SubmitStatus.UnknownStore)
            return await WithStateAsync(new AmendReply { Status = AmendStatus.Refused, Detail = "its store is not registered" });
        var result = reply.Results[0];
        switch (result.Status)
        {
            case TransactionStatus.Conflict:
                return await WithStateAsync(new AmendReply
                {
                    Status = AmendStatus.Refused,
                    Detail = "other content is stored under this identity: correct that transaction, or discard this letter",
                });
            case TransactionStatus.Rejected:
                return await WithStateAsync(new AmendReply { Status = AmendStatus.Invalid, Decisive = result.Decisive });
            default:
                var resolved = await deadLetters.ResolveAsync(letter.DeadLetterId, DeadLetterState.Replayed, Audited(act), CancellationToken.None);
                return resolved is null ? NotFound() : await ToReplyAsync(resolved, DeadLetterState.Replayed) with { EventId = result.EventId, Decisive = result.Decisive };
        }
    }

    /// <summary>Amends, and waits a moment for a transaction that is still on its way to silver.</summary>
    private async Task<AmendReply> AmendAsync(Amendment amendment)
    {
        var startedAt = time.GetTimestamp();
        while (true)
        {
            var outcome = await ledger.AmendAsync(amendment, CancellationToken.None);
            if (outcome is { Status: AmendmentStatus.Done, IsNew: true })
                rollups.Wake(amendment.Shard);
            if (outcome.Status != AmendmentStatus.NotPromotedYet || time.GetElapsedTime(startedAt) >= options.Value.PromotionPatience)
                return await ToReplyAsync(outcome);
            hints.Wake(amendment.Shard);
            await Task.Delay(PromotionPoll, time);
        }
    }

    private async Task<AmendReply> ToReplyAsync(AmendmentOutcome outcome) => await WithStateAsync(new AmendReply
    {
        Status = outcome.Status switch
        {
            AmendmentStatus.Done => AmendStatus.Done,
            AmendmentStatus.NotFound => AmendStatus.NotFound,
            AmendmentStatus.NotPromotedYet => AmendStatus.NotPromotedYet,
            AmendmentStatus.Unstorable => AmendStatus.Invalid,
            _ => AmendStatus.Refused,
        },
        EventId = outcome.EventId.Value,
        At = outcome.At == default ? null : outcome.At,
        Detail = outcome.Detail,
    });

    /// <summary>A letter that is decided: as was asked for, or otherwise.</summary>
    private async Task<AmendReply> ToReplyAsync(DeadLetter letter, DeadLetterState asked) => await WithStateAsync(letter.State == asked
        ? new AmendReply { Status = AmendStatus.Done, EventId = letter.EventId?.Value ?? 0, At = letter.ResolvedAt }
        : new AmendReply { Status = AmendStatus.Refused, Detail = $"the letter is {letter.State.ToString().ToLowerInvariant()}" });

    private async Task<AmendReply> WithStateAsync(AmendReply reply) =>
        reply.Status != AmendStatus.NotFound && await FindRecordAsync(_transaction) is { } record ? reply with { State = TransactionViews.StateOf(record) } : reply;

    private static AmendReply NotFound() => new() { Status = AmendStatus.NotFound };

    private ValueTask<TransactionRecord?> FindRecordAsync(TransactionId transaction) => reader.FindAsync(_store, transaction, CancellationToken.None);

    private async Task<(TransactionRevision Revision, Transaction Transaction)?> FindHeldAsync() =>
        await FindRecordAsync(_transaction) is { Quarantine: not null } record && TransactionParser.Parse(record.Revisions[0].Body.Span).Transaction is { } held
            ? (record.Revisions[0], held)
            : null;

    private async Task<DeadLetter?> FindLetterAsync(long deadLetterId) =>
        await deadLetters.FindAsync(deadLetterId, CancellationToken.None) is { } letter && letter.StoreId == _store && letter.TransactionId == _transaction ? letter : null;

    private async Task<StoreProfile> FindProfileAsync() =>
        await GrainFactory.GetGrain<IStoreGrain>(_store.Value).FindProfileAsync()
        ?? throw new StorageUnavailableException("A transaction's store is not registered: it was erased in between. Try again.");

    /// <summary>
    /// The content that counted first, or will: a correction counts in its time, so that figures change in the business day where the mistake
    /// is. Null when nothing ever counted; then the correction's own time is as good as any, and may be what it corrects.
    /// </summary>
    private static TransactionRevision? FindFirstThatCounts(TransactionRecord record)
    {
        var willCount = record.Quarantine is null && !record.DeadLetters.Any(letter => letter.Kind == DeadLetterKind.Unpromotable);
        return willCount ? record.Revisions[0] : record.Revisions.FirstOrDefault(revision => revision.PromotedAt is not null);
    }

    private static TransactionId? FindNamedOriginal(TransactionRecord record) =>
        TransactionParser.Parse(record.Revisions[^1].Body.Span).Transaction is { Type: TransactionType.Return } returned ? returned.OriginalTransactionId : null;

    private static bool IsMade(TransactionRecord record, Transaction corrected, OperatorAct act) => record.History.Any(
        entry => entry.Action == "correct" && entry.Act.Reason == act.Reason
            && record.Revisions.Any(revision => revision.EventId == entry.EventId
                && TransactionParser.Parse(revision.Body.Span).Transaction?.ContentHash == corrected.ContentHash));

    private AuditedAct Audited(OperatorAct act) => new(CutToMicrosecond(time.GetUtcNow()), act.By, act.Reason);

    // Both stores keep microseconds; answering more would make the first answer differ from the repeated one's.
    private static DateTimeOffset CutToMicrosecond(DateTimeOffset instant) => new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
