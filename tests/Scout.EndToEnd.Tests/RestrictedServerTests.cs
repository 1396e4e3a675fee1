using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests;

/// <summary>A server that takes only stores it knows, and one intake request at a time.</summary>
public abstract class RestrictedServerSuite(ScoutServer server) : EndToEndSuite(server)
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Scout__Stores__AutoRegister"] = "false",
        ["Scout__Stores__DefaultTimeZone"] = "Asia/Manila",
        ["Scout__Api__IngestRequestsMax"] = "1",
        ["Scout__Api__CorsOrigins"] = "https://dashboard.example",
    };

    [Fact]
    public async Task Post_OfAnUnknownStore_Answers422UntilItIsRegistered()
    {
        var sale = new Sale(NewStore(), "T-1");
        Assert.Equal(["store_id"], (await Client.PostAsync(sale)).ExpectProblem(422, "invalid").FaultPaths());
        (await Client.GetAsync($"/v1/stores/{sale.Store}")).ExpectProblem(404, "not_found");

        Assert.Equal("Asia/Manila", (await Client.PutAsync($"/v1/stores/{sale.Store}", "{}")).Expect(201)["time_zone"]);

        (await Client.PostAsync(sale)).Expect(201);
    }

    [Fact]
    public async Task Batch_OfKnownAndUnknownStores_TakesTheKnown()
    {
        var (known, unknown) = (new Sale(NewStore(), "T-1"), new Sale(NewStore(), "T-1"));
        (await Client.PutAsync($"/v1/stores/{known.Store}", "{}")).Expect(201);

        var results = (await Client.PostBatchAsync([unknown, known])).Expect(200).Json.GetProperty("results");

        Assert.Equal(("rejected", "accepted"), (results[0].GetProperty("status").GetString(), results[1].GetProperty("status").GetString()));
        Assert.True(results[0].GetProperty("errors").TryGetProperty("store_id", out _));
    }

    [Fact]
    public async Task Legacy_OfAnUnknownStore_Answers400() => (await Client.PostAsync("/functions/v1/ingest-transaction", new Sale(NewStore(), "T-1").Json)).Expect(400);

    [Fact]
    public async Task Post_WhenTheIntakeIsFull_Answers429AndNothingElseSuffers()
    {
        var sale = new Sale(NewStore(), "T-1");
        (await Client.PutAsync($"/v1/stores/{sale.Store}", "{}")).Expect(201);
        using (var stream = await StreamConnection.OpenAsync(Client.Server))
        {
            await stream.SendAsync((sale with { Id = "STREAMED" }).Json + "\n");
            _ = await stream.ReadManyAsync(1);

            (await Client.PostAsync(sale)).ExpectProblem(429, "busy");
            (await Client.PostBatchAsync([sale])).ExpectProblem(429, "busy");
            (await Client.GetAsync($"/v1/stores/{sale.Store}")).Expect(200);
            await stream.EndAsync();
            Assert.Null(await stream.ReadAsync());
        }

        _ = await Eventually.ReadAsync("room for one more request", () => Client.PostAsync(sale), answer => answer.Status == 201);
    }

    [Fact]
    public async Task Preflight_FromAnAllowedOrigin_IsAnswered()
    {
        var answer = await Client.SendAsync(
            HttpMethod.Options, "/v1/stores", null, null, ("Origin", "https://dashboard.example"), ("Access-Control-Request-Method", "GET"));

        Assert.InRange(answer.Status, 200, 204);
        Assert.Equal("https://dashboard.example", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task Preflight_OfTheOldEndpoint_AllowsAnyOriginAsEver()
    {
        var answer = await Client.SendAsync(
            HttpMethod.Options, "/functions/v1/ingest-transaction", null, null, ("Origin", "https://other.example"), ("Access-Control-Request-Method", "POST"));

        Assert.Equal("*", answer.Expect(204).Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Preflight_FromAnotherOrigin_AllowsNothing()
    {
        var answer = await Client.SendAsync(HttpMethod.Options, "/v1/stores", null, null, ("Origin", "https://other.example"), ("Access-Control-Request-Method", "GET"));

        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }
}

public sealed class SqliteRestrictedServerTests(SqliteScout server) : RestrictedServerSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresRestrictedServerTests(PostgresScout server) : RestrictedServerSuite(server), IClassFixture<PostgresScout>;
