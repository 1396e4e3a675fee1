using Scout.Domain.Money;
using Scout.Domain.Transactions;

namespace Scout.Domain.Quality;

/// <summary>What is done with a transaction that breaks a rule; the later, the stronger.</summary>
public enum RuleAction : byte
{
    /// <summary>It enters the figures, and its row says which rule it broke.</summary>
    Flag = 0,

    /// <summary>It is durable in bronze and held out of silver until someone decides.</summary>
    Quarantine = 1,

    /// <summary>The device is refused; the body is kept as a dead letter.</summary>
    Reject = 2,
}

/// <summary>One rule as it applies: its action, and those of the limits that the rule has.</summary>
/// <param name="Action">What breaking it leads to.</param>
/// <param name="Share">Tolerated difference as a share, for example 0.01 for one hundredth.</param>
/// <param name="Amount">Tolerated difference, or the greatest amount that is not over the limit.</param>
/// <param name="Span">Tolerated distance in time.</param>
public readonly record struct RuleSetting(RuleAction Action, Amount Share = default, Amount Amount = default, TimeSpan Span = default);

/// <summary>A change of one rule, for the chain or for one store; what is null stays as it is further out.</summary>
/// <param name="Store">Null means the whole chain.</param>
/// <param name="Rule">Exactly one bit.</param>
/// <param name="Action">Null keeps the action.</param>
/// <param name="Share">Null keeps the share.</param>
/// <param name="Amount">Null keeps the amount.</param>
/// <param name="Span">Null keeps the span.</param>
public sealed record RuleOverride(
    StoreId? Store, BrokenRules Rule, RuleAction? Action = null, Amount? Share = null, Amount? Amount = null, TimeSpan? Span = null);
