using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Links;

/// <summary>What devices name becomes products by itself, and people have the last word.</summary>
public abstract class LinkSuite(ScoutServer server) : LinkingSuite(server)
{
    [Fact]
    public async Task Sale_OfWhatTheCatalogueHas_IsLinkedByEachMethod()
    {
        await StockAsync(
            Product("S-1", "Kestrel Lager Beer Can 330 ml", "Kestrel", gtin: "4006381333931", aliases: "kestie tinnie"),
            Product("S-2", "Kestrel Lager Beer Bottle 1 L", "Kestrel"),
            Product("S-3", "Marlowe Blue Fountain Pen", "Marlowe"));
        var store = NewStore();

        await SellAsync(
            store, "T", Line("S-2", null), Line("d-1", "whatever it says", gtin: "4006381333931"), Line("d-2", "KESTIE  tinnie!"), Line("d-3", "marlowe blue fountain-pen"),
            Line("d-4", "kestrel lagr beer can 330ml"), Line("d-5", "Postage"));

        var links = await GetLinksAsync(store, "T");
        Assert.Equal(
            ["S-2 exact_id", "S-1 gtin", "S-1 alias", "S-3 exact_name", "S-1 fuzzy", " "],
            links.Select(link => $"{Text(link, "product_id")} {Text(link, "method")}"));
        Assert.All(links.SkipLast(1), link => Assert.InRange(Number(link, "confidence"), 0.9m, 1m));
        Assert.Equal("unlinked", Text(links[^1], "state"));
        var mention = await GetMentionAsync(Text(links[1], "mention_id"));
        Assert.Equal(("d-1", "whatever it says", "04006381333931", 10m), (
            Text(mention.GetProperty("told"), "product_id"), Text(mention.GetProperty("told"), "product_name"), Text(mention.GetProperty("told"), "gtin"), Number(mention.GetProperty("told"), "price")));
        Assert.Equal(("Kestrel Lager Beer Can 330 ml", "scout"), (Text(mention, "product_name"), Text(mention, "decided_by")));
    }

    [Fact]
    public async Task Sale_OfNoProduct_IsNeverLinked()
    {
        await StockAsync(
            Product("N-1", "Postage Stamp Album Leather"), Product("N-2", "Manual Coffee Grinder Steel"), Product("N-3", "Damaged Goods Board Game"), Product("N-4", "Discount Card Holder"),
            Product("N-5", "Check Pattern Shirt Cotton"));
        var store = NewStore();
        string?[] names = ["POSTAGE", "Manual", "damaged", "Discount", "check", "?", "??missing", "12345", "adjustment", "", "wet/rusty", "😀", null, "a"];

        await SellAsync(store, "T", [.. names.Select((name, i) => Line($"junk-{i}", name))]);

        var links = await GetLinksAsync(store, "T");
        Assert.All(links.Zip(names), pair => Assert.True(Text(pair.First, "state") != "linked", $"'{pair.Second}' became {pair.First}"));
    }

    [Fact]
    public async Task Accept_LinksForGoodAndTeachesTheName()
    {
        await StockAsync(Product("A-1", "Tamarack Wool Blanket Queen", "Tamarack"));
        var store = NewStore();
        await SellAsync(store, "T-1", Line("q-1", "the big warm thingummy"));
        var id = Text(await GetLinkAsync(store, "T-1", null), "mention_id");

        var accepted = (await ReviewAsync(id, "accept", new { product_id = "A-1", by = "ana", reason = "seen on the shelf" })).Expect(200).Json;
        var again = (await ReviewAsync(id, "accept", new { product_id = "A-1", by = "ana" })).Expect(200).Json;

        Assert.Equal(
            ("accepted", "linked", "A-1", "manual", 1m, "ana", "the big warm thingummy"),
            (Text(accepted, "status"), Text(accepted, "state"), Text(accepted, "product_id"), Text(accepted, "method"), Number(accepted, "confidence"), Text(accepted, "decided_by"), Text(accepted, "alias")));
        Assert.Equal(("linked", "A-1"), (Text(again, "state"), Text(again, "product_id")));
        await SellAsync(store, "T-2", Line("q-2", "The BIG warm thingummy"));
        Assert.Equal("alias", Text(await GetLinkAsync(store, "T-2", "A-1"), "method"));
        Assert.Contains("seen on the shelf", await Store.ReadAsync("select coalesce(reason, '') from audit_log where actor = 'ana'", row => row.GetString(0)));
    }

