using System.Text.Json;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests;

/// <summary><c>POST /v1/transactions/batch</c>.</summary>
public abstract class BatchSuite(ScoutServer server) : EndToEndSuite(server)
{
    private const string Path = "/v1/transactions/batch";

    [Fact]
    public async Task Post_OfAllSorts_AnswersEachInItsPlace()
    {
        var (store, other) = (NewStore(), NewStore());
        var known = new Sale(store, "KNOWN");
        (await Client.PostAsync(known)).Expect(201);
        string[] elements =
        [
            new Sale(store, "A").Json,
            known.Json,
            (known with { Quantity = 9 }).Json,
            "{\"store_id\":\"" + store + "\",\"transaction_id\":\"BAD\",\"items\":[{\"product_id\":\"P\",\"qty\":\"2\"}]}",
            new Sale(other, "A").Json,
            new Sale(store, "A").Json,
            (new Sale(store, "A") with { Quantity = 5 }).Json,
            "[]",
            new Sale(store, "B").Json[..^1] + ",\"note\":1,\"note\":2}",
            new Sale(store, "B").Json,
        ];

        var answer = (await Client.PostAsync(Path, $"[{string.Join(',', elements)}]")).Expect(200).Json;

        var results = answer.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, elements.Length), results.Select(result => result.GetProperty("index").GetInt32()));
        Assert.Equal(
            ["accepted", "duplicate", "conflict", "rejected", "accepted", "duplicate", "conflict", "rejected", "rejected", "accepted"],
            results.Select(result => result.GetProperty("status").GetString()));
        Assert.Equal((3, 2, 2, 0, 3), (Count(answer, "accepted"), Count(answer, "duplicates"), Count(answer, "conflicts"), Count(answer, "quarantined"), Count(answer, "rejected")));
        Assert.Equal((store, "A"), (results[0].GetProperty("store_id").GetString(), results[0].GetProperty("transaction_id").GetString()));
        Assert.Equal(results[0].GetProperty("event_id").GetString(), results[5].GetProperty("event_id").GetString());
        Assert.Equal("must be a number", results[3].GetProperty("errors").GetProperty("items[0].qty")[0].GetString());
        Assert.All([7, 8], place => Assert.NotEmpty(results[place].GetProperty("errors").EnumerateObject()));
        Assert.Equal(3 * known.Total, (await Client.GetSummaryOfAsync(store, "2025-01-24", 3)).GetProperty("revenue").GetDecimal());
    }

    [Fact]
    public async Task Post_WhenRepeated_ChangesNothing()
    {
        var sales = Sales(NewStore(), 50);
        var first = (await Client.PostBatchAsync(sales)).Expect(200).Json;

        var second = (await Client.PostBatchAsync(Enumerable.Reverse(sales))).Expect(200).Json;

        Assert.Equal((50, 50), (Count(first, "accepted"), Count(second, "duplicates")));
        Assert.Equal(EventIds(first), EventIds(second).Reverse());
    }

    [Fact]
    public async Task Post_OfAThousand_TakesThem() => Assert.Equal(1000, Count((await Client.PostBatchAsync(Sales(NewStore(), 1000))).Expect(200).Json, "accepted"));

    [Fact]
    public async Task Post_OfMoreThanAThousand_Answers413AndStoresNothing()
    {
        var store = NewStore();

        (await Client.PostBatchAsync(Sales(store, 1001))).ExpectProblem(413, "too_large");

        (await Client.GetAsync($"/v1/stores/{store}")).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task Post_OfMoreThanEightMegabytes_Answers413() =>
        (await Client.PostAsync(Path, $"[{new string(' ', 8 * 1024 * 1024)}{new Sale(NewStore(), "T-1").Json}]")).ExpectProblem(413, "too_large");

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task Post_OfNothing_Answers422(string body) => (await Client.PostAsync(Path, body)).ExpectProblem(422, "invalid");

    [Theory]
    [InlineData("[{]")]
    [InlineData("[{},]")]
    [InlineData("[{}] x")]
    [InlineData("")]
    public async Task Post_WhenMalformedAsAWhole_Answers400(string body) => (await Client.PostAsync(Path, body)).ExpectProblem(400, "malformed_json");

    [Fact]
    public async Task Kill_RightAfterTheAnswer_LosesNothing()
    {
        string[] stores = [NewStore(), NewStore(), NewStore()];
        var sales = stores.SelectMany(store => Sales(store, 300)).ToList();
        var first = (await Client.PostBatchAsync(sales)).Expect(200).Json;
        Assert.Equal(sales.Count, Count(first, "accepted"));

        await Server.KillAndStartAsync();

        foreach (var store in stores)
            Assert.Equal(300 * sales[0].Total, (await Client.GetSummaryOfAsync(store, "2025-01-24", 300)).GetProperty("revenue").GetDecimal());
        Assert.Equal(EventIds(first), EventIds((await Client.PostBatchAsync(sales)).Expect(200).Json));
    }

    private static List<Sale> Sales(string store, int count) => [.. Enumerable.Range(0, count).Select(number => new Sale(store, $"T-{number}"))];

    private static int Count(JsonElement answer, string name) => answer.GetProperty(name).GetInt32();

    private static IEnumerable<string?> EventIds(JsonElement answer) =>
        answer.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("event_id").GetString());
}

public sealed class SqliteBatchTests(SqliteScout server) : BatchSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresBatchTests(PostgresScout server) : BatchSuite(server), IClassFixture<PostgresScout>;
