using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Links;

/// <summary>Of the products that tills write, a quarter of them mistyped, more than 95 % are linked, and more than 99 % of that is right; what is no product never is.</summary>
public abstract class LinkNoiseSuite(ScoutServer server) : LinkingSuite(server)
{
    private const int Seed = 20_250_124;
    private const int Brands = 40;
    private const int Baskets = 400;
    private const int LinesOfABasket = 6;
    private const double SundryShare = 0.02;
    private const int ConfusionsTold = 12;

    [Fact]
    public async Task Sales_AsTillsWriteThem_AreLinkedAndRight()
    {
        Tell($"seed {Seed}");
        var shop = new NoisyShop(Seed, Brands);
        await StockAsync(shop.Products.Select(product => new
        {
            product_id = product.Id,
            product_name = product.Name,
            brand = product.Brand,
            category = product.Category,
            list_price = product.Price,
        }));
        var (store, truth) = (NewStore(), new Dictionary<string, NoisyProduct?>());
        var baskets = Enumerable.Range(0, Baskets).Select(i => MakeBasket(shop, store, i, truth)).ToList();
        foreach (var batch in baskets.Chunk(100))
            (await Client.PostAsync("/v1/transactions/batch", $"[{string.Join(',', batch.Select(basket => basket.Json))}]")).Expect(200);

        var coverage = await Eventually.ReadAsync(
            "all lines to be in gold and none to wait", async () => (await Client.GetAsync($"/v1/links/coverage?from={Day}&to=2025-01-25")).Expect(200).Json,
            json => Number(json.GetProperty("lines"), "total") == Baskets * LinesOfABasket && Number(json.GetProperty("lines"), "pending") == 0, within: TimeSpan.FromSeconds(60));

        var links = (await ListAsync()).ToDictionary(link => Text(link.GetProperty("told"), "product_id")!);
        var linked = truth.Where(told => Text(links[told.Key], "state") == "linked").ToList();
        var right = linked.Count(told => Text(links[told.Key], "product_id") == told.Value?.Id);
        var products = truth.Count(told => told.Value is not null);
        Tell($"{truth.Count} ways to write {products} products and the rest: {linked.Count} linked, {right} of them right; of the lines {Number(coverage.GetProperty("lines"), "linked_share"):P2} are linked");
        foreach (var (told, product) in truth.Where(told => told.Value is not null && Text(links[told.Key], "product_id") != told.Value.Id).Take(ConfusionsTold))
            Tell($"'{Text(links[told].GetProperty("told"), "product_name")}' ({Text(links[told].GetProperty("told"), "brand")}) of '{product!.Name}' became {Text(links[told], "state")} {links[told].GetProperty("confidence")} {links[told].GetProperty("product_id")}, nearest {links[told].GetProperty("nearest")}");
        Assert.All(truth.Where(told => told.Value is null), told => Assert.NotEqual("linked", Text(links[told.Key], "state")));
        Assert.InRange(right / (double)linked.Count, 0.99, 1);
        Assert.InRange(right / (double)products, 0.95, 1);
        Assert.Equal(linked.Count, Number(coverage.GetProperty("lines"), "linked"));
    }

    private static Basket MakeBasket(NoisyShop shop, string store, int number, Dictionary<string, NoisyProduct?> truth)
    {
        var lines = new List<BasketLine>();
        for (var i = 0; i < LinesOfABasket; i++)
        {
            // Each line under an id of its own, so that only the name can tell.
            var id = $"till-{number}-{i}";
            var product = shop.Chance(SundryShare) ? null : shop.Pick();
            truth.Add(id, product);
            var (name, brand) = product is null ? (shop.WriteSundry(), null) : shop.Write(product);
            lines.Add(new BasketLine(id, 1, product?.Price ?? 5, brand) { Name = name });
        }

        return new Basket(store, $"T-{number}", new DateTimeOffset(2025, 1, 24, 9, 0, 0, TimeSpan.Zero).AddSeconds(number), lines);
    }

    private async Task<List<JsonElement>> ListAsync()
    {
        var links = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await Client.GetAsync($"/v1/links?limit=1000{cursor}")).Expect(200).Json;
            links.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = Text(page, "next_cursor") is { } next ? $"&cursor={next}" : null;
        }

        return links;
    }
}

public sealed class SqliteLinkNoiseTests(SqliteScout server) : LinkNoiseSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresLinkNoiseTests(PostgresScout server) : LinkNoiseSuite(server), IClassFixture<PostgresScout>;
