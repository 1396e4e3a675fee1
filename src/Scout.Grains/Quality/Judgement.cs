using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Bronze;

namespace Scout.Grains.Quality;

/// <summary>Turns what a transaction breaks into what is done with it.</summary>
internal static class Judgement
{
    /// <returns>Why it is held, with the values and limits; null when it goes on to silver.</returns>
    public static HeldVerdict? FindHeld(Transaction transaction, QualityRules rules, in RuleContext context, BrokenRules broken)
    {
        var verdict = Verdict.Of(broken, rules);
        if (verdict.Disposition == Disposition.Promote)
            return null;
        var findings = Findings.Explain(transaction, rules, context, verdict.Decisive);
        return new HeldVerdict(verdict.Disposition, Findings.ToJson(findings), Findings.ToReason(findings), verdict.Decisive);
    }
}
