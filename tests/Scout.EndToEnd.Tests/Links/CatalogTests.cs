using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Links;

/// <summary>The catalogue: uploads whole or not at all, and what is told of it.</summary>
public abstract class CatalogSuite(ScoutServer server) : LinkingSuite(server)
{
    private const int ManyProducts = 100_000;
    private static readonly TimeSpan ManyWithin = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Put_AsJson_CountsWhatItDidAndRaisesTheVersionOnce()
    {
        object[] products = [Product("J-1", "Alpha soap 90 g", "Alpha", "Soap", aliases: "alpha bar"), Product("J-2", "Alpha soap 135 g", "Alpha", "Soap")];

        var first = (await PutAsync(products)).Expect(200).Json;
        var again = (await PutAsync(products)).Expect(200).Json;
        var changed = (await PutAsync(products[0], Product("J-2", "Alpha soap 140 g", "Alpha"), Product("J-3", "Alpha shampoo"))).Expect(200).Json;

        Assert.Equal((2, 2, 0, 0), Counts(first));
        Assert.Equal((2, 0, 0, 2), Counts(again));
        Assert.Equal((3, 1, 1, 1), Counts(changed));
        Assert.Equal(Number(first, "version"), Number(again, "version"));
        Assert.True(Number(changed, "version") > Number(again, "version"));
        var product = (await Client.GetAsync("/v1/catalog/products/J-2")).Expect(200);
        Assert.Equal(("Alpha soap 140 g", "", Number(changed, "version")), (product["product_name"], product["category"], Number(product.Json, "version")));
        Assert.Equal("""["alpha bar"]""", (await Client.GetAsync("/v1/catalog/products/J-1")).Json.GetProperty("aliases").GetRawText());
    }

    [Fact]
    public async Task Put_AsCsv_TakesWhatTheListWroteAsUnchanged()
    {
        var put = (await PutCsvAsync("brand,product_id,product_name,list_price,active,gtin,aliases\r\nBeta,C-1,\"Beta \"\"Gold\"\" tea, 50 g\",12.5,false,5449000000996,gold tea|beta gold\r\nBeta,C-2,=Beta tea,,,,\r\n")).Expect(200);
        var csv = (await Client.GetAsync("/v1/catalog/products?brand=Beta&format=csv")).Expect(200);
        var again = (await PutCsvAsync(csv.Body)).Expect(200);

        Assert.Equal((2, 2, 0, 0), Counts(put.Json));
        Assert.Equal("text/csv", csv.MediaType);
        Assert.Equal((2, 0, 0, 2), Counts(again.Json));
        var product = (await Client.GetAsync("/v1/catalog/products/C-1")).Json;
        Assert.Equal(("Beta \"Gold\" tea, 50 g", 12.5m, "05449000000996", false), (Text(product, "product_name"), Number(product, "list_price"), Text(product, "gtin"), product.GetProperty("active").GetBoolean()));
    }

    [Fact]
    public async Task Put_WithOneFault_ChangesNothing()
    {
        var json = await PutAsync(Product("F-1", "Good"), new { product_id = "F-2", gtin = "5449000000997", list_price = "1", colour = "red" });
        var csv = await PutCsvAsync("product_id,product_name\nF-3,Good\nF-3,Twice\n");

        Assert.Equal(["[1].colour", "[1].gtin", "[1].list_price", "[1].product_name"], json.ExpectProblem(422, "invalid").FaultPaths());
        Assert.Equal(["[1].product_id"], csv.ExpectProblem(422, "invalid").FaultPaths());
        (await Client.GetAsync("/v1/catalog/products/F-1")).ExpectProblem(404, "not_found");
        (await Client.GetAsync("/v1/catalog/products/F-3")).ExpectProblem(404, "not_found");
    }

    [Theory]
    [InlineData("[{", "application/json", 400, "malformed_json")]
    [InlineData("product_id,product_name\nA,\"open", "text/csv", 400, "malformed_csv")]
    [InlineData("[]", "application/json", 422, "invalid")]
    [InlineData("[]", "text/plain", 415, "unsupported_media_type")]
    [InlineData("[]", "application/json; charset=latin1", 415, "unsupported_media_type")]
    public async Task Put_OfWhatCannotBeRead_IsRefused(string body, string type, int status, string code) =>
        (await Client.SendAsync(HttpMethod.Put, "/v1/catalog/products", Encoding.UTF8.GetBytes(body), type)).ExpectProblem(status, code);

