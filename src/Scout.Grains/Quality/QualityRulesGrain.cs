using Scout.Contracts.Quality;
using Scout.Contracts.Stores;
using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Quality;

namespace Scout.Grains.Quality;

/// <summary>Reads and changes the rules. One activation, so that two changes of one rule are merged one after the other.</summary>
internal sealed class QualityRulesGrain(IQualityRuleStore store, RuleBook book, TimeProvider time) : Grain, IQualityRulesGrain
{
    public async ValueTask<List<RuleView>?> FindAsync(string? storeId)
    {
        var (isKnown, profile) = await FindScopeAsync(storeId);
        return isKnown ? ToViews(await book.RefreshAsync(), profile) : null;
    }

    public async ValueTask<List<RuleView>?> SaveAsync(string? storeId, List<RuleChange> changes, OperatorAct act)
    {
        var (isKnown, profile) = await FindScopeAsync(storeId);
        if (!isKnown)
            return null;
        var present = await book.RefreshAsync();
        var rules = profile is null ? present.Chain : present.For(profile);
        var overrides = changes.FindAll(change => Differs(rules[change.Rule], change)).ConvertAll(change => Merge(present, profile?.StoreId, change));
        if (overrides.Count > 0)
            _ = await store.SaveAsync(overrides, new AuditedAct(time.GetUtcNow(), act.By, act.Reason), CancellationToken.None);
        return ToViews(await book.RefreshAsync(), profile);
    }

    private async ValueTask<(bool IsKnown, StoreProfile? Profile)> FindScopeAsync(string? storeId)
    {
        if (storeId is null)
            return (true, null);
        var profile = await GrainFactory.GetGrain<IStoreGrain>(storeId).FindProfileAsync();
        return (profile is not null, profile);
    }

    // What GET answered may be sent back: a setting that is repeated is not thereby set here.
    private static bool Differs(RuleSetting present, RuleChange change) => change.Reset
        || (change.Action ?? present.Action) != present.Action
        || (ToAmount(change.ShareUnits) ?? present.Share) != present.Share
        || (ToAmount(change.AmountUnits) ?? present.Amount) != present.Amount
        || (change.Span ?? present.Span) != present.Span;

    private static RuleOverride Merge(RuleSet present, StoreId? scope, RuleChange change)
    {
        if (change.Reset)
            return new RuleOverride(scope, change.Rule);
        var known = present.FindChange(scope, change.Rule);
        return new RuleOverride(
            scope, change.Rule, change.Action ?? known?.Action, ToAmount(change.ShareUnits) ?? known?.Share,
            ToAmount(change.AmountUnits) ?? known?.Amount, change.Span ?? known?.Span);
    }

    private static List<RuleView> ToViews(RuleSet set, StoreProfile? profile)
    {
        var rules = profile is null ? set.Chain : set.For(profile);
        return [.. RuleCatalog.All.Select(info => ToView(info.Rule, rules[info.Rule], set.SourceOf(profile, info.Rule)))];
    }

    private static RuleView ToView(BrokenRules rule, RuleSetting setting, RuleSource source) =>
        new(rule, setting.Action, setting.Share.Units, setting.Amount.Units, setting.Span, source);

    private static Amount? ToAmount(long? units) => units is { } present ? new Amount(present) : null;
}
