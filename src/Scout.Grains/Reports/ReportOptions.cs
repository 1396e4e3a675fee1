using System.ComponentModel.DataAnnotations;

namespace Scout.Grains.Reports;

/// <summary>How answers about figures are shared. Section <c>Scout:Reports</c>.</summary>
public sealed class ReportOptions
{
    public const string Section = "Scout:Reports";

    /// <summary>How long an answer serves everyone who asks the same, whatever was sold meanwhile. Default 500 ms; 0 to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan AnswersKeptFor { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long an answer serves while nothing is sold. It bounds how late a changed profile shows. Default 5 s; 0 to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan IdleAnswersKeptFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Answers kept for the chain in each silo, and for each store. Default 64; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int AnswersMax { get; set; } = 64;
}