    [Fact]
    public async Task Put_WithWhoAndWhy_IsInTheAuditLog()
    {
        (await Client.PutAsync("/v1/catalog/products?by=zoe&reason=spring%20list", """[{"product_id":"A-1","product_name":"Name"}]""")).Expect(200);
        (await Client.PutAsync("/v1/catalog/products?by=", """[{"product_id":"A-1","product_name":"Name"}]""")).ExpectProblem(422, "invalid");

        Assert.Equal("spring list", Assert.Single(await Store.ReadAsync("select reason from audit_log where actor = 'zoe'", row => row.GetString(0))));
    }

    [Fact]
    public async Task List_InPages_ShowsEachProductOnceInOrder()
    {
        string[] ids = ["L a", "L%2Fb", "L/b", "Lé", "L😀"];
        (await PutAsync(ids.Select(id => Product(id, $"Gamma {id}", "Gamma", active: id != "L/b")))).Expect(200);

        Assert.Equal(ids, await ListAsync("brand=Gamma&limit=2"));
        Assert.Equal(ids.Except(["L/b"]), await ListAsync("brand=Gamma&active=true&limit=1"));
        Assert.Equal(["L/b"], await ListAsync("q=gAMMA%20l/&limit=1000"));
        foreach (var id in ids)
            Assert.Equal(id, (await Client.GetAsync($"/v1/catalog/products/{Uri.EscapeDataString(id)}")).Expect(200)["product_id"]);
        Assert.Equal(
            ["active", "cursor", "format", "limit"],
            (await Client.GetAsync("/v1/catalog/products?active=1&cursor=!&limit=0&format=xml")).ExpectProblem(422, "invalid").FaultPaths());
    }

    [Fact]
    public async Task Put_OfAHundredThousand_IsDoneInSecondsAndKnownAtOnce()
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, ManyProducts).Select(i => new
        {
            product_id = $"M-{i:D6}",
            product_name = $"Delta {i % 997} kind {i % 89} of {i} pieces",
            brand = $"Brand {i % 300}",
            list_price = i / 100m,
        }));
        var startedAt = Stopwatch.GetTimestamp();

        var put = (await Client.SendAsync(HttpMethod.Put, "/v1/catalog/products", Packing.Pack("gzip", body), "application/json", ("Content-Encoding", "gzip"))).Expect(200);
        var (saved, match) = (Stopwatch.GetElapsedTime(startedAt), await MatchAsync(new { product_id = "M-099999" }));

        Tell($"saved in {saved.TotalSeconds:F1} s, known after {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F1} s");
        Assert.Equal((ManyProducts, ManyProducts, 0, 0), Counts(put.Json));
        Assert.Equal("M-099999", Text(match[0], "product_id"));
        Assert.InRange(saved, TimeSpan.Zero, ManyWithin);
        var csv = (await Client.GetAsync("/v1/catalog/products?q=delta&format=csv")).Expect(200);
        Assert.Equal(ManyProducts + 1, csv.Body.AsSpan().Count('\n'));
    }

    private async Task<List<string?>> ListAsync(string query)
    {
        var ids = new List<string?>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await Client.GetAsync($"/v1/catalog/products?{query}{cursor}")).Expect(200).Json;
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => Text(item, "product_id")));
            cursor = Text(page, "next_cursor") is { } next ? $"&cursor={next}" : null;
        }

        return ids;
    }

    private static (int Received, int Inserted, int Updated, int Unchanged) Counts(JsonElement answer) =>
        (answer.GetProperty("received").GetInt32(), answer.GetProperty("inserted").GetInt32(), answer.GetProperty("updated").GetInt32(), answer.GetProperty("unchanged").GetInt32());
}

public sealed class SqliteCatalogTests(SqliteScout server) : CatalogSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresCatalogTests(PostgresScout server) : CatalogSuite(server), IClassFixture<PostgresScout>;
