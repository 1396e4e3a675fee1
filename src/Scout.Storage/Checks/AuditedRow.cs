using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Storage.Checks;

/// <summary>What a store found out about one row of silver, and what that means for the checks.</summary>
public sealed record AuditedRow
{
    public required EventId EventId { get; init; }

    public required string StoreId { get; init; }

    public required string TransactionId { get; init; }

    public required BrokenRules BrokenRules { get; init; }

    public required decimal Total { get; init; }

    public required decimal Lines { get; init; }

    /// <summary>The line amount furthest on the wrong side of zero, when there is one.</summary>
    public required decimal WrongLine { get; init; }

    public required decimal TotalMax { get; init; }

    public required bool HasWrongLine { get; init; }

    public required bool HasWrongTotal { get; init; }

    public required bool IsOverTotalMax { get; init; }

    public required bool LinesDiffer { get; init; }

    public required bool HasNoBronze { get; init; }

    public IEnumerable<CheckFailure> ToFailures()
    {
        if (HasWrongLine)
            yield return Failure(SanityCheck.NonNegativeLineAmounts, WrongLine, 0);
        if (HasWrongTotal)
            yield return Failure(SanityCheck.NonNegativeTransactionTotals, Total, 0);
        if (IsOverTotalMax)
            yield return Failure(SanityCheck.ReasonableTransactionAmounts, Total, TotalMax);
        if (LinesDiffer)
            yield return Failure(SanityCheck.LineItemsSumMatchesTotal, Total, Lines);
        if (HasNoBronze)
            yield return Failure(SanityCheck.SilverWithoutBronze, null, null);
    }

    /// <summary>One failure for each check and event: an entry and its reversal fail alike, and are told once.</summary>
    public static IReadOnlyList<CheckFailure> OncePerEvent(IEnumerable<CheckFailure> failures) =>
        [.. failures.GroupBy(failure => (failure.Check, failure.EventId)).Select(same => same.MinBy(failure => failure.Explained)!)];

    private CheckFailure Failure(SanityCheck check, decimal? value, decimal? limit) =>
        new(check, EventId, StoreId, TransactionId, (BrokenRules & CheckCatalog.Of(check).Explains) != 0, value, limit);
}
