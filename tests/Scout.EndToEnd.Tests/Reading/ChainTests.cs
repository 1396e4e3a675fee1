using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Reading;

/// <summary>The chain's figures equal sums made here, currency by currency.</summary>
public abstract class ChainSuite(ScoutServer server) : ReadingSuite(server)
{
    [Fact]
    public async Task Chain_OfStoresInManyZonesAndTwoCurrencies_EqualsTheSumsOfTheTransactions()
    {
        var day = NewDays(1);
        string[] pesos = [await PutStoreAsync("Asia/Manila", region: "North"), await PutStoreAsync("Europe/London", region: "South"), await PutStoreAsync("America/New_York", region: "North")];
        var dollars = await PutStoreAsync("Asia/Manila", "SGD", region: "North");
        var baskets = pesos.Append(dollars).Index().SelectMany(store => NewBaskets(store.Item, NoonIn(day, store.Index), TimeSpan.FromHours(2), 30, seed: store.Index)).ToList();
        await SendAsync(baskets);
        var (own, other) = (baskets.Where(basket => basket.Store != dollars).ToList(), baskets.Where(basket => basket.Store == dollars).ToList());
        var span = $"from={Day(day)}&to={Day(day.AddDays(1))}";

        var summary = (await ReadUntilAsync(
            $"/v1/chain/summary?window={Day(day)}", chain => Money(chain, "revenue") == own.Sum(basket => basket.Total) && Others(chain).Any(line => Money(line, "revenue") == other.Sum(basket => basket.Total)))).Json;
        Assert.Equal(
            ("PHP", own.Count, own.Count(basket => basket.Total < 0), own.Sum(basket => basket.Lines.Count), own.Sum(basket => basket.Units)),
            (summary.GetProperty("currency").GetString(), Count(summary, "transactions"), Count(summary, "returns"), Count(summary, "items"), Money(summary, "units")));
        Assert.Equal(Math.Round(own.Sum(basket => basket.Total) / own.Count, 4, MidpointRounding.AwayFromZero), Money(summary, "average_basket"));

        var days = (await Client.GetAsync($"/v1/chain/series?by=day&{span}")).Expect(200).Json;
        Assert.Equal(own.Sum(basket => basket.Total), Assert.Single(Points(days)).Value);
        var hours = (await Client.GetAsync($"/v1/chain/series?by=hour&metric=transactions&from={baskets.Min(basket => basket.At):yyyy-MM-dd}T00:00:00Z&to={Day(day.AddDays(2))}T00:00:00Z")).Expect(200).Json;
        Assert.Equal(
            own.GroupBy(basket => basket.At.AddMinutes(-basket.At.Minute)).Select(hour => (hour.Key, (decimal)hour.Count())).Order(), Points(hours).Where(point => point.Value != 0));

        var stores = (await Client.GetAsync($"/v1/chain/top-stores?{span}&n=2")).Expect(200).Json;
        Assert.Equal(
            own.GroupBy(basket => basket.Store).Select(store => (store.Key, store.Sum(basket => basket.Total), store.Count())).OrderByDescending(store => store.Item2).Take(2),
            Items(stores).Select(item => (item.GetProperty("store_id").GetString()!, Money(item, "revenue"), Count(item, "transactions"))));
        Assert.Equal(dollars, Assert.Single(Items(Assert.Single(Others(stores)))).GetProperty("store_id").GetString());

        var regions = (await Client.GetAsync($"/v1/chain/regions?{span}")).Expect(200).Json;
        Assert.Equal(
            own.GroupBy(basket => basket.Store == pesos[1] ? "South" : "North").Select(region => (region.Key, region.Sum(basket => basket.Total))).OrderByDescending(region => region.Item2),
            Items(regions).Select(item => (item.GetProperty("region").GetString()!, Money(item, "revenue"))));

        await AssertRankingAsync("brands", "brand", line => line.Brand);
        await AssertRankingAsync("categories", "category", line => line.Category);
        await AssertRankingAsync("top-products", "product_id", line => line.Product);

        async Task AssertRankingAsync(string path, string member, Func<BasketLine, string?> key)
        {
            var ranking = (await Client.GetAsync($"/v1/chain/{path}?{span}&by=units&n=100")).Expect(200).Json;
            var expected = own.SelectMany(basket => basket.Lines).GroupBy(key).Select(group => (group.Key, group.Sum(line => line.Quantity), group.Sum(line => line.Amount))).ToList();
            var found = Items(ranking).Select(item => (item.GetProperty(member).GetString(), Money(item, "units"), Money(item, "revenue"))).ToList();
            Assert.Equal(expected.OrderBy(row => row.Key, StringComparer.Ordinal), found.OrderBy(row => row.Item1, StringComparer.Ordinal));
            Assert.Equal(found.Select(row => row.Item2).OrderDescending(), found.Select(row => row.Item2));
        }
    }

