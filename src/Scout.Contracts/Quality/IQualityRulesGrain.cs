using Scout.Domain;
using Scout.Domain.Quality;

namespace Scout.Contracts.Quality;

/// <summary>The quality rules of the chain and of its stores.</summary>
[Alias("scout.IQualityRulesGrain")]
public interface IQualityRulesGrain : IGrainWithIntegerKey
{
    /// <summary>The rules as they apply to a store, or to stores without changes of their own.</summary>
    /// <param name="storeId">Null means the chain.</param>
    /// <returns>Every rule in the order of their bits; null when there is no such store.</returns>
    /// <exception cref="StorageUnavailableException">Try again.</exception>
    [Alias("Find")]
    ValueTask<List<RuleView>?> FindAsync(string? storeId);

    /// <summary>Changes rules durably. This silo applies them when this answers, the others within a second or two.</summary>
    /// <param name="storeId">Null means the chain.</param>
    /// <param name="changes">Members that are null stay as they are; a rule may occur once.</param>
    /// <param name="act">Who and why.</param>
    /// <returns>As <see cref="FindAsync"/>.</returns>
    /// <exception cref="StorageUnavailableException">Unknown whether it was saved. Safe to repeat.</exception>
    [Alias("Save")]
    ValueTask<List<RuleView>?> SaveAsync(string? storeId, List<RuleChange> changes, OperatorAct act);
}

/// <summary>Where the setting of a rule comes from; the later wins.</summary>
public enum RuleSource : byte
{
    Settings = 0,
    Chain = 1,

    /// <summary>The store's profile, which has a limit of its own for amounts.</summary>
    Profile = 2,
    Store = 3,
}

/// <param name="Rule">Exactly one bit.</param>
/// <param name="Action">What breaking it leads to.</param>
/// <param name="ShareUnits">In units of <see cref="Domain.Money.Amount"/>; meaningful when the rule has a share.</param>
/// <param name="AmountUnits">Likewise.</param>
/// <param name="Span">Meaningful when the rule has a span.</param>
/// <param name="Source">The nearest place where any of it was set.</param>
[GenerateSerializer, Immutable, Alias("scout.RuleView")]
public sealed record RuleView(
    [property: Id(0)] BrokenRules Rule, [property: Id(1)] RuleAction Action, [property: Id(2)] long ShareUnits, [property: Id(3)] long AmountUnits,
    [property: Id(4)] TimeSpan Span, [property: Id(5)] RuleSource Source);

/// <param name="Rule">Exactly one bit.</param>
/// <param name="Action">Null stays.</param>
/// <param name="ShareUnits">Null stays. In units of <see cref="Domain.Money.Amount"/>.</param>
/// <param name="AmountUnits">Likewise.</param>
/// <param name="Span">Null stays.</param>
/// <param name="Reset">Takes away what was changed here before, so that what is set further out applies again; the other members are null then.</param>
[GenerateSerializer, Immutable, Alias("scout.RuleChange")]
public sealed record RuleChange(
    [property: Id(0)] BrokenRules Rule, [property: Id(1)] RuleAction? Action = null, [property: Id(2)] long? ShareUnits = null,
    [property: Id(3)] long? AmountUnits = null, [property: Id(4)] TimeSpan? Span = null, [property: Id(5)] bool Reset = false);
