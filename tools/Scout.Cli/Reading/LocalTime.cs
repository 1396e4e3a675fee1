namespace Scout.Cli.Reading;

/// <summary>Turns the reading of a local clock into an instant, the same one on every machine and in every run.</summary>
internal static class LocalTime
{
    // No zone has moved its clocks twice within a day, so the offsets a day apart are those before and after any change.
    private static readonly TimeSpan AroundChange = TimeSpan.FromDays(1);

    /// <summary>
    /// A reading that the clock showed twice (clocks went back) is the first of the two instants. One it never showed (clocks went
    /// forward) is taken with the offset from before the change, so 01:30 in a gap of an hour is what the clock showed as 02:30.
    /// </summary>
    /// <remarks>
    /// Asks the zone only for offsets of instants, which have one answer; its questions about local readings know gaps of daylight
    /// saving only, not those of a zone that moved to another standard time.
    /// </remarks>
    public static DateTimeOffset ToInstant(DateTime reading, TimeZoneInfo zone)
    {
        var asUtc = new DateTimeOffset(DateTime.SpecifyKind(reading, DateTimeKind.Unspecified), TimeSpan.Zero);
        var before = zone.GetUtcOffset(asUtc - AroundChange);
        var after = zone.GetUtcOffset(asUtc + AroundChange);
        var first = asUtc - before;
        if (zone.GetUtcOffset(first) == before)
            return first;
        var second = asUtc - after;
        return zone.GetUtcOffset(second) == after ? second : first;
    }
}
