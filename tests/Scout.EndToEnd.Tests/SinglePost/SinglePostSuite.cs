using System.Text;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.SinglePost;

/// <summary><c>POST /v1/transactions</c>: what is refused, and that a refusal leaves nothing behind.</summary>
public abstract partial class SinglePostSuite(ScoutServer server) : EndToEndSuite(server)
{
    private const string Path = "/v1/transactions";
    private const int BodyBytesMax = 256 * 1024;

    /// <summary>What makes a good body malformed.</summary>
    private static readonly Dictionary<string, Func<string, byte[]>> Spoilers = new()
    {
        ["nothing"] = _ => [],
        ["white space"] = _ => "  \n"u8.ToArray(),
        ["no JSON"] = _ => "transaction"u8.ToArray(),
        ["cut off"] = json => Encoding.UTF8.GetBytes(json[..^1]),
        ["trailing text"] = json => Encoding.UTF8.GetBytes(json + "x"),
        ["second document"] = json => Encoding.UTF8.GetBytes(json + json),
        ["trailing comma"] = json => Encoding.UTF8.GetBytes(json[..^1] + ",}"),
        ["comment"] = json => Encoding.UTF8.GetBytes("/* one */" + json),
        ["byte order mark"] = json => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(json)],
        ["UTF-16"] = Encoding.Unicode.GetBytes,
        ["broken UTF-8"] = json => [.. Encoding.UTF8.GetBytes(json[..^1] + ",\"note\":\""), 0xC3, 0x28, .. "\"}"u8],
        ["single quotes"] = json => Encoding.UTF8.GetBytes(json.Replace('"', '\'')),
        ["bare control character"] = json => With(json, "\"note\":\"a\tb\""),
        ["number that is none"] = json => With(json, "\"note\":NaN"),
        ["leading zero"] = json => With(json, "\"note\":01"),
        ["duplicate member"] = json => With(json, "\"total_amount\":1"),
        ["duplicate of an unknown member"] = json => With(json, "\"note\":1,\"note\":1"),
        ["duplicate in another spelling"] = json => With(json, "\"total\\u005famount\":1"),
        ["duplicate inside a line"] = json => Encoding.UTF8.GetBytes(json.Replace("\"qty\":", "\"qty\":2,\"qty\":", StringComparison.Ordinal)),
        ["duplicate inside metadata"] = json => With(json, "\"metadata\":{\"a\":1,\"a\":1}"),
        ["nested too deep"] = json => With(json, $"\"note\":{new string('[', 200)}{new string(']', 200)}"),
    };

    public static TheoryData<string> SpoilerNames => [.. Spoilers.Keys];

    [Theory]
    [MemberData(nameof(SpoilerNames))]
    public async Task Post_WhenMalformed_Answers400AndStoresNothing(string spoiler)
    {
        var sale = new Sale(NewStore(), "T-1");

        (await Client.PostAsync(Path, Spoilers[spoiler](sale.Json))).ExpectProblem(400, "malformed_json");

        await CheckNothingStoredAsync(sale);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-ndjson")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=iso-8859-1")]
    public async Task Post_WhenOfAnotherMediaType_Answers415AndStoresNothing(string? contentType)
    {
        var sale = new Sale(NewStore(), "T-1");

        (await Client.PostAsync(Path, Encoding.UTF8.GetBytes(sale.Json), contentType)).ExpectProblem(415, "unsupported_media_type");

        await CheckNothingStoredAsync(sale);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("Application/JSON")]
    public async Task Post_WhenJsonInUtf8InAnySpelling_Answers201(string contentType) =>
        (await Client.PostAsync(Path, Encoding.UTF8.GetBytes(new Sale(NewStore(), "T-1").Json), contentType)).Expect(201);

    [Fact]
    public async Task Post_WhenTooLong_Answers413AndStoresNothing()
    {
        var sale = new Sale(NewStore(), "T-1") { Extra = $"\"note\":\"{new string('x', BodyBytesMax)}\"," };

        (await Client.PostAsync(sale)).ExpectProblem(413, "too_large");

        await CheckNothingStoredAsync(sale with { Extra = "" });
    }

    [Fact]
    public async Task Post_WhenTooLongWithoutSayingSo_Answers413AndStoresNothing()
    {
        var sale = new Sale(NewStore(), "T-1") { Extra = $"\"note\":\"{new string('x', BodyBytesMax)}\"," };
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(sale.Json, Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;

        (await Client.SendAsync(request)).ExpectProblem(413, "too_large");

        await CheckNothingStoredAsync(sale with { Extra = "" });
    }

    [Fact]
    public async Task Post_WhenOfTheGreatestLength_Answers201()
    {
        var sale = new Sale(NewStore(), "T-1");
        var room = BodyBytesMax - Encoding.UTF8.GetByteCount((sale with { Extra = "\"note\":\"\"," }).Json);

        (await Client.PostAsync(sale with { Extra = $"\"note\":\"{new string('x', room)}\"," })).Expect(201);
    }

    [Fact]
    public async Task Post_WhenAllIsWrong_NamesEveryFaultAtOnceAndStoresNothing()
    {
        var store = NewStore();
        var body = $$"""
            {"store_id":"{{store}}","transaction_id":"","ts":"2025-01-24T18:30:00","total_amount":"245.50","type":"gift","currency":"usd","device_seq":1.5,"metadata":[],
             "customer_id":"a\u0000b",
             "items":[{"product_id":"P","qty":"2","unit_price":25.00001,"line_amount":1e12},{"product_id":7,"unit_price":1,"line_amount":1},null]}
            """;

        var refused = (await Client.PostAsync(Path, body)).ExpectProblem(422, "invalid");

        Assert.Equal(
            [
                "currency", "customer_id", "device_seq", "items[0].line_amount", "items[0].qty", "items[0].unit_price", "items[1].product_id", "items[1].qty", "items[2]", "metadata",
                "total_amount", "transaction_id", "ts", "type",
            ],
            refused.FaultPaths());
        Assert.Equal("must be a number", refused.Json.GetProperty("errors").GetProperty("items[0].qty")[0].GetString());
        await CheckNothingStoredAsync(new Sale(store, "T-1"));
    }

    [Fact]
    public async Task Post_WhenEverythingIsMissing_NamesAllThatIsRequired() => Assert.Equal(
        ["items", "store_id", "total_amount", "transaction_id", "ts"], (await Client.PostAsync(Path, "{}")).ExpectProblem(422, "invalid").FaultPaths());

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    public async Task Post_WhenNoObject_Answers422(string body) => Assert.Equal(["$"], (await Client.PostAsync(Path, body)).ExpectProblem(422, "invalid").FaultPaths());

    [Theory]
    [InlineData("\"transaction_id\":\"T-1\"", "\"Transaction_Id\":\"T-1\"", "transaction_id")]
    [InlineData("\"transaction_id\":\"T-1\"", "\"transaction_id\":\"\\u0007\"", "transaction_id")]
    [InlineData("2025-01-24T18:30:00.000000Z", "2025-02-30T18:30:00Z", "ts")]
    [InlineData("2025-01-24T18:30:00.000000Z", "1737743400", "ts")]
    [InlineData("\"total_amount\":50.50", "\"total_amount\":50.00001", "total_amount")]
    [InlineData("\"total_amount\":50.50", "\"total_amount\":1000000000000", "total_amount")]
    [InlineData("\"total_amount\":50.50", "\"total_amount\":null", "total_amount")]
    public async Task Post_WhenOneValueIsWrong_NamesItAlone(string right, string wrong, string path)
    {
        var json = new Sale(NewStore(), "T-1").Json;
        Assert.Contains(right, json, StringComparison.Ordinal);

        Assert.Equal([path], (await Client.PostAsync(Path, json.Replace(right, wrong, StringComparison.Ordinal))).ExpectProblem(422, "invalid").FaultPaths());
    }

    [Fact]
    public async Task Post_WhenTooManyItems_Answers422()
    {
        var json = new Sale(NewStore(), "T-1").Json;
        var start = json.IndexOf('[', StringComparison.Ordinal);
        var line = "{\"product_id\":\"P\",\"qty\":1,\"unit_price\":0,\"line_amount\":0}";

        var refused = await Client.PostAsync(Path, $"{json[..start]}[{string.Join(',', Enumerable.Repeat(line, 1001))}]}}");

        Assert.Equal(["items"], refused.ExpectProblem(422, "invalid").FaultPaths());
    }

    [Fact]
    public async Task Call_WhenNothingIsThere_Answers404() => (await Client.GetAsync("/v1/nothing")).ExpectProblem(404, "not_found");

    [Fact]
    public async Task Call_WhenMethodIsAnother_Answers405AndSaysWhich()
    {
        var answer = (await Client.GetAsync(Path)).Expect(405);

        Assert.Equal("application/problem+json", answer.MediaType);
    }

    private async Task CheckNothingStoredAsync(Sale sale)
    {
        (await Client.GetAsync($"/v1/stores/{sale.Store}")).ExpectProblem(404, "not_found");
        (await Client.GetTransactionAsync(sale.Store, sale.Id)).ExpectProblem(404, "not_found");
        foreach (var table in new[] { "bronze_events", "dead_letters" })
            Assert.Equal(0, await Store.CountAsync($"select count(*) from {table} where store_id = '{sale.Store}'"));
        (await Client.PostAsync(sale)).Expect(201);
    }

    private static byte[] With(string json, string member) => Encoding.UTF8.GetBytes($"{json[..^1]},{member}}}");
}

public sealed class SqliteSinglePostTests(SqliteScout server) : SinglePostSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresSinglePostTests(PostgresScout server) : SinglePostSuite(server), IClassFixture<PostgresScout>;
