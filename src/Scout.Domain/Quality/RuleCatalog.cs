using System.Numerics;

namespace Scout.Domain.Quality;

/// <summary>How much a broken rule or a failed check matters to an operator.</summary>
public enum Severity : byte
{
    Info = 0,
    Warning = 1,
    Critical = 2,
}

/// <summary>The limits that a rule has.</summary>
[Flags]
public enum RuleLimits : byte
{
    None = 0,
    Share = 1,
    Amount = 2,
    Span = 4,
}

/// <param name="Rule">Its bit.</param>
/// <param name="Name">Its word outside of Scout.</param>
/// <param name="Severity">How much breaking it matters.</param>
/// <param name="Limits">Which limits it has.</param>
public sealed record RuleInfo(BrokenRules Rule, string Name, Severity Severity, RuleLimits Limits);

/// <summary>The six rules by their names.</summary>
public static class RuleCatalog
{
    /// <summary>Every rule, in the order of their bits.</summary>
    public static readonly IReadOnlyList<RuleInfo> All =
    [
        new(BrokenRules.NegativeAmount, "negative_amount", Severity.Critical, RuleLimits.None),
        new(BrokenRules.LineSumMismatch, "line_sum_mismatch", Severity.Critical, RuleLimits.Share | RuleLimits.Amount),
        new(BrokenRules.FutureTimestamp, "future_timestamp", Severity.Critical, RuleLimits.Span),
        new(BrokenRules.AmountLimit, "amount_limit", Severity.Warning, RuleLimits.Amount),
        new(BrokenRules.LineMath, "line_math", Severity.Warning, RuleLimits.Share | RuleLimits.Amount),
        new(BrokenRules.LateEvent, "late_event", Severity.Info, RuleLimits.Span),
    ];

    public static RuleInfo? Find(string name) => All.FirstOrDefault(rule => rule.Name == name);

    /// <summary>The place of a single rule in <see cref="All"/>.</summary>
    public static int IndexOf(BrokenRules rule) => BitOperations.TrailingZeroCount((int)rule);

    /// <summary>The names of the rules in a set, in the order of their bits.</summary>
    public static IEnumerable<string> NamesOf(BrokenRules rules) => All.Where(rule => (rules & rule.Rule) != 0).Select(rule => rule.Name);
}
