using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Reading;

/// <summary>Whole layers as streams hold every row once.</summary>
public abstract class ExportSuite(ScoutServer server) : ReadingSuite(server)
{
    // More than a page of each store, so that cursors are used within stores and between them.
    private const int EachStore = 600;

    [Fact]
    public async Task Export_OfEveryLayer_HoldsEachRowOnce()
    {
        var day = NewDays(3);
        var start = new DateTimeOffset(day, default, TimeSpan.Zero);
        string[] stores = [await PutStoreAsync(), await PutStoreAsync()];
        var baskets = stores.Index().SelectMany(store => NewBaskets(store.Item, start, TimeSpan.FromDays(3), EachStore, seed: 40 + store.Index)).ToList();
        await SendAsync([.. baskets.Take(1000)]);
        await SendAsync([.. baskets.Skip(1000)]);
        await Client.GetSummaryOfAsync(stores[1], Day(day), baskets.Count(basket => basket.Store == stores[1] && basket.At < start.AddDays(1)));
        foreach (var store in stores)
            _ = await ReadUntilAsync($"/v1/stores/{store}/series?by=day&metric=transactions&from={Day(day)}&to={Day(day.AddDays(3))}", series => Sum(series) == EachStore);
        (await Client.PostAsync($"/v1/stores/{stores[0]}/transactions/{baskets[0].Id}/void", """{"reason":"a test"}""")).Expect(200);

        var bronze = await LinesAsync("/v1/export/bronze");
        var silver = await LinesAsync($"/v1/export/silver?from={Day(day)}&to={Day(day.AddDays(3))}");
        var gold = await LinesAsync($"/v1/export/gold?from={Day(day)}&to={Day(day.AddDays(3))}");

        Assert.Equal(Identities(baskets), bronze.Where(IsOurs).Select(IdentityOf).Order());
        Assert.Equal(baskets[0].Total, bronze.Single(line => IsOurs(line) && IdentityOf(line) == (baskets[0].Store, baskets[0].Id)).GetProperty("transaction").GetProperty("total_amount").GetDecimal());
        Assert.Equal(Identities(baskets), silver.Where(line => line.GetProperty("entry").GetInt32() == 1).Select(IdentityOf).Order());
        Assert.Equal((baskets[0].Store, baskets[0].Id), IdentityOf(Assert.Single(silver, line => line.GetProperty("entry").GetInt32() == -1)));
        var left = baskets.Skip(1).ToList();
        Assert.Equal(left.Sum(basket => basket.Total), silver.Sum(line => line.GetProperty("total_amount").GetDecimal()));
        Assert.Equal(
            left.Sum(basket => basket.Lines.Sum(one => one.Quantity)), silver.SelectMany(line => line.GetProperty("items").EnumerateArray()).Sum(item => item.GetProperty("qty").GetDecimal()));
        Assert.Equal(
            left.GroupBy(basket => (basket.Store, Day(DateOnly.FromDateTime(basket.At.UtcDateTime)))).Select(group => (group.Key, group.Sum(basket => basket.Total), (long)group.Count())).Order(),
            gold.Select(line => ((line.GetProperty("store_id").GetString()!, line.GetProperty("business_day").GetString()!), line.GetProperty("revenue").GetDecimal(), line.GetProperty("transactions").GetInt64())).Order());

        bool IsOurs(JsonElement line) => stores.Contains(line.GetProperty("store_id").GetString());
    }

    [Fact]
    public async Task Export_OfOneStoreAsCsv_HasARowForEachAndItsSpan()
    {
        var (store, day) = (await PutStoreAsync("Asia/Manila"), NewDays(2));
        var noon = new DateTimeOffset(day, new TimeOnly(4, 0), TimeSpan.Zero);
        await SendAsync([new Basket(store, "A,\"1\"", noon, new BasketLine("P", 2, 1.25m)), new Basket(store, "B", noon.AddDays(1), new BasketLine("P", 1, 7))]);
        _ = await Client.GetSummaryOfAsync(store, Day(day.AddDays(1)), 1);
        var span = $"store={store}&from={Day(day)}&to={Day(day.AddDays(1))}&format=csv";

        var silver = (await Client.GetAsync($"/v1/export/silver?{span}")).Expect(200);
        var days = (await Client.GetAsync($"/v1/export/gold?{span}")).Expect(200);
        var hours = (await Client.GetAsync($"/v1/export/gold?table=hours&{span}")).Expect(200);
        var bronze = (await Client.GetAsync($"/v1/export/bronze?store={store}&format=csv")).Expect(200);

        Assert.Equal("text/csv", silver.MediaType);
        var rows = silver.Body.TrimEnd().Split("\r\n");
        Assert.Equal(2, rows.Length);
        Assert.Contains($",1,{store},\"A,\"\"1\"\"\",sale,", rows[1], StringComparison.Ordinal);
        Assert.Contains(",PHP,2.5,,1,2,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith($"{store},{Day(day)},PHP,1,0,1,2,2.5,0,", days.Body.TrimEnd().Split("\r\n")[1], StringComparison.Ordinal);
        Assert.StartsWith($"{store},{noon:yyyy-MM-dd}T04:00:00", hours.Body.TrimEnd().Split("\r\n")[1], StringComparison.Ordinal);
        Assert.Equal(3, bronze.Body.TrimEnd().Split("\r\n").Length);
    }

    [Fact]
    public async Task Export_AskedWrongly_IsRefused()
    {
        (await Client.GetAsync("/v1/export/platinum")).ExpectProblem(404, "not_found");
        (await Client.GetAsync("/v1/export/silver?store=NOBODY")).ExpectProblem(404, "not_found");
        Assert.Equal(["to"], (await Client.GetAsync("/v1/export/bronze?from=2025-01-24&to=2025-01-23")).ExpectProblem(422, "invalid").FaultPaths());
        Assert.Equal(["format", "from", "table"], (await Client.GetAsync("/v1/export/gold?format=xml&from=x&table=weeks")).ExpectProblem(422, "invalid").FaultPaths());
    }

    private async Task<List<JsonElement>> LinesAsync(string path)
    {
        var answer = (await Client.GetAsync(path)).Expect(200);
        Assert.Equal("application/x-ndjson", answer.MediaType);
        return [.. answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    private static IEnumerable<(string, string)> Identities(IEnumerable<Basket> baskets) => baskets.Select(basket => (basket.Store, basket.Id)).Order();

    private static (string, string) IdentityOf(JsonElement line) => (line.GetProperty("store_id").GetString()!, line.GetProperty("transaction_id").GetString()!);
}

public sealed class SqliteExportTests(SqliteScout server) : ExportSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresExportTests(PostgresScout server) : ExportSuite(server), IClassFixture<PostgresScout>;
