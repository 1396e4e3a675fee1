using System.Globalization;
using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Links;

/// <summary>Figures by product, brand and category follow links at once; nothing else moves.</summary>
public abstract class LinkFigureSuite(ScoutServer server) : LinkingSuite(server)
{
    private const string Span = "from=2025-01-24&to=2025-01-25";

    [Fact]
    public async Task Accept_MovesMoneyBetweenProductsBrandsAndCategoriesAndChangesNothingElse()
    {
        await StockAsync(Product("F-1", "Fennimore Plum Jam 340 g", "Fennimore", "Spreads"), Product("F-2", "Larkspur Honey Jar 500 g", "Larkspur", "Honey"));
        var store = NewStore();
        await SellAsync(
            store, "T-1", new BasketLine("f-x", 3, 10, "told brand", "told category") { Name = "gooey stuff unheard of" }, Line("F-2", "larkspur honey jar 500g"), new BasketLine("f-x", 1, 10, "told brand") { Name = "gooey stuff unheard of" });
        var links = await GetLinksAsync(store, "T-1");
        var id = Text(links[0], "mention_id");
        Assert.Equal(id, Text(links[2], "mention_id"));
        await WaitForAsync(store, "top-products", "product_id", "f-x:40,F-2:10");
        await WaitForChainAsync("brands", "brand", "told brand:40,Larkspur:10");
        await WaitForChainAsync("categories", "category", "told category:30,:10,Honey:10");
        await Eventually.ReadAsync("gold to hold all three lines", () => ReadGoldLinesAsync(store), lines => lines == 3);
        var before = await ReadRestAsync(store);

        (await ReviewAsync(id, "accept", new { product_id = "F-1" })).Expect(200);

        var top = await WaitForAsync(store, "top-products", "product_id", "F-1:40,F-2:10");
        Assert.Equal(("Fennimore Plum Jam 340 g", "Fennimore", "Spreads"), (Text(top[0], "product_name"), Text(top[0], "brand"), Text(top[0], "category")));
        await WaitForChainAsync("top-products", "product_id", "F-1:40,F-2:10");
        await WaitForChainAsync("brands", "brand", "Fennimore:40,Larkspur:10");
        await WaitForChainAsync("categories", "category", "Spreads:40,Honey:10");
        Assert.Equal(before, await ReadRestAsync(store));

        (await ReviewAsync(id, "reject", new { product_id = "F-1" })).Expect(200);

        await WaitForAsync(store, "top-products", "product_id", "f-x:40,F-2:10");
        await WaitForChainAsync("brands", "brand", "told brand:40,Larkspur:10");
        Assert.Equal(before, await ReadRestAsync(store));
    }

