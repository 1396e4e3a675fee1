using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Storage.Quality;

/// <summary>Overrides of the rules as rows of <c>quality_rules</c>, alike in both stores.</summary>
public static class RuleRows
{
    /// <summary>How the audit log calls a change of the rules.</summary>
    public const string Action = "rules_change";

    // No store has it: an identifier is at least one character.
    private const string Chain = "";

    public static string StoreOf(RuleOverride row) => row.Store?.Value ?? Chain;

    public static string NameOf(RuleOverride row) => RuleCatalog.All[RuleCatalog.IndexOf(row.Rule)].Name;

    /// <summary>The last override of each store and rule: the others would be replaced by it in the same act.</summary>
    public static IReadOnlyList<RuleOverride> LastOfEach(IReadOnlyList<RuleOverride> overrides) =>
        [.. overrides.Reverse().DistinctBy(row => (row.Store, row.Rule)).Reverse()];

    /// <summary>The store that all of them are of; null when they are the chain's or of several.</summary>
    public static StoreId? FindOnlyStore(IReadOnlyList<RuleOverride> overrides) =>
        overrides.Select(row => row.Store).Distinct().ToArray() is [var only] ? only : null;

    /// <returns>Null for a rule that this version does not know.</returns>
    public static RuleOverride? Find(string store, string name, string? action, Amount? share, Amount? amount, long? spanMicroseconds) =>
        RuleCatalog.Find(name) is { } rule
            ? new RuleOverride(
                store == Chain ? null : StoreId.FromStored(store), rule.Rule, action is null ? null : StoredWords.Parse<RuleAction>(action), share, amount,
                spanMicroseconds is { } span ? TimeSpan.FromTicks(span * TimeSpan.TicksPerMicrosecond) : null)
            : null;

    /// <param name="afterVersion">What was asked for.</param>
    /// <param name="rows">In the order of their versions.</param>
    public static RuleChanges Join(long afterVersion, IReadOnlyList<(long Version, RuleOverride? Override)> rows) =>
        new(rows.Count == 0 ? afterVersion : rows[^1].Version, [.. rows.Select(row => row.Override).OfType<RuleOverride>()]);
}
