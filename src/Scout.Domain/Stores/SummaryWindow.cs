using System.Globalization;

namespace Scout.Domain.Stores;

/// <summary>The span of time a summary is asked for.</summary>
public enum SummaryWindowKind : byte
{
    /// <summary>The store's current business day.</summary>
    Today,

    /// <summary>The 24 hours before now, to the minute.</summary>
    Hours24,

    /// <summary>The current business day and the six before it.</summary>
    Days7,

    /// <summary>One business day by its date.</summary>
    Date,
}

/// <summary>A window as a reader names it: <c>today</c>, <c>24h</c>, <c>7d</c> or <c>YYYY-MM-DD</c>.</summary>
public readonly record struct SummaryWindow(SummaryWindowKind Kind, DateOnly Date = default)
{
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    public static bool TryParse(string? text, out SummaryWindow window)
    {
        window = text switch
        {
            null or "today" => new SummaryWindow(SummaryWindowKind.Today),
            "24h" => new SummaryWindow(SummaryWindowKind.Hours24),
            "7d" => new SummaryWindow(SummaryWindowKind.Days7),
            _ => new SummaryWindow(SummaryWindowKind.Date),
        };
        if (window.Kind != SummaryWindowKind.Date)
            return true;
        var valid = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        window = new SummaryWindow(SummaryWindowKind.Date, date);
        return valid;
    }

    /// <summary>The half-open span <c>[from, to)</c> that this window means at a moment, in UTC.</summary>
    public (DateTimeOffset From, DateTimeOffset To) SpanAt(DateTimeOffset now, StoreCalendar calendar)
    {
        var today = calendar.DayOf(now);
        return Kind switch
        {
            SummaryWindowKind.Today => calendar.SpanOf(today),
            SummaryWindowKind.Hours24 => (FloorToMinute(now - OneDay), FloorToMinute(now).AddMinutes(1)),
            SummaryWindowKind.Days7 => (calendar.StartOf(today.AddDays(-6)), calendar.SpanOf(today).To),
            _ => calendar.SpanOf(Date),
        };
    }

    private static DateTimeOffset FloorToMinute(DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
