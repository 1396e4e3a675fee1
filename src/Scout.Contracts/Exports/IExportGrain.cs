using Scout.Contracts.Reports;
using Scout.Domain;

namespace Scout.Contracts.Exports;

/// <summary>Reads whole layers in pages. Any silo answers; nothing is kept between pages but the cursor that the caller holds.</summary>
[Alias("scout.IExportGrain")]
public interface IExportGrain : IGrainWithIntegerKey
{
    /// <exception cref="StorageUnavailableException">Try again.</exception>
    [Alias("ReadPage")]
    ValueTask<ExportPage> ReadPageAsync(ExportQuery query, string? cursor, CancellationToken cancellationToken);
}

/// <summary>What is exported.</summary>
public enum ExportTable : byte
{
    /// <summary>Bodies as they arrived; the span is that of receipt, days are UTC's.</summary>
    Bronze,

    /// <summary>Entries with their lines; the span is that of event time.</summary>
    Silver,

    /// <summary>Business days of stores.</summary>
    GoldDays,

    /// <summary>Local hours of stores.</summary>
    GoldHours,
}

/// <param name="Table">What.</param>
/// <param name="Store">Only this store; null is every one, in the order of their ids.</param>
/// <param name="From">Inclusive; null is the beginning.</param>
/// <param name="To">Exclusive; null is the end.</param>
/// <param name="Csv">Rows of commas instead of lines of JSON.</param>
[GenerateSerializer, Immutable, Alias("scout.ExportQuery")]
public sealed record ExportQuery(
    [property: Id(0)] ExportTable Table, [property: Id(1)] string? Store, [property: Id(2)] SpanEdge? From, [property: Id(3)] SpanEdge? To,
    [property: Id(4)] bool Csv);

/// <param name="Text">Whole lines as UTF-8; may be empty before the end.</param>
/// <param name="Cursor">Where the next page begins; null after the last.</param>
[GenerateSerializer, Immutable, Alias("scout.ExportPage")]
public sealed record ExportPage([property: Id(0)] ReadOnlyMemory<byte> Text, [property: Id(1)] string? Cursor);
