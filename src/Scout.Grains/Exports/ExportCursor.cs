using System.Globalization;
using Scout.Storage.Reports;

namespace Scout.Grains.Exports;

/// <summary>Where a page of an export begins: the store, and the last row of it that was read; or the store before, when it is done with.</summary>
/// <remarks>Never leaves the cluster, so its form is free. A tab cannot stand in an identifier.</remarks>
internal readonly record struct ExportCursor(string Store, bool IsDone, string Place)
{
    private const char Separator = '\t';

    public static ExportCursor? Parse(string? text) =>
        text?.Split(Separator, 3) is [var store, var done, var place] ? new ExportCursor(store, done == "1", place) : null;

    public override string ToString() => string.Join(Separator, Store, IsDone ? "1" : "0", Place);

    public static ExportCursor After(string store, BronzeRow row) => new(store, IsDone: false, string.Create(CultureInfo.InvariantCulture, $"{row.Revision}:{row.TransactionId}"));

    public static ExportCursor After(string store, SilverRow row) =>
        new(store, IsDone: false, string.Create(CultureInfo.InvariantCulture, $"{row.OccurredAt.UtcTicks}:{row.EventId.Value}:{row.Entry}"));

    public BronzePlace ToBronze()
    {
        var colon = Place.IndexOf(':', StringComparison.Ordinal);
        return new BronzePlace(Place[(colon + 1)..], int.Parse(Place[..colon], CultureInfo.InvariantCulture));
    }

    public SilverPlace ToSilver()
    {
        var parts = Place.Split(':');
        return new SilverPlace(
            new DateTimeOffset(long.Parse(parts[0], CultureInfo.InvariantCulture), TimeSpan.Zero), long.Parse(parts[1], CultureInfo.InvariantCulture),
            int.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
