using System.Diagnostics.CodeAnalysis;

namespace Scout.Domain.Stores;

/// <summary>Cuts time into one store's business days: half-open spans from one local day start to the next.</summary>
/// <remarks>
/// A day is 23 or 25 hours long where the clocks change. A start that falls into the skipped hour moves to the first instant after it;
/// one that happens twice is the first of the two. So days never overlap and leave no gap.
/// </remarks>
public sealed class StoreCalendar(TimeZoneInfo zone, TimeOnly businessDayStart)
{
    /// <summary>The calendar of a profile.</summary>
    /// <exception cref="TimeZoneNotFoundException">The zone is unknown to this machine's zone database.</exception>
    public static StoreCalendar For(StoreProfile profile) =>
        new(TimeZoneInfo.FindSystemTimeZoneById(profile.TimeZone), profile.BusinessDayStart);

    /// <summary>Whether this machine knows the IANA zone of that name.</summary>
    public static bool IsZone([NotNullWhen(true)] string? name) =>
        !string.IsNullOrEmpty(name) && (name == "UTC" || name.Contains('/', StringComparison.Ordinal))
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    /// <summary>The business day that holds an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        var day = DateOnly.FromDateTime(local);
        if (TimeOnly.FromDateTime(local) < businessDayStart && day > DateOnly.MinValue)
            day = day.AddDays(-1);

        // The wall clock alone misplaces an instant when the clocks are set back across the day's start.
        if (instant < StartOf(day) && day > DateOnly.MinValue)
            return day.AddDays(-1);
        return day < DateOnly.MaxValue && instant >= StartOf(day.AddDays(1)) ? day.AddDays(1) : day;
    }

    /// <summary>The first instant of a business day, in UTC.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var local = day.ToDateTime(businessDayStart, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        var ticks = local.Ticks - offset.Ticks;
        return new DateTimeOffset(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);
    }

    /// <summary>The span <c>[from, to)</c> of a business day, in UTC.</summary>
    public (DateTimeOffset From, DateTimeOffset To) SpanOf(DateOnly day) =>
        (StartOf(day), day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : StartOf(day.AddDays(1)));
}