    [Fact]
    public async Task Chain_Today_ShowsASaleWithinASecondAndComparesWithLastWeek()
    {
        var store = await PutStoreAsync("Asia/Manila");
        var now = Now;
        var before = (await Client.GetAsync("/v1/chain/summary")).Expect(200).Json;
        await SendAsync([new Basket(store, "EARLIER", now.AddDays(-7).AddMinutes(-2), new BasketLine("P", 3, 5)), new Basket(store, "LATER", now.AddDays(-7).AddMinutes(30), new BasketLine("P", 1, 1000))]);

        var sale = new Sale(store, "NOW") { At = now };
        (await Client.PostAsync(sale)).Expect(201);

        // Twice what the contract says: the machine runs the tests as well.
        _ = await Eventually.ReadAsync(
            "the sale in the chain's day", () => Client.GetAsync("/v1/chain/summary"), answer => Money(answer.Json, "revenue") == Money(before, "revenue") + sale.Total, TimeSpan.FromSeconds(2));
        var row = Items((await Client.GetAsync("/v1/chain/stores?limit=1000")).Expect(200).Json).Single(item => item.GetProperty("store_id").GetString() == store);
        Assert.Equal(sale.Total, Money(row, "revenue"));

        // Last week is read anew every minute: the first reading came before these sales did.
        _ = await Eventually.ReadAsync(
            "last week's sale", () => Client.GetAsync("/v1/chain/stores?limit=1000"),
            answer => Money(Items(answer.Json).Single(item => item.GetProperty("store_id").GetString() == store).GetProperty("last_week"), "revenue") == 15, TimeSpan.FromSeconds(75));
    }

    [Fact]
    public async Task Chain_OfTheLast24Hours_CountsToTheMinute()
    {
        // More stores of another currency, so that this one is beside and not the chain's own.
        _ = (await PutStoreAsync(), await PutStoreAsync());
        var store = await PutStoreAsync("Asia/Kathmandu", "NPR");
        var now = Now;
        Basket At(string id, TimeSpan ago) => new(store, id, now - ago, new BasketLine("P", 1, 1));
        await SendAsync([At("OUT", new(24, 2, 0)), At("FIRST", new(23, 55, 0)), At("MIDDLE", new(11, 0, 0)), At("LAST", TimeSpan.Zero)]);

        _ = await ReadUntilAsync("/v1/chain/summary?window=24h", chain => Others(chain).Any(line => line.GetProperty("currency").GetString() == "NPR" && Count(line, "transactions") == 3));
    }

    [Fact]
    public async Task Chain_ListsWithoutACount_AreWholeButForTheFirstOnes()
    {
        var (store, day) = (await PutStoreAsync(), NewDays(1));
        var lines = Enumerable.Range(0, 14).Select(i => new BasketLine($"P-{i}", 1, 1 + i, $"Brand {i}", $"Category {i}")).ToList();
        await SendAsync([new Basket(store, "T-1", new DateTimeOffset(day, new TimeOnly(10, 0), TimeSpan.Zero), lines)]);

        _ = await ReadUntilAsync($"/v1/chain/brands?window={Day(day)}", brands => Items(brands).Count == 14);
        Assert.Equal(14, Items((await Client.GetAsync($"/v1/chain/categories?window={Day(day)}")).Expect(200).Json).Count);
        Assert.Equal(10, Items((await Client.GetAsync($"/v1/chain/top-products?window={Day(day)}")).Expect(200).Json).Count);
    }

