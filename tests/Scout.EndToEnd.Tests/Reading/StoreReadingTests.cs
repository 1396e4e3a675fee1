using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Reading;

/// <summary>A store's products, its last transactions, and answers that a reader already has.</summary>
public abstract class StoreReadingSuite(ScoutServer server) : ReadingSuite(server)
{
    [Theory]
    [InlineData("revenue")]
    [InlineData("units")]
    public async Task TopProducts_OfASpan_EqualsTheSumsOfTheLines(string by)
    {
        var (store, day) = (await PutStoreAsync(), NewDays(2));
        var baskets = NewBaskets(store, new DateTimeOffset(day, default, TimeSpan.Zero), TimeSpan.FromHours(48), 60, seed: 3);
        await SendAsync(baskets);
        _ = await Client.GetSummaryOfAsync(store, Day(day), baskets.Count(basket => basket.At.Day == day.Day));
        _ = await Client.GetSummaryOfAsync(store, Day(day.AddDays(1)), baskets.Count(basket => basket.At.Day != day.Day));
        var first = baskets.Where(basket => basket.At.Day == day.Day).SelectMany(basket => basket.Lines);
        var expected = first.GroupBy(line => line.Product).Select(product => (product.Key, Revenue: product.Sum(line => line.Amount), Units: product.Sum(line => line.Quantity)))
            .OrderByDescending(product => by == "units" ? product.Units : product.Revenue).ThenBy(product => product.Key, StringComparer.Ordinal).Take(5).ToList();

        var answer = (await Client.GetAsync($"/v1/stores/{store}/top-products?by={by}&n=5&from={Day(day)}&to={Day(day.AddDays(1))}")).Expect(200).Json;
        var all = (await Client.GetAsync($"/v1/stores/{store}/top-products?by={by}&n=100")).Expect(200).Json;

        Assert.Equal(expected, answer.GetProperty("items").EnumerateArray().Select(item =>
            (item.GetProperty("product_id").GetString()!, item.GetProperty("revenue").GetDecimal(), item.GetProperty("units").GetDecimal())));
        Assert.Equal($"Name of {expected[0].Key}", answer.GetProperty("items")[0].GetProperty("product_name").GetString());
        Assert.Equal(baskets.Sum(basket => basket.Total), all.GetProperty("items").EnumerateArray().Sum(item => item.GetProperty("revenue").GetDecimal()));
        Assert.Equal("PHP", answer.GetProperty("currency").GetString());
        Assert.StartsWith(
            $"product_id,product_name,revenue,units,currency,lines,brand,category\r\n{expected[0].Key},Name of {expected[0].Key},",
            (await Client.GetAsync($"/v1/stores/{store}/top-products?by={by}&n=5&from={Day(day)}&to={Day(day.AddDays(1))}&format=csv")).Expect(200).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transactions_OfAStore_AreListedNewestFirstWithTheirState()
    {
        var store = await PutStoreAsync();
        foreach (var hour in Enumerable.Range(1, 4))
            (await Client.PostAsync(new Sale(store, $"T-{hour}") { At = Sale.Moment.AddHours(hour) })).Expect(201);
        _ = await Client.GetSummaryOfAsync(store, "2025-01-24", 4);
        (await Client.PostAsync($"/v1/stores/{store}/transactions/T-2/void", """{"reason":"rung up twice"}""")).Expect(200);
        (await Client.PostAsync($"/v1/stores/{store}/transactions/T-3/correct", new Sale(store, "T-3") { At = Sale.Moment.AddHours(3), Quantity = 1, Metadata = """{"reason":"one too many"}""" }.Json)).Expect(200);
        (await Client.PostAsync(new Sale(store, "HELD") { SentTotal = 90 })).Expect(201);

        var list = (await Client.GetAsync($"/v1/stores/{store}/transactions")).Expect(200).Json.GetProperty("items").EnumerateArray().ToList();

        // What is held has its place by its receipt, which is now.
        Assert.Equal(
            ["HELD quarantined 90", "T-4 promoted 50.5", "T-3 promoted 25.25", "T-2 voided 50.5", "T-1 promoted 50.5"],
            list.Select(one => $"{one.GetProperty("transaction_id").GetString()} {one.GetProperty("state").GetString()} {one.GetProperty("total_amount").GetDecimal():0.##}"));
        var (seen, path) = (new List<string?>(), $"/v1/stores/{store}/transactions?limit=2");
        while (path.Length > 0)
        {
            var page = (await Client.GetAsync(path)).Expect(200).Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("transaction_id").GetString()));
            path = page.GetProperty("next_cursor").GetString() is { } cursor ? $"/v1/stores/{store}/transactions?limit=2&cursor={cursor}" : "";
        }

        Assert.Equal(["HELD", "T-4", "T-3", "T-2", "T-1"], seen);
        (await Client.GetAsync("/v1/stores/NOBODY/transactions")).ExpectProblem(404, "not_found");
    }

    [Theory]
    [InlineData("/v1/stores/{0}/summary?window=2025-01-24")]
    [InlineData("/v1/stores/{0}/series?by=day&from=2025-01-20&to=2025-01-30")]
    [InlineData("/v1/stores/{0}/top-products")]
    [InlineData("/v1/stores/{0}/series?by=day&from=2025-01-20&to=2025-01-30&format=csv")]
    [InlineData("/v1/chain/summary?window=2025-01-24")]
    [InlineData("/v1/chain/top-stores?from=2025-01-24&to=2025-01-25")]
    public async Task Read_WhatTheReaderHas_Answers304UntilSomethingIsSold(string form)
    {
        var store = await PutStoreAsync();
        (await Client.PostAsync(new Sale(store, "T-1"))).Expect(201);
        _ = await Client.GetSummaryOfAsync(store, "2025-01-24", 1);
        var path = string.Format(null, form, store);
        var tag = await SettledTagAsync(path);

        Assert.Equal(304, (await AskAsync(path, tag)).Status);
        Assert.Equal("", (await AskAsync(path, $"\"other\", {tag}")).Body);

        (await Client.PostAsync(new Sale(store, "T-2"))).Expect(201);
        var changed = await Eventually.ReadAsync("another answer", () => AskAsync(path, tag), answer => answer.Status == 200);
        Assert.NotEqual(tag, changed.Headers.ETag!.ToString());
    }

    private Task<Answer> AskAsync(string path, string tag) => Client.SendAsync(HttpMethod.Get, path, null, null, ("If-None-Match", tag));

    /// <summary>The tag once two answers agree: other tests' sales may still be on their way.</summary>
    private async Task<string> SettledTagAsync(string path)
    {
        var before = "";
        var answer = await Eventually.ReadAsync("a settled answer", async () =>
        {
            var now = (await Client.GetAsync(path)).Expect(200);
            var settled = now.Headers.ETag!.ToString() == before;
            before = now.Headers.ETag.ToString();
            await Task.Delay(700);
            return (settled, before);
        }, reading => reading.settled);
        return answer.before;
    }
}

public sealed class SqliteStoreReadingTests(SqliteScout server) : StoreReadingSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresStoreReadingTests(PostgresScout server) : StoreReadingSuite(server), IClassFixture<PostgresScout>;
