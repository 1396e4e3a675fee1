using System.Globalization;
using System.Text;
using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Links;

/// <summary>What the tests of linking share: products, sales that name them, and their links read back.</summary>
public abstract class LinkingSuite(ScoutServer server) : EndToEndSuite(server)
{
    protected const string Day = "2025-01-24";
    private static readonly DateTimeOffset Moment = new(2025, 1, 24, 12, 0, 0, TimeSpan.Zero);

    protected static object Product(string id, string name, string? brand = null, string? category = null, bool active = true, string? gtin = null, params string[] aliases) => new
    {
        product_id = id,
        product_name = name,
        brand,
        category,
        active,
        gtin,
        aliases,
    };

    protected Task<Answer> PutAsync(params IEnumerable<object> products) => Client.PutAsync("/v1/catalog/products", JsonSerializer.Serialize(products));

    /// <summary>Saves products and waits until the silo links by them; without it a sale may be linked by the catalogue before, and again a moment later.</summary>
    protected async Task StockAsync(params IEnumerable<object> products)
    {
        var version = Number((await PutAsync(products)).Expect(200).Json, "version");
        var answer = (await Client.PostAsync("/v1/links/match", """{"mentions":[{}]}""")).Expect(200);
        Assert.True(Number(answer.Json, "catalog_version") >= version, $"Version {version} was saved, and the answer is of {answer.Body}");
    }

    protected Task<Answer> PutCsvAsync(string csv) => Client.SendAsync(HttpMethod.Put, "/v1/catalog/products", Encoding.UTF8.GetBytes(csv), "text/csv");

    /// <summary>Sells lines in one basket at noon of the day.</summary>
    protected async Task SellAsync(string store, string id, params IReadOnlyList<BasketLine> lines) =>
        (await Client.PostAsync("/v1/transactions", new Basket(store, id, Moment, lines).Json)).Expect(201);

    /// <summary>One of a thing for ten, under an id that says nothing.</summary>
    protected static BasketLine Line(string id, string? name, string? brand = null, string? gtin = null) => new(id, 1, 10, brand) { Name = name, Gtin = gtin };

    /// <summary>Waits until no line of a transaction waits to be linked.</summary>
    protected Task<List<JsonElement>> GetLinksAsync(string store, string id) => Eventually.ReadAsync(
        $"the lines of {store} {id} to be linked or not",
        async () => LinksOf(await Client.GetTransactionAsync(store, id)),
        links => links.Count > 0 && links.TrueForAll(link => link.ValueKind == JsonValueKind.Object && Text(link, "state") != "pending"));

    /// <summary>Waits until the one line of a transaction is linked to a product, or with null to none.</summary>
    protected async Task<JsonElement> GetLinkAsync(string store, string id, string? product, ScoutClient? client = null)
    {
        var links = await Eventually.ReadAsync(
            $"the line of {store} {id} to mean {product ?? "nothing"}",
            async () => LinksOf(await (client ?? Client).GetTransactionAsync(store, id)),
            links => links.Count == 1 && links[0].ValueKind == JsonValueKind.Object && Text(links[0], "state") is var state && state != "pending"
                && (state == "linked" ? Text(links[0], "product_id") : null) == product);
        return links[0];
    }

    protected async Task<JsonElement> GetMentionAsync(string? mention) => (await Client.GetAsync($"/v1/links/{mention}")).Expect(200).Json;

    protected Task<Answer> ReviewAsync(string? mention, string verdict, object? body = null) =>
        Client.PostAsync($"/v1/links/{mention}/{verdict}", JsonSerializer.Serialize(body ?? new { by = "ana" }));

    protected async Task<List<JsonElement>> MatchAsync(params IEnumerable<object> mentions)
    {
        var answer = (await Client.PostAsync("/v1/links/match", JsonSerializer.Serialize(new { mentions }))).Expect(200);
        return [.. answer.Json.GetProperty("results").EnumerateArray()];
    }

    protected static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    protected static decimal Number(JsonElement element, string name) => element.GetProperty(name).GetDecimal();

    protected static string Csv(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static List<JsonElement> LinksOf(Answer answer) => answer.Status == 200 && answer["state"] == "promoted"
        ? [.. answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("link"))]
        : [];
}