    [Fact]
    public async Task Coverage_OfADay_AddsUpToItsLinesAndTellsSampledPrecision()
    {
        await StockAsync(Product("C-1", "Grosbeak Ginger Ale Can", "Grosbeak"), Product("C-2", "Grosbeak Tonic Water Can", "Grosbeak"));
        var (store, day) = (NewStore(), new DateTimeOffset(2024, 3, 9, 12, 0, 0, TimeSpan.Zero));
        var basket = new Basket(
            store, "T", day, new BasketLine("x-1", 2, 30) { Name = "grosbeak ginger ale can" }, new BasketLine("x-2", 1, 40) { Name = "grosbeak tonic water can" }, new BasketLine("x-3", 1, 25) { Name = "Postage" });
        (await Client.PostAsync("/v1/transactions", basket.Json)).Expect(201);
        var links = await GetLinksAsync(store, "T");

        var coverage = await Eventually.ReadAsync("the day to be in gold", () => ReadCoverageAsync("2024-03-09", "2024-03-10"), json => Number(json.GetProperty("lines"), "total") == 3);

        var lines = coverage.GetProperty("lines");
        Assert.Equal((2m, 1m, 0m, 0.6667m), (Number(lines, "linked"), Number(lines, "unlinked"), Number(lines, "pending"), Number(lines, "linked_share")));
        var money = Assert.Single(coverage.GetProperty("revenue").EnumerateArray());
        Assert.Equal((125m, 100m, 0.8m), (Number(money, "total"), Number(money, "linked"), Number(money, "linked_share")));
        Assert.Equal(3, coverage.GetProperty("by_method").EnumerateArray().Sum(share => Number(share, "lines")));
        Assert.Equal(Number(coverage.GetProperty("mentions"), "total"), coverage.GetProperty("by_method").EnumerateArray().Sum(share => Number(share, "mentions")));
        Assert.Equal(0, Number((await ReadCoverageAsync("2024-03-10", "2024-03-11")).GetProperty("lines"), "total"));

        var sample = (await Client.GetAsync("/v1/links?sample=1000")).Expect(200).Json.GetProperty("items").EnumerateArray().Select(link => Text(link, "mention_id")).ToList();
        Assert.Contains(Text(links[0], "mention_id"), sample);
        (await ReviewAsync(Text(links[0], "mention_id"), "accept", new { sampled = true })).Expect(200);
        (await ReviewAsync(Text(links[1], "mention_id"), "reject", new { sampled = true })).Expect(200);

        var precision = (await ReadCoverageAsync("2024-03-09", "2024-03-10")).GetProperty("precision").EnumerateArray().ToList();
        Assert.Equal((null, 2m, 1m, 0.5m), (Text(precision[0], "method"), Number(precision[0], "reviewed"), Number(precision[0], "right"), Number(precision[0], "precision")));
        Assert.Equal((0.0945m, 0.9055m), (Number(precision[0], "low"), Number(precision[0], "high")));
        Assert.Equal(("exact_name", 2m), (Text(precision[1], "method"), Number(precision[1], "reviewed")));
        Assert.Equal(["from", "to"], (await Client.GetAsync("/v1/links/coverage?from=x&to=2024-02-30")).ExpectProblem(422, "invalid").FaultPaths());
        Assert.Equal(["to"], (await Client.GetAsync("/v1/links/coverage?from=2024-02-02&to=2024-02-02")).ExpectProblem(422, "invalid").FaultPaths());
    }

    private async Task<JsonElement> ReadCoverageAsync(string from, string to) => (await Client.GetAsync($"/v1/links/coverage?from={from}&to={to}")).Expect(200).Json;

    private Task<List<JsonElement>> WaitForAsync(string store, string ranking, string key, string expected) => WaitForPathAsync($"/v1/stores/{store}/{ranking}?{Span}", key, expected);

    private Task<List<JsonElement>> WaitForChainAsync(string ranking, string key, string expected) => WaitForPathAsync($"/v1/chain/{ranking}?{Span}", key, expected);

    private async Task<List<JsonElement>> WaitForPathAsync(string path, string key, string expected)
    {
        var answer = await Eventually.ReadAsync(
            $"{path} to be {expected}", async () => (await Client.GetAsync(path)).Expect(200),
            answer => string.Join(',', ItemsOf(answer).Select(item => $"{Text(item, key)}:{Csv(Number(item, "revenue"))}")) == expected);
        return ItemsOf(answer);
    }

    private static List<JsonElement> ItemsOf(Answer answer) => [.. answer.Json.GetProperty("items").EnumerateArray()];

    private async Task<long> ReadGoldLinesAsync(string store) => (await Store.ReadAsync(
        $"select coalesce(sum(lines), 0) from gold_store_mentions where store_id = '{store}'", row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture))).Single();

    /// <summary>All that a link must not touch: what silver and gold keep, and the store's own figures.</summary>
    private async Task<string> ReadRestAsync(string store)
    {
        var lines = await Store.ReadAsync(
            $"select mention_id, line_number from silver_line_items where event_id in (select event_id from silver_transactions where store_id = '{store}') order by line_number", row => $"{row.GetInt64(0)} {row.GetInt32(1)}");
        var gold = await Store.ReadAsync(
            $"select mention_id, lines, rolled_at from gold_store_mentions where store_id = '{store}' order by mention_id, category", row => $"{row.GetInt64(0)} {row.GetInt64(1)} {row.GetValue(2)}");
        var summary = await Client.GetSummaryAsync(store, Day);
        return $"{string.Join(';', lines)}\n{string.Join(';', gold)}\n{Csv(Number(summary, "revenue"))} {Csv(Number(summary, "items"))}";
    }
}

public sealed class SqliteLinkFigureTests(SqliteScout server) : LinkFigureSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresLinkFigureTests(PostgresScout server) : LinkFigureSuite(server), IClassFixture<PostgresScout>;
