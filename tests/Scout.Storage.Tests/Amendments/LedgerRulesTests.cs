using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Amendments;
using Scout.Storage.Quality;
using Scout.Storage.Silver;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Amendments;

/// <summary>The state machine of a transaction, without a store.</summary>
public sealed class LedgerRulesTests
{
    private static readonly DateTimeOffset Noon = new(2025, 8, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Before = Noon.AddHours(-1);
    private static readonly BuiltTransaction Sale = new TransactionBuilder(1).Build();
    private static readonly BuiltTransaction Other = new TransactionBuilder(1) { Note = "other" }.Build();
    private static readonly EventId First = new(7);
    private static readonly EventId Second = new(8);

    private static readonly Dictionary<string, Amendment> Amendments = new()
    {
        ["release"] = new ReleaseAmendment(Sale.Transaction.StoreId, Sale.Transaction.TransactionId, Act("r"), Conformed(First), IsReplay: false),
        ["replay"] = new ReleaseAmendment(Sale.Transaction.StoreId, Sale.Transaction.TransactionId, Act("r"), Conformed(First), IsReplay: true),
        ["keep"] = new KeepHeldAmendment(Sale.Transaction.StoreId, Sale.Transaction.TransactionId, Act("r"), BrokenRules.LineMath, "[]"),
        ["discard"] = new DiscardAmendment(Sale.Transaction.StoreId, Sale.Transaction.TransactionId, Act("r")),
        ["void"] = new VoidAmendment(Sale.Transaction.StoreId, Sale.Transaction.TransactionId, Act("r")),
        ["correct"] = Correction(Other, "r"),
        ["revive"] = new ReviveAmendment(Sale.Transaction.StoreId, Sale.Transaction.TransactionId, Act("r"), Conformed(First)),
    };

    private static readonly Dictionary<string, LedgerState> States = new()
    {
        ["unknown"] = new([]),
        ["waiting"] = new([Revision(First)]),
        ["promoted"] = new([Revision(First, inSilver: true)]),
        ["reversed"] = new([Revision(First, inSilver: true, reversed: true)]),
        ["held"] = new([Revision(First)], QuarantineState.Open),
        ["released"] = new([Revision(First, inSilver: true)], QuarantineState.Released, Before),
        ["discarded"] = new([Revision(First)], QuarantineState.Discarded, Before),
        ["voided"] = new([Revision(First)], QuarantineState.Voided, Before),
        ["set aside"] = new([Revision(First)], DeadLetter: DeadLetterState.Open),
        ["letter discarded"] = new([Revision(First)], DeadLetter: DeadLetterState.Discarded, DeadLetterAt: Before),
        ["revived"] = new([Revision(First, inSilver: true)], DeadLetter: DeadLetterState.Replayed, DeadLetterAt: Before),
        ["held and corrected"] = new([Revision(First), Revision(Second, inSilver: true, reason: "before")], QuarantineState.Corrected, Before),
        ["set aside and corrected"] = new([Revision(First), Revision(Second, inSilver: true, reason: "before")], DeadLetter: DeadLetterState.Corrected, DeadLetterAt: Before),
        ["corrected"] = new([Revision(First, inSilver: true, reversed: true), Revision(Second, inSilver: true, reason: "before")]),
        ["corrected and voided"] = new([Revision(First, inSilver: true, reversed: true), Revision(Second, inSilver: true, reversed: true, reason: "before")]),
    };

    [Theory]
    [InlineData("release", "held", "entry, quarantine Released")]
    [InlineData("release", "released", "before")]
    [InlineData("release", "discarded", "Refused")]
    [InlineData("release", "voided", "Refused")]
    [InlineData("release", "held and corrected", "Refused")]
    [InlineData("release", "promoted", "NotFound")]
    [InlineData("release", "set aside", "NotFound")]
    [InlineData("replay", "held", "entry, quarantine Released")]
    [InlineData("replay", "released", "before")]
    [InlineData("keep", "held", "keep")]
    [InlineData("keep", "released", "before")]
    [InlineData("keep", "discarded", "Refused")]
    [InlineData("keep", "promoted", "NotFound")]
    [InlineData("discard", "held", "quarantine Discarded")]
    [InlineData("discard", "discarded", "before")]
    [InlineData("discard", "released", "Refused")]
    [InlineData("discard", "voided", "Refused")]
    [InlineData("discard", "held and corrected", "Refused")]
    [InlineData("discard", "promoted", "NotFound")]
    [InlineData("void", "waiting", "NotPromotedYet")]
    [InlineData("void", "promoted", "reverse 7")]
    [InlineData("void", "reversed", "before")]
    [InlineData("void", "held", "quarantine Voided")]
    [InlineData("void", "voided", "before")]
    [InlineData("void", "released", "reverse 7")]
    [InlineData("void", "discarded", "Refused")]
    [InlineData("void", "set aside", "Refused")]
    [InlineData("void", "letter discarded", "Refused")]
    [InlineData("void", "revived", "reverse 7")]
    [InlineData("void", "corrected", "reverse 8")]
    [InlineData("void", "held and corrected", "reverse 8")]
    [InlineData("void", "set aside and corrected", "reverse 8")]
    [InlineData("void", "corrected and voided", "before")]
    [InlineData("correct", "waiting", "NotPromotedYet")]
    [InlineData("correct", "promoted", "entry, reverse 7")]
    [InlineData("correct", "released", "entry, reverse 7")]
    [InlineData("correct", "reversed", "Refused")]
    [InlineData("correct", "held", "entry, quarantine Corrected")]
    [InlineData("correct", "discarded", "entry, quarantine Corrected")]
    [InlineData("correct", "voided", "Refused")]
    [InlineData("correct", "set aside", "entry, letter Corrected")]
    [InlineData("correct", "letter discarded", "entry, letter Corrected")]
    [InlineData("correct", "revived", "entry, reverse 7")]
    [InlineData("correct", "corrected", "entry, reverse 8")]
    [InlineData("correct", "held and corrected", "entry, reverse 8")]
    [InlineData("correct", "corrected and voided", "Refused")]
    [InlineData("revive", "set aside", "entry, letter Replayed")]
    [InlineData("revive", "revived", "before")]
    [InlineData("revive", "letter discarded", "Refused")]
    [InlineData("revive", "set aside and corrected", "Refused")]
    [InlineData("revive", "promoted", "NotFound")]
    [InlineData("revive", "held", "NotFound")]
    public void Decide_AmendmentInAState_PlansWhatTheTableSays(string amendment, string state, string expected) =>
        Assert.Equal(expected, Describe(LedgerRules.Decide(States[state], Amendments[amendment])));

    [Fact]
    public void Decide_UnknownIdentity_IsNeverFound() =>
        Assert.All(Amendments.Values, amendment => Assert.Equal("NotFound", Describe(LedgerRules.Decide(States["unknown"], amendment))));

    [Fact]
    public void Decide_AnyAmendmentInAnyState_WritesOnlyWhatIsDone() => Assert.All(
        from state in States.Values from amendment in Amendments.Values select LedgerRules.Decide(state, amendment),
        plan =>
        {
            Assert.Equal(plan.Outcome.Status == AmendmentStatus.Refused, plan.Outcome.Detail is not null);
            Assert.True(plan.Outcome.Status == AmendmentStatus.Done || !plan.Writes);
            Assert.True(plan.Writes || plan is { AddsEntry: false, Reverses: null, Quarantine: null, DeadLetter: null });
        });

    [Theory]
    [InlineData("corrected")]
    [InlineData("held and corrected")]
    public void Decide_TheCorrectionThatWasMade_AnswersIt(string state)
    {
        var outcome = LedgerRules.Decide(States[state], Correction(Sale, "before")).Outcome;

        Assert.Equal(new AmendmentOutcome(AmendmentStatus.Done, IsNew: false, Second, Before), outcome);
    }

    [Fact]
    public void Decide_TheCorrectionBeforeTheLast_IsRefusedAndDoesNotTurnBack()
    {
        var state = new LedgerState(
        [
            Revision(First, inSilver: true, reversed: true),
            Revision(Second, inSilver: true, reversed: true, reason: "first"),
            Revision(new EventId(9), inSilver: true, reason: "second") with { ContentHash = Other.Transaction.ContentHash },
        ]);

        var plan = LedgerRules.Decide(state, Correction(Sale, "first"));
        Assert.Equal((AmendmentStatus.Refused, false), (plan.Outcome.Status, plan.Writes));
        Assert.Contains("another reason", plan.Outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_TheCorrectionThatWasVoided_IsRefused() =>
        Assert.Equal(AmendmentStatus.Refused, LedgerRules.Decide(States["corrected and voided"], Correction(Sale, "before")).Outcome.Status);

    [Fact]
    public void Decide_ACorrectionThatBringsItsTime_WaitsWhenSomethingCountsByNow() =>
        Assert.Equal(AmendmentStatus.NotPromotedYet, LedgerRules.Decide(States["corrected"], Correction(Sale, "another") with { BringsItsTime = true }).Outcome.Status);

    [Fact]
    public void Decide_OneCorrectionTooMany_IsRefused()
    {
        var revisions = Enumerable.Range(0, LedgerRules.CorrectionsMax + 1).Select(
            number => Revision(new EventId(number + 1), inSilver: true, reversed: number < LedgerRules.CorrectionsMax, reason: number == 0 ? null : $"{number}"));

        Assert.Equal(AmendmentStatus.Refused, LedgerRules.Decide(new LedgerState([.. revisions]), Correction(Sale, "once more")).Outcome.Status);
    }

    [Fact]
    public void Decide_TheSameContentForAnotherReason_IsAnotherCorrection() =>
        Assert.True(LedgerRules.Decide(States["corrected"], Correction(Sale, "another")).Outcome.IsNew);

    [Fact]
    public void Decide_NewAmendment_IsDoneAtTheInstantOfItsAct() => Assert.Equal(
        new AmendmentOutcome(AmendmentStatus.Done, IsNew: true, First, Noon), LedgerRules.Decide(States["promoted"], Amendments["void"]).Outcome);

    [Fact]
    public void EntryOf_Correction_IsItsContentReceivedWhenItWasMade()
    {
        var entry = LedgerRules.EntryOf(Correction(Other, "r"), Second);

        Assert.Equal(new ConformedEvent(Second, Noon, BrokenRules.LateEvent, Other.Transaction), entry);
    }

    [Fact]
    public void EntryOf_Void_IsAMistake() => Assert.Throws<ArgumentException>(() => LedgerRules.EntryOf(Amendments["void"], First));

    private static string Describe(LedgerPlan plan)
    {
        if (plan.Outcome.Status != AmendmentStatus.Done)
            return plan.Outcome.Status.ToString();
        if (plan.KeepHeld)
            return "keep";
        if (!plan.Outcome.IsNew)
            return "before";
        string?[] parts =
        [
            plan.AddsEntry ? "entry" : null,
            plan.Reverses is { } reversed ? $"reverse {reversed}" : null,
            plan.Quarantine is { } quarantine ? $"quarantine {quarantine}" : null,
            plan.DeadLetter is { } letter ? $"letter {letter}" : null,
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }

    private static LedgerRevision Revision(EventId eventId, bool inSilver = false, bool reversed = false, string? reason = null) =>
        new(eventId, Sale.Transaction.ContentHash, Before, reason, inSilver, reversed ? Before : null);

    private static CorrectAmendment Correction(BuiltTransaction content, string reason) => new(
        content.Transaction.StoreId, content.Transaction.TransactionId, Act(reason), content.Transaction, BrokenRules.LateEvent, content.Body, "tests");

    private static ConformedEvent Conformed(EventId eventId) => new(eventId, Before, BrokenRules.None, Sale.Transaction);

    private static AuditedAct Act(string reason) => new(Noon, "me", reason);
}
