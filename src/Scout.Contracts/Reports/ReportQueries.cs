using Scout.Domain.Stores;

namespace Scout.Contracts.Reports;

/// <summary>One end of a span as a reader names it: a business day or an instant. Exactly one of the two is set.</summary>
[GenerateSerializer, Immutable, Alias("scout.SpanEdge")]
public readonly record struct SpanEdge([property: Id(0)] DateOnly? Date, [property: Id(1)] DateTimeOffset? Instant)
{
    /// <summary>The instant that this edge is, where a date is the start of that business day.</summary>
    public DateTimeOffset InstantIn(StoreCalendar calendar) => Instant?.ToUniversalTime() ?? calendar.StartOf(Date!.Value);

    /// <summary>The first business day that begins at this edge or after it.</summary>
    public DateOnly DayIn(StoreCalendar calendar)
    {
        if (Date is { } date)
            return date;
        var day = calendar.DayOf(Instant!.Value);
        return calendar.StartOf(day) >= Instant || day == DateOnly.MaxValue ? day : day.AddDays(1);
    }
}

/// <summary>The length of a bucket.</summary>
public enum SeriesBy : byte
{
    Hour,
    Day,
}

/// <summary>What is summed in a bucket.</summary>
public enum SeriesMetric : byte
{
    Revenue,
    Transactions,
    Items,
}

/// <param name="By">Local hours or business days.</param>
/// <param name="Metric">What is summed.</param>
/// <param name="From">Buckets that begin at or after this; null is today by the hour, the last 30 days by the day.</param>
/// <param name="To">Buckets that begin before this; null is the end of today.</param>
[GenerateSerializer, Immutable, Alias("scout.SeriesQuery")]
public sealed record SeriesQuery(
    [property: Id(0)] SeriesBy By, [property: Id(1)] SeriesMetric Metric, [property: Id(2)] SpanEdge? From, [property: Id(3)] SpanEdge? To);

/// <summary>What a ranking goes by.</summary>
public enum RankingBy : byte
{
    Revenue,
    Units,
    Transactions,
}

/// <param name="By">What ranks.</param>
/// <param name="Rows">At most so many of each currency; 1 to 1,000.</param>
/// <param name="From">Business days that begin at or after this; null is from the beginning.</param>
/// <param name="To">Business days that begin before this; null is to the end.</param>
/// <param name="Window">Days as a summary names them, in place of both ends; null when those count. Not the sliding 24 hours.</param>
/// <param name="Date">The date of a window that is one.</param>
[GenerateSerializer, Immutable, Alias("scout.RankingQuery")]
public sealed record RankingQuery(
    [property: Id(0)] RankingBy By, [property: Id(1)] int Rows, [property: Id(2)] SpanEdge? From, [property: Id(3)] SpanEdge? To,
    [property: Id(4)] SummaryWindowKind? Window, [property: Id(5)] DateOnly Date);