    [Fact]
    public async Task Reject_KeepsThePairApartUntilAPersonSaysOtherwise()
    {
        await StockAsync(Product("R-1", "Osprey Camping Kettle Steel", "Osprey"));
        var store = NewStore();
        await SellAsync(store, "T", Line("r-x", "osprey camping kettle steel"));
        var id = Text(await GetLinkAsync(store, "T", "R-1"), "mention_id");

        var rejected = (await ReviewAsync(id, "reject", new { by = "ben", reason = "it is the copper one" })).Expect(200).Json;
        (await ReviewAsync(id, "reject", new { by = "ben" })).Expect(200);
        await StockAsync(Product("R-1", "Osprey Camping Kettle Steel", "Osprey", "Outdoor"));

        Assert.Equal(("rejected", "unlinked", null), (Text(rejected, "status"), Text(rejected, "state"), Text(rejected, "product_id")));
        await SellAsync(store, "T-2", Line("r-y", "osprey camping kettle steel"));
        await GetLinkAsync(store, "T-2", "R-1");
        await GetLinkAsync(store, "T", null);
        var explained = (await Client.GetAsync($"/v1/links/{id}/explain")).Expect(200).Json;
        Assert.Equal("""["R-1"]""", explained.GetProperty("rejected").GetRawText());
        (await ReviewAsync(id, "accept", new { product_id = "R-1" })).Expect(200);
        await GetLinkAsync(store, "T", "R-1");
    }

    [Fact]
    public async Task Explain_TellsWhatSpeaksForWhom()
    {
        await StockAsync(Product("E-1", "Quillfeather Oat Biscuits 250 g", "Quillfeather"), Product("E-2", "Quillfeather Rye Biscuits 250 g", "Quillfeather"));
        var store = NewStore();
        await SellAsync(store, "T", Line("e-x", "quilfeather oat biscuits 250g"));
        var id = Text((await GetLinksAsync(store, "T"))[0], "mention_id");

        var explained = (await Client.GetAsync($"/v1/links/{id}/explain")).Expect(200).Json;

        Assert.Equal((0.9m, 0.6m), (Number(explained.GetProperty("thresholds"), "link_at"), Number(explained.GetProperty("thresholds"), "review_at")));
        Assert.Equal("quilfeather oat biscuits 250g", Text(explained, "normalised_name"));
        var candidates = explained.GetProperty("candidates").EnumerateArray().ToList();
        Assert.Equal(("E-1", "fuzzy"), (Text(candidates[0], "product_id"), Text(candidates[0], "method")));
        Assert.NotEmpty(candidates[0].GetProperty("evidence").EnumerateArray());
        Assert.All(candidates[0].GetProperty("evidence").EnumerateArray(), one => Assert.NotEmpty(Text(one, "feature")!));
        Assert.Contains(candidates, candidate => Text(candidate, "product_id") == "E-2");
    }

