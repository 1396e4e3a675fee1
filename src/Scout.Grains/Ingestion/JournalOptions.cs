using System.ComponentModel.DataAnnotations;

namespace Scout.Grains.Ingestion;

/// <summary>Bounds of a silo's bronze journal. Section <c>Scout:Journal</c>.</summary>
public sealed class JournalOptions
{
    public const string Section = "Scout:Journal";

    /// <summary>Events that may wait to be written. When they do, intake answers 429. Default 20,000; 1,000 to 1,000,000.</summary>
    [Range(1_000, 1_000_000)]
    public int QueueEventsMax { get; set; } = 20_000;

    /// <summary>Bytes of bodies that may wait to be written. When they do, intake answers 429. Default 64 MiB; 1 MiB to 4 GiB.</summary>
    [Range(1L << 20, 1L << 32)]
    public long QueueBytesMax { get; set; } = 64L << 20;

    /// <summary>Events in one write. Default 1,000; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int BatchEventsMax { get; set; } = 1_000;

    /// <summary>Bytes of bodies in one write. Default 4 MiB; 256 KiB to 64 MiB.</summary>
    [Range(256L << 10, 64L << 20)]
    public long BatchBytesMax { get; set; } = 4L << 20;
}
