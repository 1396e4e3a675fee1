using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Silver;

namespace Scout.Storage.Amendments;

/// <summary>One accepted content of a transaction, as far as a decision needs it.</summary>
/// <param name="EventId">Its event.</param>
/// <param name="ContentHash">Of its content.</param>
/// <param name="At">When it was received; for a correction, when it was made.</param>
/// <param name="Reason">Of the correction that made it; null for the first.</param>
/// <param name="IsInSilver">Whether its entry is in silver.</param>
/// <param name="ReversedAt">When that was reversed; null while it counts.</param>
public sealed record LedgerRevision(EventId EventId, ContentHash ContentHash, DateTimeOffset At, string? Reason, bool IsInSilver, DateTimeOffset? ReversedAt);

/// <summary>What is stored of one transaction, read under its shard's lock.</summary>
/// <param name="Revisions">What was sent first, then each correction; empty when the identity is unknown.</param>
/// <param name="Quarantine">Where the first revision stands when a rule held it; null when none did.</param>
/// <param name="QuarantineAt">When that was decided.</param>
/// <param name="DeadLetter">Where the letter stands when the first revision could not be promoted; null when it could.</param>
/// <param name="DeadLetterAt">When that was decided.</param>
public sealed record LedgerState(
    IReadOnlyList<LedgerRevision> Revisions, QuarantineState? Quarantine = null, DateTimeOffset? QuarantineAt = null,
    DeadLetterState? DeadLetter = null, DateTimeOffset? DeadLetterAt = null);

/// <summary>What a store has to write for an amendment, all of it in the transaction that read the state.</summary>
/// <param name="Outcome">What to answer. Nothing is written unless it is done and new, or <c>KeepHeld</c> is set.</param>
public sealed record LedgerPlan(AmendmentOutcome Outcome)
{
    /// <summary>Write the amendment's event to silver; for a correction to bronze too, as the next revision.</summary>
    public bool AddsEntry { get; init; }

    /// <summary>Write the reversal of this event's entry: the same rows, negated, in the same minute of event time.</summary>
    public EventId? Reverses { get; init; }

    /// <summary>Where the quarantined first revision stands from now on; null leaves it.</summary>
    public QuarantineState? Quarantine { get; init; }

    /// <summary>Where the dead letter of the first revision stands from now on; null leaves it.</summary>
    public DeadLetterState? DeadLetter { get; init; }

    /// <summary>Replace the findings of the quarantined event; nothing else.</summary>
    public bool KeepHeld { get; init; }

    /// <summary>Whether anything is written.</summary>
    public bool Writes => Outcome.IsNew || KeepHeld;
}

/// <summary>The state machine of a transaction after the door. Pure: both stores ask it under their lock.</summary>
public static class LedgerRules
{
    /// <summary>Corrections of one transaction; each is read whenever the transaction is.</summary>
    public const int CorrectionsMax = 100;

    private const string Superseded = "it was corrected to this before, and a later correction took its place: to return to it, give another reason";

    public static LedgerPlan Decide(LedgerState state, Amendment amendment) => state.Revisions.Count == 0
        ? NotFound()
        : amendment switch
        {
            ReleaseAmendment => Release(state, amendment),
            KeepHeldAmendment => KeepHeld(state),
            DiscardAmendment => Discard(state, amendment),
            VoidAmendment => Void(state, amendment),
            CorrectAmendment correction => Correct(state, correction),
            ReviveAmendment => Revive(state, amendment),
            _ => throw new ArgumentException($"{amendment.GetType().Name} has no rule.", nameof(amendment)),
        };

    /// <summary>What goes to silver for a plan that adds an entry.</summary>
    /// <param name="amendment">A release, a revival or a correction.</param>
    /// <param name="eventId">The event as it stands in bronze: for a correction, the one that was just made.</param>
    public static ConformedEvent EntryOf(Amendment amendment, EventId eventId) => amendment switch
    {
        ReleaseAmendment release => release.Event with { EventId = eventId },
        ReviveAmendment revival => revival.Event with { EventId = eventId },
        CorrectAmendment correction => new ConformedEvent(eventId, correction.Act.At, correction.BrokenRules, correction.Content),
        _ => throw new ArgumentException($"{amendment.GetType().Name} adds nothing.", nameof(amendment)),
    };

    private static LedgerPlan Release(LedgerState state, Amendment amendment) => state.Quarantine switch
    {
        null => NotFound(),
        QuarantineState.Open => New(state.Revisions[0].EventId, amendment) with { AddsEntry = true, Quarantine = QuarantineState.Released },
        QuarantineState.Released => Before(state.Revisions[0].EventId, state.QuarantineAt),
        { } decided => Refused(Describe(decided)),
    };

