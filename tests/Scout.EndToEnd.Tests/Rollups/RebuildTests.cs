using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.Rollups;

/// <summary>Gold as operators meet it: the stage in the pipeline, and the rebuild.</summary>
public abstract class RebuildSuite(ScoutServer server) : EndToEndSuite(server)
{
    private const string Path = "/v1/pipeline/rebuild";

    [Fact]
    public async Task Pipeline_AfterSales_ShowsRollupsThatHaveCaughtUp()
    {
        (await Client.PostAsync(new Sale(NewStore(), "T"))).Expect(201);

        var stage = await CaughtUpAsync();

        Assert.Equal("running", stage.GetProperty("state").GetString());
        Assert.Equal(0, stage.GetProperty("lag_seconds").GetDecimal());
        Assert.False(stage.GetProperty("overdue").GetBoolean());
        Assert.Equal(JsonValueKind.String, stage.GetProperty("last_run").ValueKind);
    }

    [Fact]
    public async Task Pause_Rollups_LeavesSummariesAsTheyShouldBe()
    {
        (await Client.PostAsync("/v1/pipeline/rollup/pause", "")).Expect(200);
        var store = NewStore();
        (await Client.PostAsync(new Sale(store, "T"))).Expect(201);

        await Client.GetSummaryOfAsync(store, "2025-01-24", 1);
        _ = await Eventually.ReadAsync("rollups to rest", StageAsync, stage => stage.GetProperty("state").GetString() == "paused");

        (await Client.PostAsync("/v1/pipeline/rollup/resume", "")).Expect(200);
        await CaughtUpAsync();
    }

    [Fact]
    public async Task Rebuild_GoldThatIsRight_ChangesNothing()
    {
        var store = NewStore();
        (await Client.PostBatchAsync([new Sale(store, "A"), new Sale(store, "B")])).Expect(200);
        await Client.GetSummaryOfAsync(store, "2025-01-24", 2);
        await CaughtUpAsync();

        foreach (var body in new[]
        {
            $$"""{"stores":["{{store}}"],"dry_run":true}""", $$"""{"stores":["{{store}}","{{store}}"]}""",
            $$"""{"stores":["{{store}}"],"from":"2025-01-24","to":"2025-01-25","dry_run":false}""",
            $$"""{"stores":["{{store}}"],"from":"2025-01-24T10:00:00Z","to":"2025-01-24T20:00:00+02:00"}""", $$"""{"stores":["{{store}}"],"from":null,"to":null}""",
        })
        {
            var answer = (await Client.PostAsync(Path, body)).Expect(200);
            Assert.Equal("0", answer["rows_changed"]);
            var one = Assert.Single(answer.Json.GetProperty("stores").EnumerateArray());
            Assert.Equal((store, 0, false), (one.GetProperty("store_id").GetString(), one.GetProperty("days").GetArrayLength(), one.GetProperty("recut").GetBoolean()));
        }

        Assert.Equal(2, (await Client.GetSummaryAsync(store, "2025-01-24")).GetProperty("transactions").GetInt32());
    }

    [Fact]
    public async Task Rebuild_WithoutStores_TakesAllOfThem()
    {
        var stores = new[] { NewStore(), NewStore() };
        foreach (var store in stores)
            (await Client.PostAsync(new Sale(store, "T"))).Expect(201);

        var answer = (await Client.PostAsync(Path, """{"dry_run":true}""")).Expect(200);

        Assert.Equal("True", answer["dry_run"]);
        var seen = answer.Json.GetProperty("stores").EnumerateArray().Select(store => store.GetProperty("store_id").GetString()).ToArray();
        Assert.Subset(seen.ToHashSet(), stores.ToHashSet<string?>());
    }

    [Fact]
    public async Task Rebuild_BodyThatMakesNoSense_IsRefusedNamingEveryFault()
    {
        var answer = (await Client.PostAsync(Path, """{"stores":["nowhere-at-all",7],"from":"yesterday","to":"2025-01-24T10:00:00","dry_run":1,"days":3}""")).ExpectProblem(422, "invalid");
        Assert.Equal(["days", "dry_run", "from", "stores[1]", "to"], answer.FaultPaths());

        Assert.Equal(["stores[0]"], (await Client.PostAsync(Path, """{"stores":["nowhere-at-all"]}""")).ExpectProblem(422, "invalid").FaultPaths());
        Assert.Equal(["to"], (await Client.PostAsync(Path, """{"from":"2025-01-24","to":"2025-01-24"}""")).ExpectProblem(422, "invalid").FaultPaths());
        Assert.Equal(["to"], (await Client.PostAsync(Path, """{"from":"2025-01-24T10:00:00Z","to":"2025-01-24T09:00:00Z"}""")).ExpectProblem(422, "invalid").FaultPaths());
        (await Client.PostAsync(Path, """{"stores":[],""")).ExpectProblem(400, "malformed_json");
        (await Client.PostAsync(Path, "{}"u8.ToArray(), "text/plain")).ExpectProblem(415, "unsupported_media_type");
    }

    [Fact]
    public async Task Profile_OfAnotherZone_MovesTheSaleToItsDayAtOnce()
    {
        var store = NewStore();
        (await Client.PostAsync(new Sale(store, "T"))).Expect(201);
        await Client.GetSummaryOfAsync(store, "2025-01-24", 1);
        await CaughtUpAsync();

        (await Client.PutAsync($"/v1/stores/{store}", """{"time_zone":"Asia/Manila"}""")).Expect(200);

        Assert.Equal(0, (await Client.GetSummaryAsync(store, "2025-01-24")).GetProperty("transactions").GetInt32());
        Assert.Equal(1, (await Client.GetSummaryAsync(store, "2025-01-25")).GetProperty("transactions").GetInt32());
        _ = await Eventually.ReadAsync(
            "gold to be cut anew", async () => (await Client.PostAsync(Path, $$"""{"stores":["{{store}}"],"dry_run":true}""")).Expect(200).Json,
            answer => !answer.GetProperty("stores")[0].GetProperty("recut").GetBoolean() && answer.GetProperty("rows_changed").GetInt32() == 0);
        Assert.Equal(1, (await Client.GetSummaryAsync(store, "2025-01-25")).GetProperty("transactions").GetInt32());
    }

    private async Task<JsonElement> StageAsync() => (await Client.GetAsync("/v1/pipeline")).Expect(200).Json.GetProperty("stages").EnumerateArray()
        .Single(stage => stage.GetProperty("stage").GetString() == "rollup");

    private async Task<JsonElement> CaughtUpAsync() => await Eventually.ReadAsync(
        "gold to be as far as silver", StageAsync, stage => stage.GetProperty("backlog").GetInt64() == 0 && stage.GetProperty("last_run").ValueKind == JsonValueKind.String);
}

public sealed class SqliteRebuildTests(SqliteScout server) : RebuildSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresRebuildTests(PostgresScout server) : RebuildSuite(server), IClassFixture<PostgresScout>;
