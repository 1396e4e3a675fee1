using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Quality;

/// <summary>What the rules hold, and what people decide on it.</summary>
public abstract class QuarantineSuite(ScoutServer server) : EndToEndSuite(server)
{
    private const string Day = "2025-01-24";
    private const string Act = """{"by":"ana","reason":"seen with the till"}""";

    [Fact]
    public async Task Post_WhenHeld_IsListedWithRuleValueAndLimitAndInNoFigure()
    {
        var store = NewStore();
        var good = new Sale(store, "GOOD");
        (await Client.PostAsync(good)).Expect(201);

        var held = await HoldAsync(store, "BAD");

        Assert.Equal(("quarantined", store, "BAD"), (held["status"], held["store_id"], held["transaction_id"]));
        Assert.Equal(good.Total, (await Client.GetSummaryOfAsync(store, Day, 1)).GetProperty("revenue").GetDecimal());
        var item = Assert.Single(await ListAsync($"store={store}"));
        Assert.Equal(
            (held["event_id"], "open", """["line_sum_mismatch"]""", """[{"rule":"line_sum_mismatch","path":"total_amount","value":90,"limit":50}]"""),
            (item.GetProperty("event_id").GetString(), item.GetProperty("state").GetString(), item.GetProperty("rules").GetRawText(), item.GetProperty("findings").GetRawText()));
        Assert.Equal(90, item.GetProperty("transaction").GetProperty("total_amount").GetDecimal());
        var seen = (await Client.GetTransactionAsync(store, "BAD")).Expect(200);
        Assert.Equal(("quarantined", "received,quarantined"), (seen["state"], Timeline(seen)));
    }

    [Fact]
    public async Task Post_WhenHeldAndSentAgain_IsADuplicate()
    {
        var store = NewStore();
        var held = await HoldAsync(store, "BAD");

        var again = (await Client.PostAsync(Bad(store, "BAD"))).Expect(200);

        Assert.Equal(("duplicate", held["event_id"]), (again["status"], again["event_id"]));
        (await Client.PostAsync(Bad(store, "BAD") with { Quantity = 7 })).ExpectProblem(409, "conflict");
    }

    [Fact]
    public async Task Release_PromotesAsItIsWithWhoAndWhy()
    {
        var store = NewStore();
        var id = (await HoldAsync(store, "BAD"))["event_id"];

        var released = (await Client.PostAsync($"/v1/quarantine/{id}/release", Act)).Expect(200);
        var again = (await Client.PostAsync($"/v1/quarantine/{id}/release", """{"by":"ben"}""")).Expect(200);

        Assert.Equal(("released", "promoted"), (released["status"], released["state"]));
        Assert.Equal((released["event_id"], released["at"]), (again["event_id"], again["at"]));
        Assert.Equal(90, (await Client.GetSummaryOfAsync(store, Day, 1)).GetProperty("revenue").GetDecimal());
        var seen = (await Client.GetTransactionAsync(store, "BAD")).Expect(200);
        Assert.Equal("received,quarantined,promoted,released", Timeline(seen));
        Assert.Contains("by ana: seen with the till", seen.Body, StringComparison.Ordinal);
        Assert.Empty(await ListAsync($"store={store}"));
        var item = Assert.Single(await ListAsync($"store={store}&state=released"));
        Assert.Equal(("ana", "seen with the till"), (item.GetProperty("resolved_by").GetString(), item.GetProperty("reason").GetString()));
        (await Client.PostAsync($"/v1/quarantine/{id}/discard", Act)).ExpectProblem(409, "conflict");
    }

    [Fact]
    public async Task Discard_KeepsItOutForGood()
    {
        var store = NewStore();
        var id = (await HoldAsync(store, "BAD"))["event_id"];

        var discarded = (await Client.PostAsync($"/v1/quarantine/{id}/discard", [], contentType: null)).Expect(200);
        var again = (await Client.PostAsync($"/v1/quarantine/{id}/discard", Act)).Expect(200);

        Assert.Equal(("discarded", "rejected", discarded["at"]), (again["status"], again["state"], again["at"]));
        (await Client.PostAsync($"/v1/quarantine/{id}/release", Act)).ExpectProblem(409, "conflict");
        (await Client.PostAsync($"/v1/quarantine/{id}/replay", Act)).ExpectProblem(409, "conflict");
        Assert.Equal("rejected", (await Client.GetTransactionAsync(store, "BAD")).Expect(200)["state"]);
        Assert.Equal(0, (await Client.GetSummaryAsync(store, Day)).GetProperty("transactions").GetInt32());
    }

    [Fact]
    public async Task Replay_GoesByTodaysRules()
    {
        var store = NewStore();
        var id = (await HoldAsync(store, "BAD"))["event_id"];

        var kept = (await Client.PostAsync($"/v1/quarantine/{id}/replay", Act)).Expect(200);
        (await Client.PutAsync($"/v1/quality/rules?store={store}", """{"items":[{"rule":"line_sum_mismatch","action":"flag"}],"by":"ana"}""")).Expect(200);
        var released = (await Client.PostAsync($"/v1/quarantine/{id}/replay", Act)).Expect(200);

        Assert.Equal(("quarantined", "quarantined", """["line_sum_mismatch"]"""), (kept["status"], kept["state"], kept.Json.GetProperty("rules").GetRawText()));
        Assert.Equal(("released", "promoted"), (released["status"], released["state"]));
        Assert.Equal(90, (await Client.GetSummaryOfAsync(store, Day, 1)).GetProperty("revenue").GetDecimal());
    }

