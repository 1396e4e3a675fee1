using Scout.Domain.Stores;

namespace Scout.Grains.Reports;

/// <summary>Today so far against the same weekday last week until the same time by the wall clock.</summary>
internal static class SameTimeLastWeek
{
    /// <returns>The span <c>[from, to)</c> of last week, to the minute.</returns>
    public static (DateTimeOffset From, DateTimeOffset To) SpanOf(StoreProfile profile, StoreCalendar calendar, DateTimeOffset now)
    {
        var from = calendar.StartOf(calendar.DayOf(now).AddDays(-7));
        var zone = TimeZoneInfo.FindSystemTimeZoneById(profile.TimeZone);
        var wall = TimeZoneInfo.ConvertTime(now, zone).DateTime.AddDays(-7);

        // A calendar whose days begin at this time of day knows when the wall clock showed it, whatever the clocks did in between.
        var time = new TimeOnly(wall.Hour, wall.Minute);
        var to = new StoreCalendar(zone, time).StartOf(DateOnly.FromDateTime(wall));
        return (from, to < from ? from : to);
    }
}
