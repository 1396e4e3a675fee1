using System.Globalization;
using CsCheck;
using Scout.Domain.Stores;

namespace Scout.Domain.Tests.Stores;

public sealed class StoreCalendarTests
{
    [Theory]
    [InlineData("Europe/London", "00:00", "2025-03-29", "2025-03-29T00:00Z", 24.0)]
    [InlineData("Europe/London", "00:00", "2025-03-30", "2025-03-30T00:00Z", 23.0)]
    [InlineData("Europe/London", "00:00", "2025-10-26", "2025-10-25T23:00Z", 25.0)]
    [InlineData("America/New_York", "00:00", "2025-03-09", "2025-03-09T05:00Z", 23.0)]
    [InlineData("America/New_York", "00:00", "2025-11-02", "2025-11-02T04:00Z", 25.0)]
    [InlineData("Asia/Kathmandu", "00:00", "2025-06-01", "2025-05-31T18:15Z", 24.0)]
    [InlineData("Australia/Lord_Howe", "00:00", "2025-10-05", "2025-10-04T13:30Z", 23.5)]
    [InlineData("Australia/Lord_Howe", "00:00", "2025-04-06", "2025-04-05T13:00Z", 24.5)]
    // A bar closes at 04:00: the short and the long night belong to the day before.
    [InlineData("Europe/London", "04:00", "2025-03-29", "2025-03-29T04:00Z", 23.0)]
    [InlineData("Europe/London", "04:00", "2025-10-25", "2025-10-25T03:00Z", 25.0)]
    [InlineData("America/New_York", "04:00", "2025-11-01", "2025-11-01T08:00Z", 25.0)]
    // The clocks skip midnight, so the day begins with the first instant after it.
    [InlineData("America/Sao_Paulo", "00:00", "2018-11-04", "2018-11-04T03:00Z", 23.0)]
    [InlineData("America/Sao_Paulo", "00:00", "2018-11-03", "2018-11-03T03:00Z", 24.0)]
    [InlineData("Africa/Cairo", "00:00", "2023-04-28", "2023-04-27T22:00Z", 23.0)]
    [InlineData("Asia/Beirut", "00:00", "2024-03-31", "2024-03-30T22:00Z", 23.0)]
    // Midnight comes twice in Havana, and in Sao Paulo the hour before it.
    [InlineData("America/Havana", "00:00", "2024-11-03", "2024-11-03T04:00Z", 25.0)]
    [InlineData("America/Sao_Paulo", "00:00", "2018-02-17", "2018-02-17T02:00Z", 25.0)]
    // The start falls into the skipped hour, and into the repeated one, of which it is the first.
    [InlineData("Europe/London", "01:30", "2025-03-30", "2025-03-30T01:00Z", 23.5)]
    [InlineData("Europe/London", "01:30", "2025-03-29", "2025-03-29T01:30Z", 23.5)]
    [InlineData("Europe/London", "01:30", "2025-10-26", "2025-10-26T00:30Z", 25.0)]
    [InlineData("America/New_York", "02:30", "2025-03-09", "2025-03-09T07:00Z", 23.5)]
    [InlineData("America/New_York", "01:15", "2025-11-02", "2025-11-02T05:15Z", 25.0)]
    [InlineData("Australia/Lord_Howe", "02:15", "2025-10-05", "2025-10-04T15:30Z", 23.75)]
    [InlineData("Australia/Lord_Howe", "01:45", "2025-04-06", "2025-04-05T14:45Z", 24.5)]
    // 30 December 2011 never was in Samoa: no instant is in it, and with a later start only what the 31st has before that start.
    [InlineData("Pacific/Apia", "00:00", "2011-12-29", "2011-12-29T10:00Z", 24.0)]
    [InlineData("Pacific/Apia", "00:00", "2011-12-30", "2011-12-30T10:00Z", 0.0)]
    [InlineData("Pacific/Apia", "00:00", "2011-12-31", "2011-12-30T10:00Z", 24.0)]
    [InlineData("Pacific/Apia", "04:00", "2011-12-29", "2011-12-29T14:00Z", 20.0)]
    [InlineData("Pacific/Apia", "04:00", "2011-12-30", "2011-12-30T10:00Z", 4.0)]
    [InlineData("Pacific/Apia", "04:00", "2011-12-31", "2011-12-30T14:00Z", 24.0)]
    public void SpanOf_DayOnWhichClocksChange_HasItsTrueLength(string zone, string start, string day, string from, double hours)
    {
        var span = Calendar(zone, start).SpanOf(Day(day));

        Assert.Equal(DateTimeOffset.Parse(from, CultureInfo.InvariantCulture), span.From);
        Assert.Equal(TimeSpan.FromHours(hours), span.To - span.From);
    }

