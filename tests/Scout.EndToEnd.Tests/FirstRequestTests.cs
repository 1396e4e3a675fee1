using System.Diagnostics;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests;

/// <summary>What a newcomer sees who follows the first page of the documentation.</summary>
public abstract class FirstRequestSuite(ScoutServer server) : EndToEndSuite(server)
{
    private static readonly TimeSpan VisibleWithin = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Post_WhenNew_AnswersWhereItWent()
    {
        var sale = new Sale(NewStore(), "TXN-20250824-001");

        var answer = (await Client.PostAsync(sale)).Expect(201);

        Assert.Equal("application/json", answer.MediaType);
        Assert.Equal(("accepted", sale.Store, sale.Id), (answer["status"], answer["store_id"], answer["transaction_id"]));
        Assert.NotEqual("", answer["event_id"]);
        Assert.EndsWith("Z", answer["received_at"], StringComparison.Ordinal);
        Assert.InRange(TimeProvider.System.GetUtcNow() - answer.Json.GetProperty("received_at").GetDateTimeOffset(), TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Post_WhenRepeated_AnswersTheFirstEventAgain()
    {
        var sale = new Sale(NewStore(), "T-1");
        var first = (await Client.PostAsync(sale)).Expect(201);

        var second = (await Client.PostAsync(sale)).Expect(200);

        Assert.Equal(("duplicate", first["event_id"], first["received_at"]), (second["status"], second["event_id"], second["received_at"]));
    }

    [Fact]
    public async Task Post_WhenChanged_AnswersConflictAndKeepsTheBody()
    {
        var sale = new Sale(NewStore(), "T-1");
        var first = (await Client.PostAsync(sale)).Expect(201);

        (await Client.PostAsync(sale with { Quantity = 3 })).ExpectProblem(409, "conflict");

        var kept = (await Client.GetTransactionAsync(sale.Store, sale.Id)).Expect(200).Json;
        Assert.Equal(first["event_id"], kept.GetProperty("event_id").GetString());
        Assert.Equal(sale.Total, kept.GetProperty("transaction").GetProperty("total_amount").GetDecimal());
        var conflict = Assert.Single(kept.GetProperty("conflicts").EnumerateArray());
        Assert.Equal((sale with { Quantity = 3 }).Total, conflict.GetProperty("transaction").GetProperty("total_amount").GetDecimal());
    }

    [Fact]
    public async Task Post_WhenTheChangedBodyIsRepeated_KeepsItOnce()
    {
        var sale = new Sale(NewStore(), "T-1");
        (await Client.PostAsync(sale)).Expect(201);
        (await Client.PostAsync(sale with { Quantity = 3 })).Expect(409);

        (await Client.PostAsync(sale with { Quantity = 3 })).ExpectProblem(409, "conflict");

        var kept = (await Client.GetTransactionAsync(sale.Store, sale.Id)).Expect(200).Json;
        Assert.Equal(1, kept.GetProperty("conflicts").GetArrayLength());
    }

    [Fact]
    public async Task Summary_AfterA201_ShowsTheSaleWithinASecond()
    {
        // One attempt of three must do: the promise is for a machine that is not overloaded, and this one is shared.
        var times = new List<TimeSpan>();
        for (var attempt = 0; attempt < 3 && !times.Exists(time => time <= VisibleWithin); attempt++)
        {
            var sale = new Sale(NewStore(), "T-1") { At = TimeProvider.System.GetUtcNow() };
            (await Client.PostAsync(sale)).Expect(201);
            var startedAt = Stopwatch.GetTimestamp();
            var summary = await Client.GetSummaryOfAsync(sale.Store, "7d", 1);
            times.Add(Stopwatch.GetElapsedTime(startedAt));
            Assert.Equal(sale.Total, summary.GetProperty("revenue").GetDecimal());
        }

        Tell($"visible after {string.Join(", ", times.Select(time => $"{time.TotalMilliseconds:F0} ms"))}");
        Assert.Contains(times, time => time <= VisibleWithin);
    }

    [Fact]
    public async Task Get_AfterA201_GoesToPromotedWithItsLines()
    {
        var sale = new Sale(NewStore(), "T-1");
        (await Client.PostAsync(sale)).Expect(201);

        var promoted = await Eventually.ReadAsync(
            "the transaction to be promoted", () => Client.GetTransactionAsync(sale.Store, sale.Id), answer => answer.Expect(200)["state"] == "promoted");

        Assert.Equal(["received", "promoted"], promoted.Json.GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("what").GetString()));
        var line = Assert.Single(promoted.Json.GetProperty("items").EnumerateArray());
        Assert.Equal(
            (sale.Quantity, sale.UnitPrice, sale.Total),
            (line.GetProperty("qty").GetDecimal(), line.GetProperty("unit_price").GetDecimal(), line.GetProperty("line_amount").GetDecimal()));
    }

    [Fact]
    public async Task Kill_AfterTheFirstRequests_ChangesNoAnswer()
    {
        var sale = new Sale(NewStore(), "T-1") { At = TimeProvider.System.GetUtcNow() };
        var first = (await Client.PostAsync(sale)).Expect(201);
        (await Client.PostAsync(sale with { Quantity = 3 })).Expect(409);

        await Server.KillAndStartAsync();

        var again = (await Client.PostAsync(sale)).Expect(200);
        Assert.Equal((first["event_id"], first["received_at"]), (again["event_id"], again["received_at"]));
        (await Client.PostAsync(sale with { Quantity = 4 })).ExpectProblem(409, "conflict");
        Assert.Equal(sale.Total, (await Client.GetSummaryOfAsync(sale.Store, "7d", 1)).GetProperty("revenue").GetDecimal());
        var kept = (await Client.GetTransactionAsync(sale.Store, sale.Id)).Expect(200);
        Assert.Equal("promoted", kept["state"]);
        Assert.Equal(2, kept.Json.GetProperty("conflicts").GetArrayLength());
        Tell($"ready {Server.Process.ReadyAfter.TotalSeconds:F1} s after the kill");
    }

    [Fact]
    public async Task Stop_WhenIdle_EndsWellAndLosesNothing()
    {
        var sale = new Sale(NewStore(), "T-1");
        (await Client.PostAsync(sale)).Expect(201);

        await Server.Process.StopAsync();

        await Server.Process.StartAsync();
        (await Client.PostAsync(sale)).Expect(200);
    }
}

public sealed class SqliteFirstRequestTests(SqliteScout server) : FirstRequestSuite(server), IClassFixture<SqliteScout>;

public sealed class PostgresFirstRequestTests(PostgresScout server) : FirstRequestSuite(server), IClassFixture<PostgresScout>;
