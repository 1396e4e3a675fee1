using Scout.Contracts.Reports;
using Scout.Domain.Stores;

namespace Scout.Grains.Reports;

/// <summary>The business days that a ranking is asked for.</summary>
internal static class RankingSpan
{
    // Wide enough for every transaction that the door lets in, and within the range of every column.
    public static readonly DateOnly Beginning = new(1969, 12, 1);
    public static readonly DateOnly End = new(9999, 1, 1);

    public static (DateOnly From, DateOnly To, ReportFault? Fault) Of(RankingQuery query, StoreCalendar calendar, DateTimeOffset now)
    {
        var today = calendar.DayOf(now);
        switch (query.Window)
        {
            case SummaryWindowKind.Today:
                return (today, today.AddDays(1), null);
            case SummaryWindowKind.Days7:
                return (today.AddDays(-6), today.AddDays(1), null);
            case SummaryWindowKind.Date:
                return (query.Date, query.Date == DateOnly.MaxValue ? query.Date : query.Date.AddDays(1), null);
            case SummaryWindowKind.Hours24:
                return (default, default, new ReportFault("window", "must be today, 7d or a date such as 2025-01-24: rankings go by whole days"));
            default:
                var (from, to) = (query.From?.DayIn(calendar) ?? Beginning, query.To?.DayIn(calendar) ?? End);
                return (from, to, from > to ? SeriesBuckets.Backward : null);
        }
    }

    /// <summary>A day as an answer names it: null where the span is open.</summary>
    public static DateOnly? Named(DateOnly day) => day == Beginning || day == End ? null : day;
}
