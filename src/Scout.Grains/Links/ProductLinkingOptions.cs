using System.ComponentModel.DataAnnotations;

namespace Scout.Grains.Links;

/// <summary>When a mention is linked, and pace and bounds of deciding. Section <c>Scout:Linking</c>.</summary>
public sealed class ProductLinkingOptions
{
    public const string Section = "Scout:Linking";

    /// <summary>Confidence from which a mention is linked without a person. A change decides every mention again. Default 0.90; 0.5 to 1.</summary>
    [Range(0.5, 1.0)]
    public decimal LinkAt { get; set; } = 0.90m;

    /// <summary>Confidence from which a mention is put to review; not above <see cref="LinkAt"/>. Default 0.60; 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public decimal ReviewAt { get; set; } = 0.60m;

    /// <summary>How often a silo asks whether the catalogue changed. Default 1 s; 100 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan CatalogPollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the linker looks for mentions even when no hint came. Default 2 s; 100 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Mentions that are decided and written together. Default 1,000; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int BatchMax { get; set; } = 1_000;

    /// <summary>The stage is overdue when a mention waits longer than this to be decided first. Default 1 min; 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan OverdueAfter { get; set; } = TimeSpan.FromMinutes(1);
}
