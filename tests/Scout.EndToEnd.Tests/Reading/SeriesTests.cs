using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Reading;

/// <summary>A store's figures in time equal sums made here.</summary>
public abstract class SeriesSuite(ScoutServer server) : ReadingSuite(server)
{
    [Theory]
    [InlineData("Asia/Manila", "00:00")]
    [InlineData("America/New_York", "04:00")]
    [InlineData("Asia/Kathmandu", "06:00")]
    public async Task Series_ByHourAndDay_EqualsTheSumsOfTheTransactions(string zone, string dayStart)
    {
        var (store, first) = (await PutStoreAsync(zone, dayStart: dayStart), NewDays(3));
        var start = StartOf(first, zone, dayStart);
        var baskets = NewBaskets(store, start, TimeSpan.FromHours(72), 120, seed: 7);
        await SendAsync(baskets);
        var span = $"from={Day(first)}&to={Day(first.AddDays(3))}";

        var hours = await ReadUntilAsync($"/v1/stores/{store}/series?by=hour&metric=revenue&{span}", series => Sum(series) == baskets.Sum(basket => basket.Total));
        var days = (await Client.GetAsync($"/v1/stores/{store}/series?by=day&metric=transactions&{span}")).Expect(200);
        var items = (await Client.GetAsync($"/v1/stores/{store}/series?by=day&metric=items&{span}")).Expect(200);

        Assert.Equal(Enumerable.Range(0, 72).Select(hour => start.AddHours(hour)).Select(at => (at, Between(at, at.AddHours(1)).Sum(basket => basket.Total))), Points(hours.Json));
        Assert.Equal(Enumerable.Range(0, 3).Select(day => start.AddDays(day)).Select(at => (at, (decimal)Between(at, at.AddDays(1)).Count())), Points(days.Json));
        Assert.Equal(Enumerable.Range(0, 3).Select(day => start.AddDays(day)).Select(at => (at, (decimal)Between(at, at.AddDays(1)).Sum(basket => basket.Lines.Count))), Points(items.Json));
        Assert.Equal(("hour", "revenue", zone, "PHP"), (hours["by"], hours["metric"], hours["time_zone"], hours["currency"]));
        Assert.Equal(baskets.Max(basket => basket.At), hours.Json.GetProperty("watermark").GetDateTimeOffset());
        Assert.InRange(hours.Json.GetProperty("as_of").GetDateTimeOffset(), Now.AddMinutes(-1), Now);

        IEnumerable<Basket> Between(DateTimeOffset from, DateTimeOffset to) => baskets.Where(basket => basket.At >= from && basket.At < to);
    }

    [Theory]
    [InlineData("2025-03-30", 23)]
    [InlineData("2025-10-26", 25)]
    public async Task Series_OfADayWhereTheClocksChange_HasAPointForEachHourThereWas(string day, int hours)
    {
        var store = await PutStoreAsync("Europe/London");
        var sale = new Sale(store, "T-1") { At = DateTimeOffset.Parse($"{day}T01:30:00Z", null) };
        (await Client.PostAsync(sale)).Expect(201);

        var series = await ReadUntilAsync(
            $"/v1/stores/{store}/series?by=hour&from={day}&to={Day(DateOnly.Parse(day, null).AddDays(1))}", series => Sum(series) == sale.Total);

        var points = Points(series.Json);
        Assert.Equal(hours, points.Count);
        Assert.Equal(points[0].At.AddHours(hours - 1), points[^1].At);
        Assert.Equal(sale.At.AddMinutes(-30), Assert.Single(points, point => point.Value != 0).At);
    }

    [Fact]
    public async Task Series_BetweenInstants_HoldsTheBucketsThatBeginThere()
    {
        var (store, day) = (await PutStoreAsync("Asia/Manila"), NewDays(1));
        var at = new DateTimeOffset(day, new TimeOnly(3, 0), TimeSpan.Zero);
        await SendAsync([.. Enumerable.Range(0, 4).Select(hour => new Basket(store, $"T-{hour}", at.AddHours(hour), new BasketLine("P", 1, hour + 1)))]);

        var utc = await ReadUntilAsync($"/v1/stores/{store}/series?by=hour&from={day:yyyy-MM-dd}T03:00:00Z&to={day:yyyy-MM-dd}T06:00:00Z", series => Sum(series) == 6);
        var local = (await Client.GetAsync($"/v1/stores/{store}/series?by=hour&from={day:yyyy-MM-dd}T11:00:00%2B08:00&to={day:yyyy-MM-dd}T14:00:00+08:00")).Expect(200);

        Assert.Equal([(at, 1m), (at.AddHours(1), 2m), (at.AddHours(2), 3m)], Points(utc.Json));
        Assert.Equal(Points(utc.Json), Points(local.Json));
    }

