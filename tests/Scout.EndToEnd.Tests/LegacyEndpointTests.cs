using System.Text;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests;

/// <summary><c>/functions/v1/ingest-transaction</c>, for devices in the field.</summary>
public abstract class LegacyEndpointSuite(ScoutServer server) : EndToEndSuite(server)
{
    private const string Path = "/functions/v1/ingest-transaction";

    [Fact]
    public async Task Post_WhenNewThenRepeatedThenChanged_AnswersInItsOwnWords()
    {
        var sale = new Sale(NewStore(), "T-1");

        var first = (await Client.PostAsync(Path, sale.Json)).Expect(201);
        var second = (await Client.PostAsync(Path, sale.Json)).Expect(200);
        var third = (await Client.PostAsync(Path, (sale with { Quantity = 3 }).Json)).Expect(409);

        Assert.True(first.Json.GetProperty("ok").GetBoolean());
        Assert.Equal((await Client.PostAsync(sale)).Expect(200)["event_id"], first["id"]);
        Assert.True(second.Json.GetProperty("ok").GetBoolean());
        Assert.True(second.Json.GetProperty("duplicateDetected").GetBoolean());
        Assert.NotEqual("", second["message"]);
        ExpectRefusal(third, 409);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"store_id\":\"S\",\"store_id\":\"S\"}")]
    public async Task Post_WhenTheBodyIsNoTransaction_Answers400(string body) => ExpectRefusal(await Client.PostAsync(Path, body), 400);

    [Fact]
    public async Task Post_WhenPackedBytesAreCorrupt_Answers400() => ExpectRefusal(await Client.PostAsync(Path, "no gzip"u8.ToArray(), encoding: "gzip"), 400);

    [Fact]
    public async Task Post_WhenTooLong_AnswersInItsOwnWords() =>
        ExpectRefusal(await Client.PostAsync(Path, new Sale(NewStore(), "T-1") { Extra = $"\"note\":\"{new string('x', 256 * 1024)}\"," }.Json), 413);

    [Fact]
    public async Task Post_WhenPackedInAnotherWay_AnswersInItsOwnWords() => ExpectRefusal(await Client.PostAsync(Path, "{}"u8.ToArray(), encoding: "deflate"), 415);

    [Fact]
    public async Task Post_WhenPacked_Answers201() =>
        (await Client.PostAsync(Path, Packing.Pack("gzip", Encoding.UTF8.GetBytes(new Sale(NewStore(), "T-1").Json)), encoding: "gzip")).Expect(201);

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Call_ByAnotherMethod_Answers405(string method) => ExpectRefusal(await Client.SendAsync(new HttpMethod(method), Path, null, null), 405);

    [Fact]
    public async Task Preflight_FromAnyPage_IsAnswered()
    {
        var answer = await Client.SendAsync(
            HttpMethod.Options, Path, null, null,
            ("Origin", "https://till.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type,x-source-system"));

        Assert.InRange(answer.Status, 200, 204);
        Assert.Equal("*", Header(answer, "Access-Control-Allow-Origin"));
        Assert.Contains("POST", Header(answer, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Contains("content-type", Header(answer, "Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("x-source-system", Header(answer, "Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Post_FromAPage_MayBeReadByIt() => Assert.Equal("*", Header(await Client.PostAsync(Path, "{}"), "Access-Control-Allow-Origin"));

    private static void ExpectRefusal(Answer answer, int status)
    {
        _ = answer.Expect(status);
        Assert.True(answer.Json.TryGetProperty("ok", out var ok) && !ok.GetBoolean(), $"Says not that it is not ok: {answer.Body}");
        Assert.False(string.IsNullOrWhiteSpace(answer["error"]));
    }

    private static string Header(Answer answer, string name) => string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : []);
}

public sealed class SqliteLegacyEndpointTests(SqliteScout server) : LegacyEndpointSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresLegacyEndpointTests(PostgresScout server) : LegacyEndpointSuite(server), IClassFixture<PostgresScout>;
