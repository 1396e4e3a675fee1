using System.ComponentModel.DataAnnotations;

namespace Scout.Grains.Checks;

/// <summary>Pace and bounds of the sanity checks of silver. Section <c>Scout:Checks</c>.</summary>
public sealed class CheckOptions
{
    public const string Section = "Scout:Checks";

    /// <summary>How often they run by themselves. Default 10 min; 1 min to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Period { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How often one of those runs looks at everything, also where silver is large. Default 1 day; 0 never; at most 365 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan FullPeriod { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Up to this many rows of silver every run looks at everything. Default 200,000; 0 to 100,000,000.</summary>
    [Range(0, 100_000_000)]
    public int SmallTransactionsMax { get; set; } = 200_000;

    /// <summary>Events and lines that one statement looks at; a single event may have more. Default 5,000; 100 to 100,000.</summary>
    [Range(100, 100_000)]
    public int SliceRowsMax { get; set; } = 5_000;

    /// <summary>
    /// Failures of each check that are kept by their events, as many again of those that a verdict explains; beyond it they are only
    /// counted, and the count is then the least there are. Default 1,000; 10 to 100,000.
    /// </summary>
    [Range(10, 100_000)]
    public int FailuresKeptMax { get; set; } = 1_000;
}
