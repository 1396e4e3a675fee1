namespace Scout.Domain.Quality;

/// <summary>What must hold of silver whatever happened. Kept by their names, so the order may change.</summary>
public enum SanityCheck : byte
{
    /// <summary>A sale's line amounts are not negative, a return's not positive.</summary>
    NonNegativeLineAmounts,

    /// <summary>A sale's total is not negative, a return's not positive.</summary>
    NonNegativeTransactionTotals,

    /// <summary>No absolute total is over the limit of its store or the chain.</summary>
    ReasonableTransactionAmounts,

    /// <summary>A total agrees with its lines, or with its lines less the discounts.</summary>
    LineItemsSumMatchesTotal,

    /// <summary>Every line belongs to a transaction.</summary>
    OrphanLineItems,

    /// <summary>Every transaction has its event in bronze.</summary>
    SilverWithoutBronze,

    /// <summary>Every event of bronze is in silver, in quarantine, a dead letter, or waits. Only an audit of everything looks for new ones.</summary>
    BronzeWithoutOutcome,

    /// <summary>What a return names as its original is a sale that stands and is not smaller than all that came back of it.</summary>
    ReturnsMatchOriginal,

    /// <summary>No event waits as a dead letter for someone to decide.</summary>
    UnpromotableEvents,
}

/// <param name="Check">The check.</param>
/// <param name="Name">Its word outside of Scout.</param>
/// <param name="Explains">The rule whose bit on a failing row says that someone knows of it; none when nothing does.</param>
/// <param name="Worst">How much an unexplained failure matters.</param>
public sealed record CheckInfo(SanityCheck Check, string Name, BrokenRules Explains, Severity Worst);

/// <summary>The sanity checks by their names.</summary>
public static class CheckCatalog
{
    /// <summary>Every check, in the order they are shown.</summary>
    public static readonly IReadOnlyList<CheckInfo> All =
    [
        new(SanityCheck.NonNegativeLineAmounts, "non_negative_line_amounts", BrokenRules.NegativeAmount, Severity.Critical),
        new(SanityCheck.NonNegativeTransactionTotals, "non_negative_transaction_totals", BrokenRules.NegativeAmount, Severity.Critical),
        new(SanityCheck.ReasonableTransactionAmounts, "reasonable_transaction_amounts", BrokenRules.AmountLimit, Severity.Warning),
        new(SanityCheck.LineItemsSumMatchesTotal, "line_items_sum_matches_total", BrokenRules.LineSumMismatch, Severity.Critical),
        new(SanityCheck.OrphanLineItems, "orphan_line_items", BrokenRules.None, Severity.Critical),
        new(SanityCheck.SilverWithoutBronze, "silver_without_bronze", BrokenRules.None, Severity.Critical),
        new(SanityCheck.BronzeWithoutOutcome, "bronze_without_outcome", BrokenRules.None, Severity.Critical),
        new(SanityCheck.ReturnsMatchOriginal, "returns_match_original", BrokenRules.None, Severity.Warning),
        new(SanityCheck.UnpromotableEvents, "unpromotable_events", BrokenRules.None, Severity.Critical),
    ];

    public static CheckInfo Of(SanityCheck check) => All.First(info => info.Check == check);

    public static CheckInfo? Find(string name) => All.FirstOrDefault(info => info.Name == name);

    /// <summary>How much the failures of a check matter together.</summary>
    /// <param name="info">The check.</param>
    /// <param name="failures">All of them.</param>
    /// <param name="unexplained">Those whose rows do not say why they are as they are.</param>
    /// <returns>Null when all is well.</returns>
    public static Severity? Weigh(CheckInfo info, long failures, long unexplained) =>
        failures == 0 ? null : unexplained > 0 ? info.Worst : Severity.Warning;
}
