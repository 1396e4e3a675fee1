using System.Globalization;
using Scout.Cli.Reading;

namespace Scout.Cli.Tests;

public sealed class LocalTimeTests
{
    [Theory]
    [InlineData("Europe/London", "2010-12-01 08:26", "2010-12-01 08:26")]
    [InlineData("Europe/London", "2010-07-01 12:30", "2010-07-01 11:30")]
    // Clocks go forward from 01:00 to 02:00: the hour between is taken with the offset of before.
    [InlineData("Europe/London", "2011-03-27 00:59", "2011-03-27 00:59")]
    [InlineData("Europe/London", "2011-03-27 01:30", "2011-03-27 01:30")]
    [InlineData("Europe/London", "2011-03-27 02:00", "2011-03-27 01:00")]
    // Clocks go back from 02:00 to 01:00: the hour shown twice is its first showing.
    [InlineData("Europe/London", "2011-10-30 00:59", "2011-10-29 23:59")]
    [InlineData("Europe/London", "2011-10-30 01:30", "2011-10-30 00:30")]
    [InlineData("Europe/London", "2011-10-30 02:00", "2011-10-30 02:00")]
    [InlineData("America/New_York", "2025-11-02 01:15", "2025-11-02 05:15")]
    [InlineData("America/New_York", "2025-03-09 02:15", "2025-03-09 07:15")]
    // Dublin's winter is a negative daylight saving in the zone data.
    [InlineData("Europe/Dublin", "2024-10-27 01:30", "2024-10-27 00:30")]
    [InlineData("Europe/Dublin", "2024-03-31 01:30", "2024-03-31 01:30")]
    // Samoa left out a whole day, which is no daylight saving.
    [InlineData("Pacific/Apia", "2011-12-30 12:00", "2011-12-30 22:00")]
    [InlineData("UTC", "2011-12-30 12:00", "2011-12-30 12:00")]
    public void ToInstant_OfReading_IsTheOneInstantDocumented(string zone, string reading, string utc) =>
        Assert.Equal(
            new DateTimeOffset(Parse(utc), TimeSpan.Zero),
            LocalTime.ToInstant(Parse(reading), TimeZoneInfo.FindSystemTimeZoneById(zone)).ToUniversalTime());

    private static DateTime Parse(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
