using Scout.Domain.Money;

namespace Scout.Domain.Quality;

/// <summary>The rules that apply to one store. Immutable; a change makes new ones.</summary>
public sealed class QualityRules
{
    /// <summary>The rules as they are where nobody set anything.</summary>
    public static readonly QualityRules Default = new(
    [
        new RuleSetting(RuleAction.Quarantine),
        new RuleSetting(RuleAction.Quarantine, Share: Amount.FromDecimal(0.01m), Amount: Amount.FromDecimal(0.01m)),
        new RuleSetting(RuleAction.Quarantine, Span: TimeSpan.FromHours(24)),
        new RuleSetting(RuleAction.Flag, Amount: Amount.FromDecimal(10_000)),
        new RuleSetting(RuleAction.Flag, Share: Amount.FromDecimal(0.01m), Amount: Amount.FromDecimal(0.01m)),
        new RuleSetting(RuleAction.Flag, Span: TimeSpan.FromMinutes(30)),
    ]);

    private readonly RuleSetting[] _settings;

    private QualityRules(RuleSetting[] settings)
    {
        _settings = settings;
        foreach (var rule in RuleCatalog.All)
        {
            if (this[rule.Rule].Action == RuleAction.Quarantine)
                Quarantining |= rule.Rule;
            else if (this[rule.Rule].Action == RuleAction.Reject)
                Rejecting |= rule.Rule;
        }
    }

    /// <summary>The rules that set a transaction aside.</summary>
    public BrokenRules Quarantining { get; }

    /// <summary>The rules that refuse a transaction.</summary>
    public BrokenRules Rejecting { get; }

    /// <param name="rule">Exactly one bit.</param>
    public RuleSetting this[BrokenRules rule] => _settings[RuleCatalog.IndexOf(rule)];

    /// <summary>The same rules but for one.</summary>
    public QualityRules With(BrokenRules rule, RuleSetting setting)
    {
        var settings = (RuleSetting[])_settings.Clone();
        settings[RuleCatalog.IndexOf(rule)] = setting;
        return new QualityRules(settings);
    }

    /// <summary>The same rules with one of them changed where the change says so.</summary>
    public QualityRules With(RuleOverride change)
    {
        var present = this[change.Rule];
        return With(change.Rule, new RuleSetting(
            change.Action ?? present.Action, change.Share ?? present.Share, change.Amount ?? present.Amount, change.Span ?? present.Span));
    }
}
