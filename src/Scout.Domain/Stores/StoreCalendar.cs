using System.Diagnostics.CodeAnalysis;

namespace Scout.Domain.Stores;

/// <summary>Cuts time into one store's business days: half-open spans from one local day start to the next.</summary>
/// <remarks>
/// A day is 23 or 25 hours long where the clocks change. A start that falls into the skipped hour moves to the first instant after it;
/// one that happens twice is the first of the two. So days never overlap and leave no gap.
/// </remarks>
public sealed class StoreCalendar(TimeZoneInfo zone, TimeOnly businessDayStart)
{
    // Further than any zone is from UTC.
    private static readonly TimeSpan OffsetReach = TimeSpan.FromHours(15);

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

    /// <summary>The first instant of a business day, in UTC: the one at which the wall clock first shows its start or later.</summary>
    /// <remarks>
    /// Asked from UTC to local only. The other way (<see cref="TimeZoneInfo.IsInvalidTime"/> and its kin) knows daylight saving, but not the day
    /// or the half-hour that a zone skips when its base offset changes.
    /// </remarks>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var reading = day.ToDateTime(businessDayStart).Ticks;
        var (earliest, latest) = (ToInstant(reading - OffsetReach.Ticks), ToInstant(reading + OffsetReach.Ticks));
        var (before, after) = (zone.GetUtcOffset(earliest), zone.GetUtcOffset(latest));
        var start = ToInstant(reading - before.Ticks);
        if (before == after)
            return start;

        var change = FindChange(earliest, latest, before);
        if (start < change)
            return start;
        var startAfter = ToInstant(reading - after.Ticks);
        return startAfter > change ? startAfter : change;
    }

    /// <summary>The span <c>[from, to)</c> of a business day, in UTC.</summary>
    public (DateTimeOffset From, DateTimeOffset To) SpanOf(DateOnly day) =>
        (StartOf(day), day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : StartOf(day.AddDays(1)));

    /// <summary>The local hour <c>[from, to)</c> that holds an instant, in UTC: the wall clock shows the same hour all through it, at one offset from UTC.</summary>
    /// <remarks>
    /// So an hour that the clocks repeat is two, and one they cut short is shorter. Hours leave no gap: <c>to</c> is the start of the next.
    /// In a zone of half an hour they begin at the half of UTC.
    /// </remarks>
    public (DateTimeOffset From, DateTimeOffset To) HourOf(DateTimeOffset instant)
    {
        var offset = zone.GetUtcOffset(instant);
        var ticks = instant.UtcTicks;
        var past = (ticks + offset.Ticks) % TimeSpan.TicksPerHour;
        var (from, to) = (ToInstant(ticks - past), ToInstant(ticks - past + TimeSpan.TicksPerHour));
        if (zone.GetUtcOffset(from) is var first && first != offset)
            from = FindChange(from, new DateTimeOffset(ticks, TimeSpan.Zero), first);
        if (zone.GetUtcOffset(ToInstant(to.UtcTicks - 1)) != offset)
            to = FindChange(new DateTimeOffset(ticks, TimeSpan.Zero), ToInstant(to.UtcTicks - 1), offset);
        return (from, to);
    }

    /// <summary>The first instant of another offset between two that differ. Clocks are never changed twice within so short a time.</summary>
    private DateTimeOffset FindChange(DateTimeOffset earliest, DateTimeOffset latest, TimeSpan before)
    {
        var (known, changed) = (earliest.UtcTicks / TimeSpan.TicksPerSecond, latest.UtcTicks / TimeSpan.TicksPerSecond);
        while (changed - known > 1)
        {
            var middle = known + (changed - known) / 2;
            if (zone.GetUtcOffset(ToInstant(middle * TimeSpan.TicksPerSecond)) == before)
                known = middle;
            else
                changed = middle;
        }

        return ToInstant(changed * TimeSpan.TicksPerSecond);
    }

    private static DateTimeOffset ToInstant(long ticks) => new(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);
}
