using Scout.Faults.Tests.Clusters;

namespace Scout.Faults.Tests;

/// <summary>Three silos on one PostgreSQL, and everything that happens to machines.</summary>
public sealed class FaultTests
{
    // Beside other tests on a small machine; the measured figure is in the output, and a test of its own holds it to less.
    private static readonly TimeSpan GapMax = TimeSpan.FromSeconds(20);

    private const string Reminders = "select count(*) from orleans.orleansreminderstable";

    [Fact]
    public async Task Kill_OfOneAndOfAllSilos_LosesAndDoublesNothing()
    {
        await using var run = await FaultRun.StartAsync(silos: 3);
        await run.Cluster.AddApiAsync();
        foreach (var silo in run.Cluster.Silos)
        {
            var gap = await run.SufferAsync($"kill -9 of silo {silo.Number} of three", () => Faults.KillAsync(silo));
            Assert.True(gap < GapMax, $"A store waited {gap}.");
            await run.SufferAsync($"silo {silo.Number} back", silo.StartAsync);
        }

        await run.SufferAsync("kill -9 of all", () => Faults.KillAllAsync(run.Cluster));
        await run.HoldAsync();
    }

    [Fact]
    public async Task Pause_OfASilo_WritesNothingStaleWhenItReturns()
    {
        await using var run = await FaultRun.StartAsync(silos: 3);
        var silo = run.Cluster.Silos[run.Random.Next(3)];
        await run.SufferAsync($"SIGSTOP of silo {silo.Number} for 5 s", () => Faults.PauseAsync(silo, TimeSpan.FromSeconds(5)));
        await run.SufferAsync($"SIGSTOP of silo {silo.Number} for 90 s", () => Faults.PauseUntilGivenUpAsync(silo, TimeSpan.FromSeconds(90)));
        await run.HoldAsync();
    }

    [Fact]
    public async Task Database_RestartedCutOffAndAway_LosesAndDoublesNothing()
    {
        await using var run = await FaultRun.StartAsync(silos: 3);
        await run.SufferAsync("PostgreSQL restarted as after a power cut", () => Faults.RestartDatabaseAsync(run.Cluster, TimeSpan.Zero));
        await run.SufferAsync("all connections terminated", () => Faults.TerminateConnectionsAsync(run.Cluster));
        await run.SufferAsync("no connection left for 10 s", () => Faults.ExhaustConnectionsAsync(run.Cluster, TimeSpan.FromSeconds(10)));
        await run.SufferAsync("PostgreSQL away for 30 s", () => Faults.RestartDatabaseAsync(run.Cluster, TimeSpan.FromSeconds(30)));
        await run.HoldAsync();
    }

    [Fact]
    public async Task Network_CutAndSilent_LosesAndDoublesNothing()
    {
        await using var run = await FaultRun.StartAsync(silos: 3);
        var silo = run.Cluster.Silos[run.Random.Next(3)];
        await run.SufferAsync($"silo {silo.Number} cut from PostgreSQL for 8 s", () => Faults.DisturbAsync(silo.SetDatabase, Passage.Cut, TimeSpan.FromSeconds(8)));
        await run.SufferAsync($"silence between silo {silo.Number} and PostgreSQL for 8 s", () => Faults.DisturbAsync(silo.SetDatabase, Passage.Silent, TimeSpan.FromSeconds(8)));
        await run.SufferAsync($"silo {silo.Number} unreachable for the others for 8 s", () => Faults.DisturbAsync(way => silo.SetInbound(way), Passage.Cut, TimeSpan.FromSeconds(8)));
        await run.SufferAsync($"silo {silo.Number} cut from the others for 12 s", () => Faults.IsolateAsync(run.Cluster, silo, Passage.Cut, TimeSpan.FromSeconds(12)));
        await run.SufferAsync($"silence between silo {silo.Number} and the others for 12 s", () => Faults.IsolateAsync(run.Cluster, silo, Passage.Silent, TimeSpan.FromSeconds(12)));
        await run.HoldAsync();
    }

    [Fact]
    public async Task Scale_UpDownAndRolling_FailsNoAcknowledgement()
    {
        await using var run = await FaultRun.StartAsync(silos: 1);
        await run.SufferAsync("from one silo to three", async () =>
        {
            _ = await run.Cluster.AddAsync();
            _ = await run.Cluster.AddAsync();
        });
        foreach (var silo in run.Cluster.Silos)
            await run.SufferAsync($"rolling restart of silo {silo.Number}", () => Faults.RestartAsync(silo));
        await run.SufferAsync("from three silos to one", async () =>
        {
            await run.Cluster.Silos[2].Process.StopAsync();
            await run.Cluster.Silos[1].Process.StopAsync();
        });
        await run.HoldAsync();
    }

    [Fact]
    public async Task Reminders_DeletedBeforeASiloDies_LeaveNoShardAsleep()
    {
        await using var run = await FaultRun.StartAsync(silos: 2);
        var reminders = await run.Cluster.CountAsync(Reminders);
        await run.SufferAsync("reminders deleted, then kill -9 of a silo", async () =>
        {
            await run.Cluster.ExecuteAsync("delete from orleans.orleansreminderstable");
            await Faults.KillAsync(run.Cluster.Silos[1]);
        });
        var before = await ReadPositionsAsync(run.Cluster);
        await run.WaitUntilAsync(async () => (await ReadPositionsAsync(run.Cluster)).Zip(before).All(shard => shard.First > shard.Second), "every shard is promoted further");
        await run.SufferAsync("the silo back", run.Cluster.Silos[1].StartAsync);
        await run.WaitUntilAsync(async () => await run.Cluster.CountAsync(Reminders) == reminders, "all reminders are set again");
        await run.HoldAsync();
    }

    [Fact]
    public async Task TwoClusters_OnOneDatabase_WriteEverythingOnce()
    {
        await using var run = await FaultRun.StartAsync(silos: 2);
        await run.SufferAsync("a second cluster on the same database: every grain is active twice", async () =>
        {
            _ = await run.Cluster.AddAsync(clusterId: "another");
            await Task.Delay(TimeSpan.FromSeconds(15));
        });
        await run.SufferAsync("the second cluster leaves", () => run.Cluster.RemoveAsync(run.Cluster.Silos[^1]));
        await run.HoldAsync();
    }

    private static Task<List<long>> ReadPositionsAsync(FaultCluster cluster) =>
        cluster.ReadAsync("select position from promotion_shards order by shard", row => row.GetInt64(0));
}