    [Fact]
    public async Task Chain_AsCsv_CarriesItsMomentAndNoFormula()
    {
        var (store, day) = (await PutStoreAsync(), NewDays(1));
        await SendAsync([new Basket(store, "T-1", new DateTimeOffset(day, new TimeOnly(10, 0), TimeSpan.Zero), new BasketLine("P", 1, 2.5m, "=1+1"), new BasketLine("P", 1, 1, "-5"))]);
        _ = await ReadUntilAsync($"/v1/chain/brands?window={Day(day)}", brands => Items(brands).Count == 2);

        var csv = (await Client.GetAsync($"/v1/chain/brands?window={Day(day)}&format=csv")).Expect(200);

        Assert.Equal("brand,revenue,units,currency,lines\r\n'=1+1,2.5,1,PHP,1\r\n-5,1,1,PHP,1\r\n", csv.Body);
        Assert.InRange(DateTimeOffset.Parse(Assert.Single(csv.Headers.GetValues("X-As-Of")), null), Now.AddMinutes(-1), Now);
        Assert.True(DateTimeOffset.Parse(Assert.Single(csv.Headers.GetValues("X-Watermark")), null) >= new DateTimeOffset(day, default, TimeSpan.Zero));
        Assert.Equal("0", Assert.Single(csv.Headers.GetValues("X-Late")));
    }

    [Fact]
    public async Task Chain_Stores_ComeByPages()
    {
        for (var i = 0; i < 5; i++)
            _ = await PutStoreAsync();
        var all = await ReadUntilAsync("/v1/chain/stores?limit=1000", list => Items(list).Count >= 5);

        Assert.Equal(("PHP", JsonValueKind.Number), (all.Json.GetProperty("currency").GetString(), all.Json.GetProperty("late").ValueKind));
        Assert.True(all.Json.TryGetProperty("watermark", out _) && all.Json.TryGetProperty("time_zone", out _));

        var (seen, path) = (new List<string?>(), "/v1/chain/stores?limit=2");
        while (path.Length > 0)
        {
            var page = (await Client.GetAsync(path)).Expect(200).Json;
            seen.AddRange(Items(page).Select(item => item.GetProperty("store_id").GetString()));
            path = page.GetProperty("next_cursor").GetString() is { } cursor ? $"/v1/chain/stores?limit=2&cursor={cursor}" : "";
        }

        Assert.Equal(Items(all.Json).Select(item => item.GetProperty("store_id").GetString()), seen);
    }

    [Fact]
    public async Task Chain_AskedWrongly_NamesEveryFault()
    {
        Assert.Equal(["by", "n", "window"], (await Client.GetAsync("/v1/chain/top-products?by=transactions&n=0&window=24h")).ExpectProblem(422, "invalid").FaultPaths());
        Assert.Equal(["window"], (await Client.GetAsync("/v1/chain/summary?window=month")).ExpectProblem(422, "invalid").FaultPaths());
        Assert.Equal(["window"], (await Client.GetAsync("/v1/chain/brands?window=7d&from=2025-01-01")).ExpectProblem(422, "invalid").FaultPaths());
    }

    private static DateTimeOffset NoonIn(DateOnly day, int place) =>
        new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero) - new[] { TimeSpan.FromHours(8), TimeSpan.Zero, TimeSpan.FromHours(-5), TimeSpan.FromHours(8) }[place];

    private static List<JsonElement> Items(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray()];

    private static List<JsonElement> Others(JsonElement answer) => [.. answer.GetProperty("other_currencies").EnumerateArray()];

    private static decimal Money(JsonElement answer, string member) => answer.GetProperty(member).GetDecimal();

    private static int Count(JsonElement answer, string member) => answer.GetProperty(member).GetInt32();
}

public sealed class SqliteChainTests(SqliteScout server) : ChainSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresChainTests(PostgresScout server) : ChainSuite(server), IClassFixture<PostgresScout>;
