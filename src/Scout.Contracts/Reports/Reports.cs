using Scout.Domain.Stores;

namespace Scout.Contracts.Reports;

/// <summary>What every answer about figures carries.</summary>
[GenerateSerializer, Immutable, Alias("scout.Report")]
public abstract record Report
{
    /// <summary>The figures include everything that was in silver at this moment, and may include more.</summary>
    [Id(0)]
    public DateTimeOffset AsOf { get; init; }

    /// <summary>The greatest event time seen; null before the first transaction.</summary>
    [Id(1)]
    public DateTimeOffset? Watermark { get; init; }

    /// <summary>How many of the transactions in the answer arrived late; of the main currency.</summary>
    [Id(2)]
    public long Late { get; init; }

    /// <summary>IANA name of the zone that days and hours are cut in; of the chain: the one that most stores keep.</summary>
    [Id(3)]
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The main currency: the store's own; of the chain: the one of most stores.</summary>
    [Id(4)]
    public string Currency { get; init; } = "";

    /// <summary>What is wrong with the question; then nothing else is set.</summary>
    [Id(5)]
    public ReportFault? Fault { get; init; }
}

/// <param name="Path">The parameter at fault.</param>
/// <param name="Text">What it must be.</param>
[GenerateSerializer, Immutable, Alias("scout.ReportFault")]
public sealed record ReportFault([property: Id(0)] string Path, [property: Id(1)] string Text);

/// <summary>A value for each bucket of a span, empty buckets included.</summary>
[GenerateSerializer, Immutable, Alias("scout.SeriesReport")]
public sealed record SeriesReport : Report
{
    /// <summary>The main currency first, always; then others in the order of their codes. Each has a point for every bucket.</summary>
    [Id(0)]
    public List<SeriesLine> Lines { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("scout.SeriesLine")]
public sealed record SeriesLine([property: Id(0)] string Currency, [property: Id(1)] List<SeriesPoint> Points);

/// <param name="At">Start of the bucket, UTC.</param>
/// <param name="Value">The sum; zero without a transaction.</param>
[GenerateSerializer, Immutable, Alias("scout.SeriesPoint")]
public readonly record struct SeriesPoint([property: Id(0)] DateTimeOffset At, [property: Id(1)] decimal Value);

/// <summary>The first products, brands, categories, stores or regions.</summary>
[GenerateSerializer, Immutable, Alias("scout.RankingReport")]
public sealed record RankingReport : Report
{
    /// <summary>First business day; null is the beginning.</summary>
    [Id(0)]
    public DateOnly? From { get; init; }

    /// <summary>The business day after the last; null is the end.</summary>
    [Id(1)]
    public DateOnly? To { get; init; }

    /// <summary>The main currency first, always; then others in the order of their codes. Greatest first, equals by key.</summary>
    [Id(2)]
    public List<RankedLine> Lines { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("scout.RankedLine")]
public sealed record RankedLine([property: Id(0)] string Currency, [property: Id(1)] List<RankedRow> Rows);

/// <summary>A row of a ranking; which members are set depends on what is ranked.</summary>
[GenerateSerializer, Immutable, Alias("scout.RankedRow")]
public sealed record RankedRow
{
    /// <summary>Product or store id; brand, category or region as sent, empty for what names none.</summary>
    [Id(0)]
    public required string Key { get; init; }

    [Id(1)]
    public string? Name { get; init; }

    [Id(2)]
    public string? Brand { get; init; }

    [Id(3)]
    public string? Category { get; init; }

    [Id(4)]
    public string? Region { get; init; }

    /// <summary>Lines of transactions; of stores and regions: <see cref="StoreFigures.Items"/>.</summary>
    [Id(5)]
    public long Lines { get; init; }

    [Id(6)]
    public decimal Units { get; init; }

    [Id(7)]
    public decimal Revenue { get; init; }

    /// <summary>Of stores and regions.</summary>
    [Id(8)]
    public long Transactions { get; init; }

    /// <summary>How many stores a region has.</summary>
    [Id(9)]
    public int Stores { get; init; }
}
