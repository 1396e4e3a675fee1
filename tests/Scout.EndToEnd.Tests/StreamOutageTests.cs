using System.Diagnostics;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests;

/// <summary>A stream that stays open while the database goes away.</summary>
public sealed class StreamOutageTests(StoppablePostgresScout server) : EndToEndSuite(server), IClassFixture<StoppablePostgresScout>
{
    private const string LegacyPath = "/functions/v1/ingest-transaction";

    [Fact]
    public async Task Stream_OverAnOutage_AnswersWhenTheDatabaseIsBack()
    {
        var store = NewStore();
        using var stream = await StreamConnection.OpenAsync(Client.Server);
        await stream.SendAsync(new Sale(store, "BEFORE").Json + "\n");
        _ = await stream.ReadManyAsync(1);
        await server.Postgres.StopAsync(immediate: true);
        await stream.SendAsync(new Sale(store, "MEANWHILE").Json + "\n");
        (await Client.PostAsync(new Sale(store, "MEANWHILE"))).ExpectProblem(503, "unavailable");
        var refused = (await Client.PostAsync(LegacyPath, new Sale(store, "MEANWHILE").Json)).Expect(503);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.False(refused.Json.GetProperty("ok").GetBoolean());

        await server.Postgres.StartAsync();

        var startedAt = Stopwatch.GetTimestamp();
        var result = (await stream.ReadAsync())!.Value;
        Tell($"answered {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F1} s after PostgreSQL was back");
        Assert.Equal((1, "accepted"), (result.GetProperty("index").GetInt32(), result.GetProperty("status").GetString()));
        (await Client.PostAsync(new Sale(store, "MEANWHILE"))).Expect(200);
        await Client.GetSummaryOfAsync(store, "2025-01-24", 2);
    }
}

/// <summary>A stream whose server has little patience with a database that stays away.</summary>
public sealed class StreamPatienceTests(StoppablePostgresScout server) : EndToEndSuite(server), IClassFixture<StoppablePostgresScout>
{
    // More than the server holds for one stream, so that its reader waits for room when the writer gives up.
    private const int Lines = 20_000;
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(30);

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Scout__Api__StreamPatience"] = "00:00:01",
        ["Scout__Api__StreamLinesInFlightMax"] = "1000",
    };

    [Fact]
    public async Task Stream_WhenTheDatabaseStaysAway_TellsSoAndEnds()
    {
        var store = NewStore();
        using var stream = await StreamConnection.OpenAsync(Client.Server);
        await stream.SendAsync(new Sale(store, "BEFORE").Json + "\n");
        _ = await stream.ReadManyAsync(1);
        await server.Postgres.StopAsync(immediate: true);
        var sending = Task.Run(async () =>
        {
            foreach (var numbers in Enumerable.Range(0, Lines).Chunk(200))
                await stream.SendAsync(string.Concat(numbers.Select(number => new Sale(store, $"T-{number}").Json + "\n")));
        }, TestContext.Current.CancellationToken);

        var results = await stream.ReadToEndAsync().WaitAsync(EndsWithin, TestContext.Current.CancellationToken);

        Assert.InRange(results.Count, 1, Lines - 1);
        Assert.All(results, result => Assert.Equal("unavailable", result.GetProperty("status").GetString()));
        _ = await Task.WhenAny(sending).WaitAsync(EndsWithin, TestContext.Current.CancellationToken);
        await server.Postgres.StartAsync();
        _ = await Eventually.ReadAsync("the same line to be taken", () => Client.PostAsync(new Sale(store, "T-0")), answer => answer.Status is 201 or 200);
    }
}
