using System.ComponentModel.DataAnnotations;
using Scout.Domain.Money;
using Scout.Domain.Quality;

namespace Scout.Grains.Quality;

/// <summary>The quality rules where nobody changed them over <c>/v1/quality/rules</c>. Section <c>Scout:Quality</c>.</summary>
public sealed class QualityOptions
{
    public const string Section = "Scout:Quality";

    /// <summary>Default Quarantine.</summary>
    public RuleAction NegativeAmountAction { get; set; } = RuleAction.Quarantine;

    /// <summary>Default Quarantine.</summary>
    public RuleAction LineSumMismatchAction { get; set; } = RuleAction.Quarantine;

    /// <summary>Difference tolerated as a share of the total. Default 0.01; 0 to 1.</summary>
    [Range(typeof(decimal), "0", "1")]
    public decimal LineSumMismatchShare { get; set; } = 0.01m;

    /// <summary>Difference always tolerated. Default 0.01; 0 to 1,000,000.</summary>
    [Range(typeof(decimal), "0", "1000000")]
    public decimal LineSumMismatchAmount { get; set; } = 0.01m;

    /// <summary>Default Quarantine.</summary>
    public RuleAction FutureTimestampAction { get; set; } = RuleAction.Quarantine;

    /// <summary>How far ahead of its receipt an event may be. Default 24 h; 0 to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan FutureTimestampAhead { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Default Flag.</summary>
    public RuleAction AmountLimitAction { get; set; } = RuleAction.Flag;

    /// <summary>Absolute total above which the rule is broken, in stores whose profile has no limit. Default 10,000; 0 to 999,999,999,999.</summary>
    [Range(typeof(decimal), "0", "999999999999")]
    public decimal AmountLimitAmount { get; set; } = 10_000;

    /// <summary>Default Flag.</summary>
    public RuleAction LineMathAction { get; set; } = RuleAction.Flag;

    /// <summary>Difference tolerated as a share of the line amount. Default 0.01; 0 to 1.</summary>
    [Range(typeof(decimal), "0", "1")]
    public decimal LineMathShare { get; set; } = 0.01m;

    /// <summary>Difference always tolerated. Default 0.01; 0 to 1,000,000.</summary>
    [Range(typeof(decimal), "0", "1000000")]
    public decimal LineMathAmount { get; set; } = 0.01m;

    /// <summary>Default Flag.</summary>
    public RuleAction LateEventAction { get; set; } = RuleAction.Flag;

    /// <summary>How far behind its store's watermark an event may be. Default 30 min; 0 to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan LateEventBehind { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How soon a change of the rules reaches the other silos. Default 1 s; 100 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan RulesPollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a void or a correction waits for a transaction that is still on its way to silver. Default 3 s; 0 to 6 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:06")]
    public TimeSpan PromotionPatience { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The settings as rules.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit has more than four places.</exception>
    public QualityRules ToRules() => QualityRules.Default
        .With(BrokenRules.NegativeAmount, new RuleSetting(NegativeAmountAction))
        .With(BrokenRules.LineSumMismatch, new RuleSetting(LineSumMismatchAction, Amount.FromDecimal(LineSumMismatchShare), Amount.FromDecimal(LineSumMismatchAmount)))
        .With(BrokenRules.FutureTimestamp, new RuleSetting(FutureTimestampAction, Span: FutureTimestampAhead))
        .With(BrokenRules.AmountLimit, new RuleSetting(AmountLimitAction, Amount: Amount.FromDecimal(AmountLimitAmount)))
        .With(BrokenRules.LineMath, new RuleSetting(LineMathAction, Amount.FromDecimal(LineMathShare), Amount.FromDecimal(LineMathAmount)))
        .With(BrokenRules.LateEvent, new RuleSetting(LateEventAction, Span: LateEventBehind));
}
