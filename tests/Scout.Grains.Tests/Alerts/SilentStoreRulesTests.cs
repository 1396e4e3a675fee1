using System.Globalization;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Alerts;

namespace Scout.Grains.Tests.Alerts;

public sealed class SilentStoreRulesTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Spans_OfAnOrdinaryWeek_AreTheSameHourOfTheWeeksBefore()
    {
        var spans = Spans("Asia/Manila", "2025-08-24T12:30:00Z");

        Assert.Equal(["2025-08-17T12:30:00Z", "2025-08-10T12:30:00Z", "2025-08-03T12:30:00Z", "2025-07-27T12:30:00Z"], spans.Select(span => Text(span.To)));
        Assert.All(spans, span => Assert.Equal(Hour, span.To - span.From));
    }

    [Fact]
    public void Spans_AcrossTheChangeOfTheClocks_StayAtTheSameHourOfTheWall()
    {
        // London went to summer time on 30 March 2025: 10:00 on the wall is 09:00Z after it and 10:00Z before.
        var spans = Spans("Europe/London", "2025-04-08T09:00:00Z");

        Assert.Equal(["2025-04-01T09:00:00Z", "2025-03-25T10:00:00Z", "2025-03-18T10:00:00Z", "2025-03-11T10:00:00Z"], spans.Select(span => Text(span.To)));
    }

    [Fact]
    public void Spans_OfAYoungStore_BeginWithIt()
    {
        var spans = Spans("UTC", "2025-08-24T12:00:00Z", firstAt: "2025-08-10T11:00:00Z");
        Assert.Equal(["2025-08-17T12:00:00Z", "2025-08-10T12:00:00Z"], spans.Select(span => Text(span.To)));
        _ = Assert.Single(Spans("UTC", "2025-08-24T12:00:00Z", firstAt: "2025-08-10T11:00:01Z"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(null, 100)]
    [InlineData(5.0, 5, 5)]
    [InlineData(null, 5, 4)]
    [InlineData(5.0, 20, 0, 0, 0)]
    [InlineData(null, 19, 0, 0, 0)]
    [InlineData(12.5, 10, 15)]
    public void Usual_OfTheWeeks_IsTheirAverageWhenThatIsEnough(double? usual, params int[] counts) =>
        Assert.Equal((decimal?)usual, SilentStoreRules.FindUsual([.. counts.Select(count => (long)count)], salesMin: 5));

    private static IReadOnlyList<Scout.Storage.Alerts.StoreSpan> Spans(string zone, string now, string firstAt = "2020-01-01T00:00:00Z") => SilentStoreRules.SpansOf(
        new StoreProfile { StoreId = StoreId.Parse("SHOP"), TimeZone = zone, Currency = "USD", BusinessDayStart = new TimeOnly(4, 0) }, Instant(now), Hour, Instant(firstAt));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