    private static LedgerPlan KeepHeld(LedgerState state) => state.Quarantine switch
    {
        null => NotFound(),
        QuarantineState.Open => Before(state.Revisions[0].EventId, null) with { KeepHeld = true },
        QuarantineState.Released => Before(state.Revisions[0].EventId, state.QuarantineAt),
        { } decided => Refused(Describe(decided)),
    };

    private static LedgerPlan Discard(LedgerState state, Amendment amendment) => state.Quarantine switch
    {
        null => NotFound(),
        QuarantineState.Open => New(state.Revisions[0].EventId, amendment) with { Quarantine = QuarantineState.Discarded },
        QuarantineState.Discarded => Before(state.Revisions[0].EventId, state.QuarantineAt),
        { } decided => Refused(Describe(decided)),
    };

    private static LedgerPlan Void(LedgerState state, Amendment amendment)
    {
        var last = state.Revisions[^1];
        if (last.ReversedAt is { } reversedAt)
            return Before(last.EventId, reversedAt);
        if (last.IsInSilver)
            return New(last.EventId, amendment) with { Reverses = last.EventId };
        return (state.Quarantine, state.DeadLetter) switch
        {
            (QuarantineState.Open, _) => New(last.EventId, amendment) with { Quarantine = QuarantineState.Voided },
            (QuarantineState.Voided, _) => Before(last.EventId, state.QuarantineAt),
            (not null, _) => Refused(Describe(state.Quarantine.Value)),
            (_, not null) => Refused("the transaction could not be promoted, so it is in no figure: discard its dead letter"),
            _ => NotYet(),
        };
    }

    private static LedgerPlan Correct(LedgerState state, CorrectAmendment correction)
    {
        // By content and reason: who lost the answer sends the same again. After a later correction or a void it would be untrue to say that
        // it stands, and wrong to do it once more.
        var last = state.Revisions[^1];
        foreach (var revision in state.Revisions)
        {
            if (revision.Reason is null || revision.Reason != correction.Act.Reason || revision.ContentHash != correction.Content.ContentHash)
                continue;
            if (last.ReversedAt is not null)
                return Refused("the transaction is voided");
            return revision == last ? Before(revision.EventId, revision.At) : Refused(Superseded);
        }

        var plan = New(default, correction) with { AddsEntry = true };
        if (last.ReversedAt is not null || state.Quarantine == QuarantineState.Voided)
            return Refused("the transaction is voided");
        if (state.Revisions.Count > CorrectionsMax)
            return Refused("it was corrected as often as a transaction may be");

        // Where it is to count was decided before the lock was ours; meanwhile its first content may have begun to count.
        if (correction.BringsItsTime && state.Revisions.Any(revision => revision.IsInSilver))
            return NotYet();
        if (last.IsInSilver)
            return plan with { Reverses = last.EventId };
        return (state.Quarantine, state.DeadLetter) switch
        {
            (not null, _) => plan with { Quarantine = QuarantineState.Corrected },
            (_, not null) => plan with { DeadLetter = DeadLetterState.Corrected },
            _ => NotYet(),
        };
    }

    private static LedgerPlan Revive(LedgerState state, Amendment amendment) => state.DeadLetter switch
    {
        null => NotFound(),
        DeadLetterState.Open => New(state.Revisions[0].EventId, amendment) with { AddsEntry = true, DeadLetter = DeadLetterState.Replayed },
        DeadLetterState.Replayed => Before(state.Revisions[0].EventId, state.DeadLetterAt),
        DeadLetterState.Discarded => Refused("it was discarded"),
        _ => Refused("a correction took its place"),
    };

    private static string Describe(QuarantineState decided) => decided switch
    {
        QuarantineState.Released => "it was released",
        QuarantineState.Discarded => "it was discarded",
        QuarantineState.Voided => "its transaction was voided",
        QuarantineState.Corrected => "a correction took its place",
        _ => "it is open",
    };

    private static LedgerPlan New(EventId eventId, Amendment amendment) =>
        new(new AmendmentOutcome(AmendmentStatus.Done, IsNew: true, eventId, amendment.Act.At));

    private static LedgerPlan Before(EventId eventId, DateTimeOffset? at) =>
        new(new AmendmentOutcome(AmendmentStatus.Done, IsNew: false, eventId, at ?? default));

    private static LedgerPlan NotFound() => new(new AmendmentOutcome(AmendmentStatus.NotFound));

    private static LedgerPlan NotYet() => new(new AmendmentOutcome(AmendmentStatus.NotPromotedYet));

    private static LedgerPlan Refused(string detail) => new(new AmendmentOutcome(AmendmentStatus.Refused, Detail: detail));
}
