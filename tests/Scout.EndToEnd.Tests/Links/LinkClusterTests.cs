using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;
using Scout.Testing.Processes;

namespace Scout.EndToEnd.Tests.Links;

/// <summary>The API alone, and two silos of one catalogue.</summary>
public sealed class LinkClusterTests(PostgresScout server) : LinkingSuite(server), IClassFixture<PostgresScout>
{
    [Fact]
    public async Task Api_OfItsOwn_KnowsNoLessThanTheSilo()
    {
        await using var process = await ScoutProcess.StartApiAsync(Store.Settings, Store.Folder);
        using var api = new ScoutClient(process.Url);
        (await api.PutAsync("/v1/catalog/products", """[{"product_id":"A-1","product_name":"Sandpiper Linen Napkins","brand":"Sandpiper"}]""")).Expect(200);

        var match = (await api.PostAsync("/v1/links/match", """{"mentions":[{"product_name":"sandpiper linen napkin"}]}""")).Expect(200);
        var store = NewStore();
        await SellAsync(store, "T", Line("a-x", "sandpiper linen napkins"));
        var link = await GetLinkAsync(store, "T", "A-1", api);

        Assert.Equal("A-1", Text(match.Json.GetProperty("results")[0], "product_id"));
        var id = Text(link, "mention_id");
        Assert.Equal("A-1", (await api.GetAsync($"/v1/links/{id}/explain")).Expect(200).Json.GetProperty("candidates")[0].GetProperty("product_id").GetString());
        Assert.Equal("rejected", (await api.PostAsync($"/v1/links/{id}/reject", """{"by":"ana"}""")).Expect(200)["status"]);
        Assert.Contains(id!, (await api.GetAsync("/v1/links?state=unlinked")).Expect(200).Body, StringComparison.Ordinal);
        (await api.GetAsync("/v1/links/coverage")).Expect(200);
        (await api.GetAsync("/v1/catalog/products/A-1")).Expect(200);
        await process.StopAsync();
    }

    [Fact]
    public async Task Silos_OfOneDatabase_AnswerByTheSameCatalogueAndOutliveEachOther()
    {
        await using var process = await ScoutProcess.StartAsync(Store.Settings, Store.Folder);
        using var second = new ScoutClient(process.Url);
        await StockAsync(Product("B-1", "Turnstone Copper Kettle", "Turnstone"));

        var match = (await second.PostAsync("/v1/links/match", """{"mentions":[{"product_id":"B-1"}]}""")).Expect(200);
        Assert.Equal("B-1", Text(match.Json.GetProperty("results")[0], "product_id"));
        process.Kill();
        var store = NewStore();
        _ = await Eventually.ReadAsync(
            "an answer while the cluster mourns", () => Client.PostAsync("/v1/transactions", new Basket(store, "T", Now.AddDays(-2), Line("b-x", "turnstone copper kettle")).Json),
            answer => answer.Status is 200 or 201, within: TimeSpan.FromSeconds(60));
        var link = await Eventually.ReadAsync(
            "the line to be linked", async () => await Client.GetTransactionAsync(store, "T"),
            answer => answer.Status == 200 && answer.Body.Contains("\"state\":\"linked\",\"product_id\":\"B-1\"", StringComparison.Ordinal), within: TimeSpan.FromSeconds(90));
        Assert.Equal(200, link.Status);
    }
}