    [Fact]
    public async Task Series_OfTwoCurrencies_KeepsThemApart()
    {
        var (store, day) = (await PutStoreAsync(), NewDays(1));
        var at = new DateTimeOffset(day, new TimeOnly(10, 0), TimeSpan.Zero);
        await SendAsync([new Basket(store, "T-1", at, new BasketLine("P", 1, 10)), new Basket(store, "T-2", at, new BasketLine("P", 1, 7)) { Currency = "USD" }]);
        var path = $"/v1/stores/{store}/series?by=day&from={Day(day)}&to={Day(day.AddDays(1))}";

        var series = await ReadUntilAsync(path, series => Sum(series) == 10 && series.GetProperty("other_currencies").GetArrayLength() == 1);

        var other = series.Json.GetProperty("other_currencies")[0];
        Assert.Equal(("USD", 7m), (other.GetProperty("currency").GetString(), Sum(other)));
        var csv = (await Client.GetAsync($"{path}&format=csv")).Expect(200);
        Assert.Equal("text/csv", csv.MediaType);
        Assert.Equal($"at,value,currency\r\n{Day(day)}T00:00:00Z,10,PHP\r\n{Day(day)}T00:00:00Z,7,USD\r\n", csv.Body);
    }

    [Fact]
    public async Task Series_WithoutASpan_IsTodayByTheHour()
    {
        var store = await PutStoreAsync("Asia/Tokyo");
        var sale = new Sale(store, "T-1") { At = Now };
        (await Client.PostAsync(sale)).Expect(201);

        var series = await ReadUntilAsync($"/v1/stores/{store}/series", series => Sum(series) == sale.Total);

        Assert.Equal(24, Points(series.Json).Count);
        Assert.InRange(sale.At, Assert.Single(Points(series.Json), point => point.Value > 0).At, Now);
    }

    [Fact]
    public async Task Series_OverADateThatItsZoneSkipped_HasNoPointForIt()
    {
        // Samoa went from 29 to 31 December when it changed sides of the date line.
        var store = await PutStoreAsync("Pacific/Apia");
        var sale = new Sale(store, "T-1") { At = DateTimeOffset.Parse("2011-12-30T12:00:00Z", null) };
        (await Client.PostAsync(sale)).Expect(201);

        var series = await ReadUntilAsync($"/v1/stores/{store}/series?by=day&from=2011-12-29&to=2012-01-01", series => Sum(series) >= sale.Total);

        Assert.Equal([0, sale.Total], Points(series.Json).Select(point => point.Value));
    }

    [Theory]
    [InlineData("from=9999-12-31")]
    [InlineData("by=day&from=9999-12-31")]
    [InlineData("by=day&to=0001-01-01")]
    [InlineData("from=9999-12-31T23:30:00Z&to=9999-12-31T23:59:59Z")]
    public async Task Series_AtTheEndsOfTheCalendar_IsAnswered(string span)
    {
        var store = await PutStoreAsync("America/New_York");

        Assert.Equal(0, Sum((await Client.GetAsync($"/v1/stores/{store}/series?{span}")).Expect(200).Json));
        Assert.Equal(0, Sum((await Client.GetAsync($"/v1/chain/series?{span}")).Expect(200).Json));
    }

    [Fact]
    public async Task Series_AskedWrongly_NamesEveryFault()
    {
        var store = await PutStoreAsync();

        Assert.Equal(
            ["by", "format", "from", "metric", "to"],
            (await Client.GetAsync($"/v1/stores/{store}/series?by=week&metric=profit&from=yesterday&to=2025-01-24T10:00&format=xml")).ExpectProblem(422, "invalid").FaultPaths());
        Assert.Equal(["to"], (await Client.GetAsync($"/v1/stores/{store}/series?from=2025-01-24&to=2025-01-23")).ExpectProblem(422, "invalid").FaultPaths());
        Assert.Equal(["to"], (await Client.GetAsync($"/v1/stores/{store}/series?by=hour&from=2020-01-01&to=2025-01-01")).ExpectProblem(422, "invalid").FaultPaths());
        (await Client.GetAsync("/v1/stores/NOBODY/series")).ExpectProblem(404, "not_found");
    }

    private static DateTimeOffset StartOf(DateOnly day, string zone, string dayStart)
    {
        var local = day.ToDateTime(TimeOnly.Parse(dayStart, null));
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(local)).ToUniversalTime();
    }
}

public sealed class SqliteSeriesTests(SqliteScout server) : SeriesSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresSeriesTests(PostgresScout server) : SeriesSuite(server), IClassFixture<PostgresScout>;
