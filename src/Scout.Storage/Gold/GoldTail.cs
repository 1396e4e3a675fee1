using System.Runtime.InteropServices;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;

namespace Scout.Storage.Gold;

/// <summary>Silver beyond gold, summed by store, minute and currency, and cut as gold of each store is: what an answer adds to its rows of gold.</summary>
/// <remarks>By minutes, because no zone changes and no business day starts within one since long before any till.</remarks>
public sealed class GoldTail
{
    private readonly List<Part> _parts = [];
    private readonly Dictionary<string, (TailPlace Place, StoreClock Clock)> _places = new(StringComparer.Ordinal);

    /// <summary>Says how a store is cut; before any of its rows.</summary>
    public void Place(string store, TailPlace place)
    {
        var calendar = place.FindCalendar();
        _places.Add(store, (place, new StoreClock(calendar)));
    }

    /// <param name="store">One that was placed.</param>
    /// <param name="minute">Start of a minute of event time.</param>
    /// <param name="currency">As sent; null is the store's own.</param>
    /// <param name="figures">The sums.</param>
    public void Add(string store, DateTimeOffset minute, string? currency, in StoreFigures figures)
    {
        var (place, clock) = _places[store];
        var at = clock.PlaceOf(minute);
        _parts.Add(new Part(store, at.Day, at.HourStart, currency ?? place.Currency, figures));
    }

    /// <summary>Adds the tail of the days <c>[from, to)</c> to rows of gold.</summary>
    public List<DayFigures> AddTo(IEnumerable<DayFigures> gold, DateOnly from, DateOnly to) => Merge(
        gold.Select(row => ((row.Day, row.Currency), row.Figures, row.RestatedAt)),
        _parts.Where(part => part.Day >= from && part.Day < to).Select(part => ((part.Day, part.Currency), part.Figures)),
        (key, figures, restatedAt) => new DayFigures(key.Item1, key.Item2, figures, restatedAt));

    /// <summary>Adds the tail of the hours that begin in a span to rows of gold.</summary>
    public List<HourFigures> AddTo(IEnumerable<HourFigures> gold, DateTimeOffset from, DateTimeOffset to) => Merge(
        gold.Select(row => ((row.Hour, row.Currency), row.Figures, row.RestatedAt)),
        Between(from, to).Select(part => ((part.Hour, part.Currency), part.Figures)),
        (key, figures, restatedAt) => new HourFigures(key.Item1, key.Item2, figures, restatedAt));

    /// <summary>Adds the tail of the hours that begin in a span to rows of gold.</summary>
    public List<StoreHourFigures> AddTo(IEnumerable<StoreHourFigures> gold, DateTimeOffset from, DateTimeOffset to) => Merge(
        gold.Select(row => ((row.StoreId.Value, row.Hour, row.Currency), row.Figures, (DateTimeOffset?)null)),
        Between(from, to).Select(part => ((part.Store, part.Hour, part.Currency), part.Figures)),
        (key, figures, _) => new StoreHourFigures(StoreId.FromStored(key.Item1), key.Item2, key.Item3, figures));

    /// <summary>Adds the tail of each store's span to rows of gold.</summary>
    public List<StoreSums> AddTo(IEnumerable<StoreSums> gold, IReadOnlyList<StoreDaySpan> spans)
    {
        var asked = spans.ToDictionary(span => span.StoreId.Value, StringComparer.Ordinal);
        return Merge(
            gold.Select(row => ((row.StoreId.Value, row.Currency), row.Figures, row.RestatedAt)),
            _parts.Where(part => asked.TryGetValue(part.Store, out var span) && part.Day >= span.From && part.Day < span.To)
                .Select(part => ((part.Store, part.Currency), part.Figures)),
            (key, figures, restatedAt) => new StoreSums(StoreId.FromStored(key.Item1), key.Item2, figures, restatedAt));
    }

    private IEnumerable<Part> Between(DateTimeOffset from, DateTimeOffset to) => _parts.Where(part => part.Hour >= from && part.Hour < to);

    private static List<TRow> Merge<TKey, TRow>(
        IEnumerable<(TKey Key, StoreFigures Figures, DateTimeOffset? RestatedAt)> gold, IEnumerable<(TKey Key, StoreFigures Figures)> tail,
        Func<TKey, StoreFigures, DateTimeOffset?, TRow> make)
        where TKey : notnull
    {
        // Rows of gold may share a key too: one that names its store's currency, and one that names none.
        var merged = new Dictionary<TKey, (StoreFigures Figures, DateTimeOffset? RestatedAt)>();
        foreach (var (key, figures, restatedAt) in gold)
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(merged, key, out _);
            sum = (sum.Figures + figures, FigureSums.Later(sum.RestatedAt, restatedAt));
        }

        foreach (var (key, figures) in tail)
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(merged, key, out _);
            sum.Figures += figures;
        }

        return [.. merged.Select(one => make(one.Key, one.Value.Figures, one.Value.RestatedAt))];
    }

    private readonly record struct Part(string Store, DateOnly Day, DateTimeOffset Hour, string Currency, StoreFigures Figures);
}

/// <summary>How the tail of a store is cut.</summary>
/// <param name="TimeZone">Of its gold, or of its profile while it has none.</param>
/// <param name="BusinessDayStart">Likewise.</param>
/// <param name="Currency">Of what names none.</param>
public readonly record struct TailPlace(string TimeZone, TimeOnly BusinessDayStart, string Currency)
{
    /// <summary>Its calendar; in UTC where this machine does not know the zone, as rollups do.</summary>
    public StoreCalendar FindCalendar() => new StoreCut(TimeZone, BusinessDayStart, Currency).FindCalendar() ?? new StoreCalendar(TimeZoneInfo.Utc, BusinessDayStart);
}
