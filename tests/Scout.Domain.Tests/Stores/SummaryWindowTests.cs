using System.Globalization;
using CsCheck;
using Scout.Domain.Stores;

namespace Scout.Domain.Tests.Stores;

public sealed class SummaryWindowTests
{
    private static readonly StoreCalendar London = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/London"), new TimeOnly(4, 0));

    [Theory]
    [InlineData(null, SummaryWindowKind.Today)]
    [InlineData("today", SummaryWindowKind.Today)]
    [InlineData("24h", SummaryWindowKind.Hours24)]
    [InlineData("7d", SummaryWindowKind.Days7)]
    public void TryParse_NameOfAWindow_IsThatWindow(string? text, SummaryWindowKind kind)
    {
        Assert.True(SummaryWindow.TryParse(text, out var window));
        Assert.Equal(new SummaryWindow(kind), window);
    }

    [Theory]
    [InlineData("2025-01-24")]
    [InlineData("2024-02-29")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public void TryParse_Date_IsThatDay(string text)
    {
        Assert.True(SummaryWindow.TryParse(text, out var window));
        Assert.Equal(new SummaryWindow(SummaryWindowKind.Date, DateOnly.Parse(text, CultureInfo.InvariantCulture)), window);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Today")]
    [InlineData("24H")]
    [InlineData("1d")]
    [InlineData("2025-1-24")]
    [InlineData("2025-02-29")]
    [InlineData("2025-01-24T00:00:00Z")]
    [InlineData(" 2025-01-24")]
    [InlineData("24/01/2025")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(SummaryWindow.TryParse(text, out _));

    [Theory]
    // The day before the clocks go forward, on it, and the day they go back.
    [InlineData("2025-03-29T12:00:00Z", SummaryWindowKind.Today, "2025-03-29T04:00:00Z", "2025-03-30T03:00:00Z")]
    [InlineData("2025-03-30T02:59:59Z", SummaryWindowKind.Today, "2025-03-29T04:00:00Z", "2025-03-30T03:00:00Z")]
    [InlineData("2025-03-30T03:00:00Z", SummaryWindowKind.Today, "2025-03-30T03:00:00Z", "2025-03-31T03:00:00Z")]
    [InlineData("2025-10-25T12:00:00Z", SummaryWindowKind.Today, "2025-10-25T03:00:00Z", "2025-10-26T04:00:00Z")]
    [InlineData("2025-04-02T12:00:00Z", SummaryWindowKind.Days7, "2025-03-27T04:00:00Z", "2025-04-03T03:00:00Z")]
    [InlineData("2025-03-30T12:00:30.5Z", SummaryWindowKind.Hours24, "2025-03-29T12:00:00Z", "2025-03-30T12:01:00Z")]
    [InlineData("2025-03-30T12:00:00Z", SummaryWindowKind.Hours24, "2025-03-29T12:00:00Z", "2025-03-30T12:01:00Z")]
    public void SpanAt_MomentInLondon_IsHalfOpenSpanInUtc(string now, SummaryWindowKind kind, string from, string to)
    {
        var span = new SummaryWindow(kind).SpanAt(Instant(now), London);
        Assert.Equal((Instant(from), Instant(to)), span);
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (span.From.Offset, span.To.Offset));
    }

    [Fact]
    public void SpanAt_Date_IgnoresTheMoment() => Assert.Equal(
        London.SpanOf(new DateOnly(2020, 2, 29)), new SummaryWindow(SummaryWindowKind.Date, new DateOnly(2020, 2, 29)).SpanAt(Instant("2025-01-01T00:00:00Z"), London));

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public void SpanAt_FirstAndLastDayOfTheCalendar_DoesNotOverflow(string date)
    {
        foreach (var zone in new[] { "Pacific/Kiritimati", "Etc/GMT+12", "UTC" })
        {
            var calendar = new StoreCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone), new TimeOnly(4, 0));
            var (from, to) = new SummaryWindow(SummaryWindowKind.Date, DateOnly.Parse(date, CultureInfo.InvariantCulture)).SpanAt(Instant("2025-01-01T00:00:00Z"), calendar);
            Assert.True(from <= to, $"{zone}: {from:O} to {to:O}");
        }
    }

    [Fact]
    public void SpanAt_AnyMoment_HoldsTheMoment() => Zones.Cases.Sample((calendar, now) =>
    {
        foreach (var kind in new[] { SummaryWindowKind.Today, SummaryWindowKind.Hours24, SummaryWindowKind.Days7 })
        {
            var (from, to) = new SummaryWindow(kind).SpanAt(now, calendar);
            if (now < from || now >= to)
                return false;
        }

        return true;
    });

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
