using System.Diagnostics;
using Scout.EndToEnd.Tests.Load;
using Scout.EndToEnd.Tests.Stores;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests;

/// <summary>The database goes away while Scout stays.</summary>
public sealed class DatabaseOutageTests(StoppablePostgresScout server) : EndToEndSuite(server), IClassFixture<StoppablePostgresScout>
{
    private const int Outages = 2;
    private static readonly TimeSpan AwayFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RecoveredWithin = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Stop_OfPostgresTwiceUnderLoad_Answers503AndRecoversByItself()
    {
        var seed = Random.Shared.Next();
        Tell($"seed {seed}");
        var load = new EndlessLoad(Client, seed);
        for (var outage = 0; outage < Outages; outage++)
        {
            await load.WaitForMoreAsync("the start of the load");
            await server.Postgres.StopAsync(immediate: true);
            await CheckOutageAsync(outage, load);

            var startedAt = Stopwatch.GetTimestamp();
            await server.Postgres.StartAsync();
            Tell($"PostgreSQL took {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F1} s to come back");
            await load.WaitForMoreAsync("PostgreSQL came back", RecoveredWithin);
            Tell($"first acknowledgement {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F1} s after PostgreSQL was told to start");
            _ = await Eventually.ReadAsync("Scout to be ready", () => Client.GetAsync("/health/ready"), answer => answer.Status == 200);
            Tell($"ready {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F1} s after PostgreSQL was told to start");
        }

        await load.StopAsync();

        Tell($"{load.Ledger.Count} acknowledged, {load.Refusals} times refused, {load.Breaks} connections broken");
        Assert.True(load.Refusals > 0, "Nobody was told to try later.");
        Assert.Equal(0, load.Breaks);
        var startedPromotion = Stopwatch.GetTimestamp();
        await Audit.CheckAsync(Store, Client, load.Ledger);
        Tell($"all promoted and checked after {Stopwatch.GetElapsedTime(startedPromotion).TotalSeconds:F1} s");
    }

    private async Task CheckOutageAsync(int outage, EndlessLoad load)
    {
        // What the database committed before it stopped may still be answered; from the first refusal on, nothing is.
        var probe = new Sale("LOAD-00", $"PROBE-{outage}");
        var startedAt = Stopwatch.GetTimestamp();
        var refused = (await Client.PostAsync(probe)).ExpectProblem(503, "unavailable");
        Tell($"503 after {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F1} s, Retry-After {refused.Headers.RetryAfter}");
        var acknowledged = load.Ledger.Count;
        (await Client.GetAsync("/health/live")).Expect(200);
        (await Client.GetAsync("/health/ready")).Expect(503);
        (await Client.GetAsync("/v1/stores")).ExpectProblem(503, "unavailable");
        (await Client.GetAsync("/v1/quality/checks")).ExpectProblem(503, "unavailable");
        (await Client.GetAsync("/v1/alerts")).ExpectProblem(503, "unavailable");
        await Task.Delay(AwayFor);
        (await Client.PostAsync("/v1/transactions/batch", $"[{probe.Json}]")).ExpectProblem(503, "unavailable");
        Assert.Equal(acknowledged, load.Ledger.Count);
    }
}