    [Fact]
    public async Task Decide_ByManyAtOnce_IsDecidedOnce()
    {
        var store = NewStore();
        var id = (await HoldAsync(store, "BAD"))["event_id"];

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            number => Client.PostAsync($"/v1/quarantine/{id}/{(number % 2 == 0 ? "release" : "discard")}", Act)));

        Assert.Equal([200, 409], answers.Select(answer => answer.Status).Distinct().Order());
        Assert.Equal(8, answers.Count(answer => answer.Status == 200));
        var released = answers[0].Status == 200;
        Assert.Equal(released ? 90 : 0, (await Client.GetSummaryOfAsync(store, Day, released ? 1 : 0)).GetProperty("revenue").GetDecimal());
    }

    [Fact]
    public async Task List_OfMoreThanAPage_GoesThroughAllNewestFirst()
    {
        var store = NewStore();
        (await Client.PostBatchAsync(Enumerable.Range(0, 7).Select(number => Bad(store, $"BAD-{number}")))).Expect(200);

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = (await Client.GetAsync($"/v1/quarantine?store={store}&limit=3{cursor}")).Expect(200).Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("transaction_id").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(Enumerable.Range(0, 7).Select(number => $"BAD-{number}").Reverse(), seen);
    }

    [Fact]
    public async Task Batch_WithHeldOnes_CountsThem()
    {
        var store = NewStore();

        var answer = (await Client.PostBatchAsync([new Sale(store, "A"), Bad(store, "B"), new Sale(store, "C"), Bad(store, "B")])).Expect(200).Json;

        Assert.Equal((2, 1, 1), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("quarantined").GetInt32(), answer.GetProperty("duplicates").GetInt32()));
        Assert.Equal(2, (await Client.GetSummaryOfAsync(store, Day, 2)).GetProperty("transactions").GetInt32());
    }

    [Fact]
    public async Task Kill_AfterADecision_ChangesNothing()
    {
        var store = NewStore();
        var (released, open) = ((await HoldAsync(store, "R"))["event_id"], (await HoldAsync(store, "O"))["event_id"]);
        (await Client.PostAsync($"/v1/quarantine/{released}/release", Act)).Expect(200);

        await Server.KillAndStartAsync();

        Assert.Equal(open, Assert.Single(await ListAsync($"store={store}")).GetProperty("event_id").GetString());
        Assert.Equal(90, (await Client.GetSummaryOfAsync(store, Day, 1)).GetProperty("revenue").GetDecimal());
    }

    [Theory]
    [InlineData("/v1/quarantine/1/release")]
    [InlineData("/v1/quarantine/x/release")]
    [InlineData("/v1/quarantine/99999999999999999999/discard")]
    public async Task Decide_OnNothing_Answers404(string path) => (await Client.PostAsync(path, Act)).ExpectProblem(404, "not_found");

    [Theory]
    [InlineData("""{"by":1,"reason":"a\u0007b","note":1}""", 422)]
    [InlineData("""{"by":""", 400)]
    [InlineData("""[]""", 422)]
    public async Task Decide_WithABadBody_NamesEveryFault(string body, int status)
    {
        var id = (await HoldAsync(NewStore(), "BAD"))["event_id"];
        var answer = (await Client.PostAsync($"/v1/quarantine/{id}/release", body)).Expect(status);
        if (body.StartsWith("""{"by":1""", StringComparison.Ordinal))
            Assert.Equal(["by", "note", "reason"], answer.FaultPaths());
    }

    [Fact]
    public async Task List_WithBadFilters_NamesEveryFault() =>
        Assert.Equal(
            ["cursor", "limit", "rule", "state"],
            (await Client.GetAsync("/v1/quarantine?state=lost&rule=none&limit=0&cursor=!")).ExpectProblem(422, "invalid").FaultPaths());

    private static Sale Bad(string store, string id) => new(store, id) { Quantity = 1, UnitPrice = 50, SentTotal = 90 };

    private static string Timeline(Answer answer) =>
        string.Join(',', answer.Json.GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("what").GetString()));

    private async Task<Answer> HoldAsync(string store, string id) => (await Client.PostAsync(Bad(store, id))).Expect(201);

    private async Task<List<JsonElement>> ListAsync(string query) =>
        [.. (await Client.GetAsync($"/v1/quarantine?{query}")).Expect(200).Json.GetProperty("items").EnumerateArray()];
}

public sealed class SqliteQuarantineTests(SqliteScout server) : QuarantineSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresQuarantineTests(PostgresScout server) : QuarantineSuite(server), IClassFixture<PostgresScout>;
