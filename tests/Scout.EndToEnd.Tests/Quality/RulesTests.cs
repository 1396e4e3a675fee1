using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Quality;

/// <summary><c>/v1/quality/rules</c>, and dead letters of what the rules refuse.</summary>
public abstract class RulesSuite(ScoutServer server) : EndToEndSuite(server)
{
    private const string Path = "/v1/quality/rules";

    [Fact]
    public async Task Get_OfTheChain_AnswersTheSixRules()
    {
        var rules = (await Client.GetAsync(Path)).Expect(200).Json.GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(
            [
                """negative_amount quarantine critical {}""",
                """line_sum_mismatch quarantine critical {"share":0.01,"amount":0.01}""",
                """future_timestamp quarantine critical {"seconds":86400}""",
                """amount_limit flag warning {"amount":10000}""",
                """line_math flag warning {"share":0.01,"amount":0.01}""",
                """late_event flag info {"seconds":1800}""",
            ],
            rules.Select(rule => $"{rule.GetProperty("rule")} {rule.GetProperty("action")} {rule.GetProperty("severity")} {rule.GetProperty("limits").GetRawText()}"));
    }

    [Fact]
    public async Task Put_OfWhatGetAnswered_ChangesNothing()
    {
        var before = (await Client.GetAsync(Path)).Expect(200).Json.GetProperty("items").EnumerateArray().Select(Setting).ToList();

        var after = (await Client.PutAsync(Path, (await Client.GetAsync(Path)).Body)).Expect(200);

        Assert.Equal(before, after.Json.GetProperty("items").EnumerateArray().Select(Setting));
    }

    [Fact]
    public async Task Put_ForAStore_HoldsThereAtOnceAndAfterAKill()
    {
        var (store, other) = (NewStore(), NewStore());
        (await Client.PostAsync(new Sale(store, "FIRST"))).Expect(201);
        (await Client.PutAsync(Path, $$$"""{"store_id":"{{{store}}}","items":[{"rule":"amount_limit","action":"reject","limits":{"amount":100}}],"by":"ana","reason":"a kiosk"}""")).Expect(200);

        var refused = (await Client.PostAsync(Over(store, "A"))).ExpectProblem(422, "invalid");
        var taken = (await Client.PostAsync(Over(other, "A"))).Expect(201);
        await Server.KillAndStartAsync();
        (await Client.PostAsync(Over(store, "B"))).ExpectProblem(422, "invalid");

        Assert.Equal("breaks the quality rule amount_limit", refused.Json.GetProperty("errors").GetProperty("total_amount")[0].GetString());
        Assert.Equal("accepted", taken["status"]);
        var rule = (await Client.GetAsync($"{Path}?store={store}")).Expect(200).Json.GetProperty("items").EnumerateArray().Single(rule => rule.GetProperty("rule").GetString() == "amount_limit");
        Assert.Equal(("reject", 100, "store"), (rule.GetProperty("action").GetString(), rule.GetProperty("limits").GetProperty("amount").GetDecimal(), rule.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task Replay_OfARefusedBody_TakesItOnceTheRulesDo()
    {
        var store = NewStore();
        (await Client.PostAsync(new Sale(store, "FIRST"))).Expect(201);
        (await Client.PutAsync($"{Path}?store={store}", """{"items":[{"rule":"amount_limit","action":"reject","limits":{"amount":100}}]}""")).Expect(200);
        (await Client.PostAsync(Over(store, "A"))).ExpectProblem(422, "invalid");
        (await Client.PostAsync(Over(store, "A"))).ExpectProblem(422, "invalid");
        var letter = Assert.Single(await LettersAsync(store));
        var id = letter.GetProperty("dead_letter_id").GetString();
        Assert.Equal(("rejected", "open", "breaks amount_limit at total_amount"), (letter.GetProperty("kind").GetString(), letter.GetProperty("state").GetString(), letter.GetProperty("reason").GetString()));

        (await Client.PostAsync($"/v1/dead-letters/{id}/replay", "{}")).ExpectProblem(422, "invalid");
        (await Client.PutAsync($"{Path}?store={store}", """{"items":[{"rule":"amount_limit","action":null}]}""")).Expect(200);
        var replayed = (await Client.PostAsync($"/v1/dead-letters/{id}/replay", """{"by":"ana"}""")).Expect(200);
        var again = (await Client.PostAsync($"/v1/dead-letters/{id}/replay", """{"by":"ben"}""")).Expect(200);

        Assert.Equal(("replayed", replayed["at"]), (again["status"], again["at"]));
        Assert.Equal(Over(store, "A").Total + new Sale(store, "FIRST").Total, (await Client.GetSummaryOfAsync(store, "2025-01-24", 2)).GetProperty("revenue").GetDecimal());
        Assert.Empty(await LettersAsync(store));
    }

    [Fact]
    public async Task Decide_OnAConflict_DiscardsItOrRefusesToReplay()
    {
        var store = NewStore();
        (await Client.PostAsync(new Sale(store, "A"))).Expect(201);
        (await Client.PostAsync(new Sale(store, "A") { Quantity = 5 })).ExpectProblem(409, "conflict");
        var id = Assert.Single(await LettersAsync(store)).GetProperty("dead_letter_id").GetString();

        (await Client.PostAsync($"/v1/dead-letters/{id}/replay", "{}")).ExpectProblem(409, "conflict");
        var discarded = (await Client.PostAsync($"/v1/dead-letters/{id}/discard", """{"by":"ana"}""")).Expect(200);
        var again = (await Client.PostAsync($"/v1/dead-letters/{id}/discard", "{}")).Expect(200);

        Assert.Equal(("discarded", discarded["at"]), (again["status"], again["at"]));
        (await Client.PostAsync($"/v1/dead-letters/{id}/replay", "{}")).ExpectProblem(409, "conflict");
        (await Client.PostAsync("/v1/dead-letters/999999/replay", "{}")).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task Put_WithFaults_NamesEachAndChangesNothing()
    {
        var before = (await Client.GetAsync(Path)).Body;

        var answer = (await Client.PutAsync(
            Path,
            """
            {"note":1,"items":[{"rule":"none"},{"rule":"line_math","action":"ignore","limits":{"share":2,"seconds":1}},{"rule":"late_event"},{"rule":"late_event"},
            {"rule":"amount_limit","limits":{"amount":-1},"colour":"red"},7]}
            """)).ExpectProblem(422, "invalid");

        Assert.Equal(
            ["items[0].rule", "items[1].action", "items[1].limits.seconds", "items[1].limits.share", "items[3].rule", "items[4].colour", "items[4].limits.amount", "items[5]", "note"],
            answer.FaultPaths());
        Assert.Equal(before, (await Client.GetAsync(Path)).Body);
    }

    [Fact]
    public async Task Get_OfAnUnknownStore_Answers404() => (await Client.GetAsync($"{Path}?store=NOBODY")).ExpectProblem(404, "not_found");

    private static Sale Over(string store, string id) => new(store, id) { Quantity = 1, UnitPrice = 150 };

    private static string Setting(JsonElement rule) => $"{rule.GetProperty("rule")} {rule.GetProperty("action")} {rule.GetProperty("limits").GetRawText()}";

    private async Task<List<JsonElement>> LettersAsync(string store) =>
        [.. (await Client.GetAsync($"/v1/dead-letters?store={store}")).Expect(200).Json.GetProperty("items").EnumerateArray()];
}

public sealed class SqliteRulesTests(SqliteScout server) : RulesSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresRulesTests(PostgresScout server) : RulesSuite(server), IClassFixture<PostgresScout>;
