using Scout.Contracts.Reports;
using Scout.Domain.Stores;

namespace Scout.Grains.Reports;

/// <summary>Cuts a span into the buckets of a series, and fills them.</summary>
internal static class SeriesBuckets
{
    private const int HourDaysMax = 92;
    private const int DaysMax = 3_660;
    private const int DaysDefault = 30;

    /// <returns>The start of each local hour that begins in the span; or what is wrong with it.</returns>
    public static (List<DateTimeOffset> Starts, ReportFault? Fault) Hours(SeriesQuery query, StoreCalendar calendar, DateTimeOffset now)
    {
        var today = calendar.SpanOf(calendar.DayOf(now));
        var (from, to) = (EdgeOfHours(query.From, calendar) ?? HourAt(today.From), EdgeOfHours(query.To, calendar) ?? today.To);
        if (query.From is { } first && query.To is null && from >= to)
            to = DayAfter(first.InstantIn(calendar));
        if (from > to)
            return ([], Backward);
        if (to - from > TimeSpan.FromDays(HourDaysMax))
            return ([], new ReportFault("to", $"may be at most {HourDaysMax} days after from when by is hour; ask by day for longer spans"));

        var starts = new List<DateTimeOffset>();
        var hour = calendar.HourOf(from);
        for (var at = hour.From < from ? hour.To : from; at < to; at = calendar.HourOf(at).To)
            starts.Add(at);
        return (starts, null);

        // A day that begins within an hour begins with that hour.
        DateTimeOffset HourAt(DateTimeOffset instant) => calendar.HourOf(instant).From;

        DateTimeOffset? EdgeOfHours(SpanEdge? edge, StoreCalendar own) =>
            edge is not { } given ? null : given.Date is null ? given.InstantIn(own) : HourAt(given.InstantIn(own));
    }

    /// <returns>Each business day that begins in the span; or what is wrong with it.</returns>
    public static (List<DateOnly> Days, ReportFault? Fault) Days(SeriesQuery query, StoreCalendar calendar, DateTimeOffset now)
    {
        var tomorrow = calendar.DayOf(now).AddDays(1);
        var to = query.To?.DayIn(calendar) ?? tomorrow;
        var from = query.From?.DayIn(calendar) ?? to.AddDays(-Math.Min(DaysDefault, to.DayNumber));
        if (query.To is null && from >= to)
            to = from < DateOnly.MaxValue ? from.AddDays(1) : from;
        if (from > to)
            return ([], Backward);
        if (to.DayNumber - from.DayNumber > DaysMax)
            return ([], new ReportFault("to", $"may be at most {DaysMax} days after from"));

        // A zone that changed sides of the date line has a date without a day: it would begin when the next one does, and hold its figures too.
        return ([.. Enumerable.Range(0, to.DayNumber - from.DayNumber).Select(from.AddDays).Where(day => calendar.StartOf(day) < calendar.SpanOf(day).To)], null);
    }

    private static DateTimeOffset DayAfter(DateTimeOffset instant) =>
        DateTimeOffset.MaxValue - instant > TimeSpan.FromDays(1) ? instant.AddDays(1) : DateTimeOffset.MaxValue;

    public static ReportFault Backward => new("to", "must not be before from");

    public static decimal ValueOf(StoreFigures figures, SeriesMetric metric) => metric switch
    {
        SeriesMetric.Revenue => figures.Revenue,
        SeriesMetric.Transactions => figures.Transactions,
        _ => figures.Items,
    };

    /// <summary>One line for each currency, the main one first, with a point for every bucket.</summary>
    public static List<SeriesLine> Fill(
        IReadOnlyList<DateTimeOffset> starts, string mainCurrency, SeriesMetric metric, IEnumerable<(DateTimeOffset At, string Currency, StoreFigures Figures)> rows)
    {
        var sums = new Dictionary<(string Currency, DateTimeOffset At), decimal>();
        var currencies = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (at, currency, figures) in rows)
        {
            sums[(currency, at)] = sums.GetValueOrDefault((currency, at)) + ValueOf(figures, metric);
            _ = currencies.Add(currency);
        }

        _ = currencies.Remove(mainCurrency);
        return [.. currencies.Prepend(mainCurrency).Select(currency => new SeriesLine(
            currency, [.. starts.Select(at => new SeriesPoint(at, StoreFigures.Normalise(sums.GetValueOrDefault((currency, at)))))]))];
    }
}