    [Theory]
    [InlineData("Europe/London", "04:00", "2025-10-26T03:59:59Z", "2025-10-25")]
    [InlineData("Europe/London", "04:00", "2025-10-26T04:00:00Z", "2025-10-26")]
    // Between the two readings of 01:30 the wall clock shows 01:00 again, and yet the day has begun.
    [InlineData("Europe/London", "01:30", "2025-10-26T00:29:59Z", "2025-10-25")]
    [InlineData("Europe/London", "01:30", "2025-10-26T00:30:00Z", "2025-10-26")]
    [InlineData("Europe/London", "01:30", "2025-10-26T01:10:00Z", "2025-10-26")]
    [InlineData("America/Sao_Paulo", "00:00", "2018-11-04T02:59:59Z", "2018-11-03")]
    [InlineData("America/Sao_Paulo", "00:00", "2018-11-04T03:00:00Z", "2018-11-04")]
    // St John's put its clocks back from 00:01 to 23:01: the day that had begun goes on.
    [InlineData("America/St_Johns", "00:00", "2010-11-07T02:30:00Z", "2010-11-07")]
    [InlineData("America/St_Johns", "00:00", "2010-11-07T02:45:00Z", "2010-11-07")]
    [InlineData("Pacific/Apia", "00:00", "2011-12-30T09:59:59Z", "2011-12-29")]
    [InlineData("Pacific/Apia", "00:00", "2011-12-30T10:00:00Z", "2011-12-31")]
    public void DayOf_InstantNearAChange_IsTheDayThatHasBegun(string zone, string start, string instant, string day) =>
        Assert.Equal(Day(day), Calendar(zone, start).DayOf(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture)));

    [Fact]
    public void DayOf_InstantWithAnOffset_IsTheDayOfTheInstant() => Assert.Equal(
        Day("2025-01-02"), Calendar("Asia/Kathmandu", "00:00").DayOf(new DateTimeOffset(2025, 1, 1, 13, 15, 0, TimeSpan.FromHours(-5))));

    [Fact]
    public void DayOf_AnyInstant_IsTheDayWhoseSpanHoldsIt() => Zones.Cases.Sample((calendar, at) =>
    {
        var day = calendar.DayOf(at);
        return calendar.StartOf(day) <= at && at < calendar.StartOf(day.AddDays(1));
    }, iter: 20_000);

    [Fact]
    public void StartOf_AnyDay_IsTheFirstInstantWhoseWallClockHasReachedIt() => Gen.Select(Zones.Instants, Gen.Int[0, 24 * 60 - 1]).Sample(
        (instant, minute) =>
        {
            var (zone, at) = instant;
            var (day, start) = (DateOnly.FromDateTime(at.UtcDateTime), TimeOnly.MinValue.AddMinutes(minute));
            return new StoreCalendar(zone, start).StartOf(day) == FirstReading(zone, day.ToDateTime(start));
        }, iter: 2_000);

    // A day that law took out of the calendar has no instant, so it begins where the next one does. Every other day has at least one.
    [Fact]
    public void StartOf_NextDay_IsLaterUnlessTheDayWasSkipped() => Zones.Cases.Sample((calendar, at) =>
    {
        var day = calendar.DayOf(at);
        for (var i = -2; i <= 2; i++)
        {
            var (from, to) = calendar.SpanOf(day.AddDays(i));
            if (from > to || (from == to && calendar.DayOf(from) == day.AddDays(i)))
                return false;
        }

        // The day of an instant holds it, so it was not skipped.
        return calendar.StartOf(day) < calendar.StartOf(day.AddDays(1));
    }, iter: 5_000);

    [Fact]
    public void StartOf_EveryDayOfHalfACentury_IncreasesStrictlyExceptOnTheThreeSkippedDays()
    {
        var skipped = new List<string>();
        foreach (var name in (string[])["Pacific/Apia", "Pacific/Kiritimati", "Pacific/Enderbury", "Europe/London", "Africa/Cairo", "Australia/Lord_Howe", "Antarctica/Troll"])
        {
            var calendar = Calendar(name, "00:00");
            for (var day = Day("1990-01-01"); day < Day("2040-01-01"); day = day.AddDays(1))
            {
                if (calendar.StartOf(day) == calendar.StartOf(day.AddDays(1)))
                    skipped.Add($"{name} {day:yyyy-MM-dd}");
                else
                    Assert.True(calendar.StartOf(day) < calendar.StartOf(day.AddDays(1)), $"{name} {day:O}");
            }
        }

        Assert.Equal(["Pacific/Apia 2011-12-30", "Pacific/Kiritimati 1994-12-31", "Pacific/Enderbury 1994-12-31"], skipped);
    }

    [Fact]
    public void SpanOf_NeighbouringDays_Touch() => Zones.Cases.Sample((calendar, at) =>
    {
        var day = calendar.DayOf(at);
        return calendar.SpanOf(day).To == calendar.SpanOf(day.AddDays(1)).From && calendar.SpanOf(day.AddDays(-1)).To == calendar.SpanOf(day).From;
    });

    // Live figures are kept by minute of UTC and added up to days.
    [Fact]
    public void StartOf_AnyDay_IsAWholeMinute() => Zones.Cases.Sample((calendar, at) => calendar.StartOf(calendar.DayOf(at)).UtcTicks % TimeSpan.TicksPerMinute == 0);

    [Fact]
    public void HourOf_AnyInstant_IsAStretchOfOneReadingOfTheClockThatTouchesItsNeighbours() => Zones.Cases.Sample((calendar, at) =>
    {
        var (from, to) = calendar.HourOf(at);
        return from <= at && at < to && to - from <= TimeSpan.FromHours(1)
            && calendar.HourOf(from) == (from, to) && calendar.HourOf(to.AddTicks(-1)) == (from, to)
            && calendar.HourOf(to).From == to && calendar.HourOf(from.AddTicks(-1)).To == from;
    }, iter: 20_000);

    // Lord Howe sets its clocks by half an hour, Newfoundland once did at a minute past midnight, Nepal is three quarters off.
    [Theory]
    [InlineData("Europe/London", "2025-10-26T00:30:00Z", "2025-10-26T00:00:00Z", "2025-10-26T01:00:00Z")]
    [InlineData("Europe/London", "2025-10-26T01:30:00Z", "2025-10-26T01:00:00Z", "2025-10-26T02:00:00Z")]
    [InlineData("Asia/Kathmandu", "2025-01-24T00:00:00Z", "2025-01-23T23:15:00Z", "2025-01-24T00:15:00Z")]
    [InlineData("Australia/Lord_Howe", "2025-04-05T15:10:00Z", "2025-04-05T15:00:00Z", "2025-04-05T15:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2025-10-04T15:40:00Z", "2025-10-04T15:30:00Z", "2025-10-04T16:00:00Z")]
    [InlineData("America/St_Johns", "2010-11-07T02:30:30Z", "2010-11-07T02:30:00Z", "2010-11-07T02:31:00Z")]
    public void HourOf_WhereClocksChange_EndsWithTheOffset(string zone, string at, string from, string to) =>
        Assert.Equal((Instant(from), Instant(to)), Calendar(zone, "00:00").HourOf(Instant(at)));

    [Fact]
    public void PlaceOf_AnyInstantsOneAfterTheOther_IsWhatTheCalendarSays() => Zones.Cases.Sample((calendar, at) =>
    {
        var clock = new StoreClock(calendar);
        foreach (var minutes in (int[])[0, 1, 70, -5, 1_500, -3_000, 1_440])
        {
            var instant = at.AddMinutes(minutes);
            var ((hourFrom, hourTo), day) = (calendar.HourOf(instant), calendar.DayOf(instant));
            if (clock.PlaceOf(instant) != new CalendarPlace(hourFrom, hourTo, day, calendar.SpanOf(day).To))
                return false;
        }

        return true;
    });

    [Theory]
    [InlineData("UTC", true)]
    [InlineData("Asia/Manila", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("Mars/Olympus", false)]
    [InlineData("GMT Standard Time", false)]
    [InlineData("../../etc/passwd", false)]
    public void IsZone_Name_IsAnIanaName(string? name, bool expected) => Assert.Equal(expected, StoreCalendar.IsZone(name));

    // By trial: the minute at which the wall clock of the zone first shows at least that.
    private static DateTimeOffset FirstReading(TimeZoneInfo zone, DateTime reading)
    {
        var at = new DateTimeOffset(reading, TimeSpan.Zero).AddHours(-16);
        while (TimeZoneInfo.ConvertTime(at, zone).DateTime < reading)
            at = at.AddMinutes(1);
        return at;
    }

    private static StoreCalendar Calendar(string zone, string start) =>
        new(TimeZoneInfo.FindSystemTimeZoneById(zone), TimeOnly.Parse(start, CultureInfo.InvariantCulture));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
