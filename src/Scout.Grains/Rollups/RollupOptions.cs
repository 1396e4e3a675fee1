using System.ComponentModel.DataAnnotations;

namespace Scout.Grains.Rollups;

/// <summary>Pace and bounds of rollups. Section <c>Scout:Rollup</c>.</summary>
public sealed class RollupOptions
{
    public const string Section = "Scout:Rollup";

    /// <summary>Shortest time between two rollups of a shard. Longer makes fewer, larger ones. Default 1 s; 10 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often positions are compared even when no hint came. Default 5 s; 100 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Transactions in one rollup; the promotion that reaches it is taken whole. Default 5,000; 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int RowsMax { get; set; } = 5_000;

    /// <summary>A shard whose oldest transaction waits longer than this for gold is overdue. Default 10 s; 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan OverdueAfter { get; set; } = TimeSpan.FromSeconds(10);
}
