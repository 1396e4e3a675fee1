using Scout.Contracts.Quality;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;

namespace Scout.Grains.Quality;

/// <summary>All rules of the chain at one version: the settings, the chain's changes, and those of single stores.</summary>
internal sealed class RuleSet
{
    private readonly QualityRules _settings;
    private readonly Dictionary<string, Dictionary<BrokenRules, RuleOverride>> _changes;

    public RuleSet(QualityRules settings)
        : this(settings, [], 0)
    {
    }

    private RuleSet(QualityRules settings, Dictionary<string, Dictionary<BrokenRules, RuleOverride>> changes, long version)
    {
        (_settings, _changes, Version) = (settings, changes, version);
        Chain = changes.GetValueOrDefault("") is { } chain ? chain.Values.Aggregate(settings, (rules, change) => rules.With(change)) : settings;
    }

    /// <summary>Of the latest change that is in here.</summary>
    public long Version { get; }

    /// <summary>The rules of a store that has nothing of its own.</summary>
    public QualityRules Chain { get; }

    /// <summary>The same with later changes put in.</summary>
    public RuleSet With(long version, IReadOnlyList<RuleOverride> changes)
    {
        var merged = _changes.ToDictionary(scope => scope.Key, scope => new Dictionary<BrokenRules, RuleOverride>(scope.Value), StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var scope = change.Store?.Value ?? "";
            if (!merged.TryGetValue(scope, out var rules))
                merged.Add(scope, rules = []);
            rules[change.Rule] = change;
        }

        return new RuleSet(_settings, merged, version);
    }

    /// <summary>The rules of one store: its own changes, over the limit of its profile, over the chain.</summary>
    public QualityRules For(StoreProfile profile)
    {
        var rules = Chain;
        if (profile.AmountLimit is { } limit)
            rules = rules.With(BrokenRules.AmountLimit, rules[BrokenRules.AmountLimit] with { Amount = limit });
        return _changes.GetValueOrDefault(profile.StoreId.Value) is { } own ? own.Values.Aggregate(rules, (present, change) => present.With(change)) : rules;
    }

    /// <summary>What was changed about a rule for the chain (null) or for one store; null when nothing was.</summary>
    public RuleOverride? FindChange(StoreId? store, BrokenRules rule) =>
        _changes.GetValueOrDefault(store?.Value ?? "")?.GetValueOrDefault(rule) is { } change && !IsEmpty(change) ? change : null;

    /// <summary>The nearest place where any part of a rule is set.</summary>
    public RuleSource SourceOf(StoreProfile? profile, BrokenRules rule)
    {
        if (profile is not null && FindChange(profile.StoreId, rule) is not null)
            return RuleSource.Store;
        if (profile?.AmountLimit is not null && rule == BrokenRules.AmountLimit)
            return RuleSource.Profile;
        return FindChange(null, rule) is null ? RuleSource.Settings : RuleSource.Chain;
    }

    private static bool IsEmpty(RuleOverride change) => change is { Action: null, Share: null, Amount: null, Span: null };
}
