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