    [Fact]
    public async Task Review_OfWhatIsNotThere_IsRefused()
    {
        await StockAsync(Product("V-1", "Retired Gizmo", active: false));
        var store = NewStore();
        await SellAsync(store, "T", Line("v-x", "zzyzx unknowable"));
        var id = Text(await GetLinkAsync(store, "T", null), "mention_id");

        foreach (var act in new[] { "accept", "reject" })
        {
            (await ReviewAsync("1", act)).ExpectProblem(404, "not_found");
            (await ReviewAsync("x", act)).ExpectProblem(404, "not_found");
            (await ReviewAsync(id, act)).ExpectProblem(409, "conflict");
            Assert.Equal(["product_id"], (await ReviewAsync(id, act, new { product_id = "no such" })).ExpectProblem(422, "invalid").FaultPaths());
            Assert.Equal(
                ["by", "product_id", "sampled", "what"],
                (await ReviewAsync(id, act, new { by = 1, product_id = 2, sampled = "x", what = 3 })).ExpectProblem(422, "invalid").FaultPaths());
        }

        (await ReviewAsync(id, "accept", new { product_id = "V-1" })).ExpectProblem(422, "invalid");
        (await Client.GetAsync("/v1/links/1")).ExpectProblem(404, "not_found");
        (await Client.GetAsync("/v1/links/1/explain")).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task Put_OfAProductThatIsOffNow_UndoesItsLinks()
    {
        await StockAsync(Product("O-1", "Halvorsen Rye Crispbread", "Halvorsen"));
        var store = NewStore();
        await SellAsync(store, "T", Line("O-1", "halvorsen rye crispbread"));
        await GetLinkAsync(store, "T", "O-1");

        await StockAsync(Product("O-1", "Halvorsen Rye Crispbread", "Halvorsen", active: false));

        Assert.NotEqual("O-1", Text((await MatchAsync(new { product_id = "O-1" }))[0], "product_id"));
        await GetLinkAsync(store, "T", null);
        await StockAsync(Product("O-1", "Halvorsen Rye Crispbread", "Halvorsen"));
        await GetLinkAsync(store, "T", "O-1");
    }

    [Fact]
    public async Task List_InPages_ShowsEachMentionOnceInOrder()
    {
        await StockAsync(Product("P-1", "Umbra Desk Lamp Green", "Umbra"));
        var store = NewStore();
        await SellAsync(store, "T", [.. Enumerable.Range(0, 7).Select(i => Line($"lamp-{i}", i < 4 ? "umbra desk lamp green" : $"nothing like it {(char)('a' + i)}"))]);
        _ = await GetLinksAsync(store, "T");

        foreach (var query in new[] { "", "state=linked&", "state=unlinked&order=lines&" })
        {
            var whole = (await ListAsync($"{query}limit=1000")).ConvertAll(link => Text(link, "mention_id"));
            Assert.Equal(whole, (await ListAsync($"{query}limit=3")).ConvertAll(link => Text(link, "mention_id")));
            Assert.Equal(whole.Count, whole.Distinct().Count());
        }

        var linked = await ListAsync("state=linked&method=exact_name&limit=2");
        Assert.Equal(4, linked.Count(link => Text(link, "product_id") == "P-1"));
        Assert.All(linked, link => Assert.Equal(("linked", "exact_name"), (Text(link, "state"), Text(link, "method"))));
        var csv = (await Client.GetAsync("/v1/links?state=linked&method=exact_name&format=csv")).Expect(200);
        Assert.Equal(linked.Count + 1, csv.Body.AsSpan().Count('\n'));
        Assert.Equal(
            ["cursor", "format", "limit", "method", "order", "state"],
            (await Client.GetAsync("/v1/links?state=lost&method=magic&order=age&limit=0&cursor=!&format=xml")).ExpectProblem(422, "invalid").FaultPaths());
        Assert.Equal(["sample", "state"], (await Client.GetAsync("/v1/links?sample=0&state=linked")).ExpectProblem(422, "invalid").FaultPaths());
    }

    [Fact]
    public async Task Match_OfOddNames_AnswersEachInItsPlace()
    {
        await StockAsync(Product("M-1", "Vireo Green Tea 20 Bags", "Vireo"));

        var results = await MatchAsync(
            new { product_name = new string('x', 10_000) }, new { product_name = string.Concat(Enumerable.Repeat("vireo green tea ", 600)) }, new { product_name = "شاي أخضر" },
            new { product_name = "🍵🍵🍵" }, new { product_name = "0000000000" }, new { product_name = "" }, new { }, new { product_id = "M-1", price = 1.5, qty = 2 },
            new { product_name = "vireo grn tea 20bags", brand = (string?)null });

        Assert.Equal(9, results.Count);
        Assert.All(results[2..7], result => Assert.Null(Text(result, "product_id")));
        Assert.Equal(("M-1", "exact_id", 1m), (Text(results[7], "product_id"), Text(results[7], "method"), Number(results[7], "confidence")));
        Assert.Equal("M-1", Text(results[8], "product_id"));
        Assert.All(results, result => Assert.InRange(Number(result, "confidence"), 0m, 1m));
        Assert.All(results, result => Assert.Equal(Text(result, "product_id") is null, Text(result, "method") is null));
        Assert.Equal(
            ["mentions[0].product_name", "mentions[1]"],
            (await Client.PostAsync("/v1/links/match", JsonSerializer.Serialize(new { mentions = new object[] { new { product_name = new string('x', 10_001) }, 1 } }))).ExpectProblem(422, "invalid").FaultPaths());
        (await Client.PostAsync("/v1/links/match", "{")).ExpectProblem(400, "malformed_json");
    }

    [Fact]
    public async Task Match_OfAThousand_StoresNothing()
    {
        var before = await Store.CountAsync("select count(*) from mentions");

        Assert.Equal(1000, (await MatchAsync(Enumerable.Range(0, 1000).Select(i => new { product_id = $"X{i}", product_name = $"some name {i}" }))).Count);

        Assert.Equal(before, await Store.CountAsync("select count(*) from mentions"));
    }

    [Fact]
    public async Task Pause_OfTheStage_LeavesMentionsPendingUntilItResumes()
    {
        await StockAsync(Product("W-1", "Wexford Crystal Vase", "Wexford"));
        var (store, sales) = (NewStore(), 0);
        (await Client.PostAsync("/v1/pipeline/linking/pause", "")).Expect(200);
        try
        {
            // A silo asks for the switch now and then, so the first sales may still be linked.
            _ = await Eventually.ReadAsync(
                "the stage to have something to do",
                async () =>
                {
                    await SellAsync(store, $"T-{++sales}", Line($"w-{sales}", "wexford crystal vase"));
                    await Client.GetSummaryOfAsync(store, Day, sales);
                    return await ReadStageAsync();
                },
                stage => Text(stage, "state") == "paused" && Number(stage, "backlog") > 0);
        }
        finally
        {
            (await Client.PostAsync("/v1/pipeline/linking/resume", "")).Expect(200);
        }

        await GetLinkAsync(store, $"T-{sales}", "W-1");
        _ = await Eventually.ReadAsync("the stage to have nothing to do", ReadStageAsync, stage => Number(stage, "backlog") == 0);
    }

    [Fact]
    public async Task Kill_AfterDecisions_KeepsThem()
    {
        await StockAsync(Product("K-1", "Ibex Trail Mix Nuts", "Ibex"), Product("K-2", "Ibex Trail Mix Fruit", "Ibex"));
        var store = NewStore();
        await SellAsync(store, "T-1", Line("k-1", "ibex trail mix nuts"));
        await SellAsync(store, "T-2", Line("k-2", "ibex trail mix fruit"));
        await SellAsync(store, "T-3", Line("k-3", "ibex trail mix fruit"));
        var (rejected, accepted) = (Text(await GetLinkAsync(store, "T-1", "K-1"), "mention_id"), Text(await GetLinkAsync(store, "T-2", "K-2"), "mention_id"));
        (await ReviewAsync(rejected, "reject", new { product_id = "K-1" })).Expect(200);
        (await ReviewAsync(accepted, "accept", new { product_id = "K-1" })).Expect(200);

        await Server.KillAndStartAsync();
        await SellAsync(store, "T-4", Line("k-4", "ibex trail mix nuts"));

        Assert.Equal("manual", Text(await GetLinkAsync(store, "T-2", "K-1"), "method"));
        Assert.NotEqual("K-1", Text((await GetLinksAsync(store, "T-1"))[0], "product_id"));
        await GetLinkAsync(store, "T-4", "K-1");
    }

    private async Task<JsonElement> ReadStageAsync() => (await Client.GetAsync("/v1/pipeline")).Expect(200).Json.GetProperty("stages").EnumerateArray()
        .Single(stage => Text(stage, "stage") == "linking");

    private async Task<List<JsonElement>> ListAsync(string query)
    {
        var links = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await Client.GetAsync($"/v1/links?{query}{cursor}")).Expect(200).Json;
            links.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = Text(page, "next_cursor") is { } next ? $"&cursor={next}" : null;
        }

        return links;
    }
}

public sealed class SqliteLinkTests(SqliteScout server) : LinkSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresLinkTests(PostgresScout server) : LinkSuite(server), IClassFixture<PostgresScout>;
