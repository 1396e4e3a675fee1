using System.ComponentModel.DataAnnotations;

namespace Scout.Grains.Alerts;

/// <summary>When alerts are raised and how their news are delivered. Section <c>Scout:Alerts</c>, whose receivers the silo reads.</summary>
public sealed class AlertOptions
{
    public const string Section = "Scout:Alerts";

    /// <summary>How often checks and quarantine are looked at. Default 1 s; 100 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the stages of the pipeline are looked at. Default 5 s; 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StagesInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often silent stores are looked for. Default 5 min; 10 s to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan SilentStoresInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Share of a store's transactions of the last 15 minutes that are set aside, in percent, from which on it is alarming. Default 5; 0.01 to 100.</summary>
    [Range(typeof(decimal), "0.01", "100")]
    public decimal QuarantinedPercent { get; set; } = 5;

    /// <summary>How many there must be besides. Default 1; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int QuarantinedMin { get; set; } = 1;

    /// <summary>How long a rate or a stage must be well again before its alert is resolved. Default 1 min; 0 to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ResolveAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a cause is silenced that a person resolved. Default 1 h; 0 to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan SilenceFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Without a transaction for this long a store is silent. Default 1 h; 15 min to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:15:00", "1.00:00:00")]
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What a store must have sold on average in the same time of the weeks before, for its silence to be alarming. Default 5; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int SilentSalesMin { get; set; } = 5;

    /// <summary>Alerts that stand at once; beyond it none is raised until some are resolved. Default 10,000; 10 to 100,000.</summary>
    [Range(10, 100_000)]
    public int StandingMax { get; set; } = 10_000;

    /// <summary>Stores whose rates are looked at, those with most set aside first. Default 500; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int RateStoresMax { get; set; } = 500;

    /// <summary>Attempts to deliver one piece of news; then it is given up. Default 20; 1 to 100.</summary>
    [Range(1, 100)]
    public int DeliveryAttemptsMax { get; set; } = 20;

    /// <summary>Wait before the second attempt; it doubles with each. Default 500 ms; 10 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan DeliveryRetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two attempts. Default 15 min; 1 s to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan DeliveryRetryDelayMax { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Age from which on news are not tried again. Default 1 day; 1 min to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan DeliveryAgeMax { get; set; } = TimeSpan.FromDays(1);
}
