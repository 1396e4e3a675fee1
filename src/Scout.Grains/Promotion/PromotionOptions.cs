using System.ComponentModel.DataAnnotations;

namespace Scout.Grains.Promotion;

/// <summary>Pace and bounds of promotion. Section <c>Scout:Promotion</c>.</summary>
public sealed class PromotionOptions
{
    public const string Section = "Scout:Promotion";

    /// <summary>Shortest time between two promotions of a shard. Longer makes fewer, larger ones. Default 100 ms; 10 ms to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often the pending list is read even when no hint came. Default 1 s; 100 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Events in one promotion. Default 2,000; 1 to 20,000.</summary>
    [Range(1, 20_000)]
    public int BatchEventsMax { get; set; } = 2_000;

    /// <summary>Bytes of bodies in one promotion; a single range may be larger, and is then promoted alone. Default 8 MiB; 64 KiB to 256 MiB.</summary>
    [Range(typeof(long), "65536", "268435456")]
    public long BatchBytesMax { get; set; } = 8L << 20;

    /// <summary>
    /// Transactions kept in memory for promotion, over all shards, counted by the bytes of their bodies; beyond it they are read back
    /// from bronze. Default 32 MiB; 0 to 4 GiB.
    /// </summary>
    [Range(typeof(long), "0", "4294967296")]
    public long HandoverBytesMax { get; set; } = 32L << 20;

    /// <summary>A shard whose oldest event waits longer than this is overdue. Default 10 s; 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan OverdueAfter { get; set; } = TimeSpan.FromSeconds(10);
}
