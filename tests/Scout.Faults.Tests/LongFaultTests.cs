using System.Globalization;
using Scout.Faults.Tests.Clusters;

namespace Scout.Faults.Tests;

/// <summary>What takes longer than every change should wait, or a machine of its own. Asked for by name: <c>--explicit only</c>.</summary>
public sealed class LongFaultTests
{
    private static readonly TimeSpan GapMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Downtime = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan RemindedWithin = TimeSpan.FromSeconds(90);

    [Fact(Explicit = true)]
    public async Task Kill_OfOneSilo_LeavesNoStoreWaitingForFiveSeconds()
    {
        await using var run = await FaultRun.StartAsync(silos: 3);
        for (var round = 0; round < 3; round++)
        {
            foreach (var silo in run.Cluster.Silos)
            {
                var gap = await run.SufferAsync($"kill -9 of silo {silo.Number} of three", () => Faults.KillAsync(silo));
                Assert.True(gap < GapMax, $"A store waited {gap}.");
                await run.SufferAsync($"silo {silo.Number} back", silo.StartAsync);
            }
        }

        await run.HoldAsync();
    }

    [Fact(Explicit = true)]
    public async Task Reminders_AfterThreeMinutesWithoutASilo_ComeAgain()
    {
        await using var run = await FaultRun.StartAsync(silos: 3, logLevel: "Debug");
        await run.SufferAsync("all silos down for 3 minutes", async () =>
        {
            foreach (var silo in run.Cluster.Silos)
                silo.Process.Kill();
            await Task.Delay(Downtime);
            await Task.WhenAll(run.Cluster.Silos.Select(silo => silo.StartAsync()));
        });
        await WaitForRemindersAsync(run);
        foreach (var silo in run.Cluster.Silos)
            await run.SufferAsync($"rolling restart of silo {silo.Number}", () => Faults.RestartAsync(silo));
        await WaitForRemindersAsync(run);
        await run.HoldAsync();
    }

    /// <summary>Everything at random for <c>SCOUT_FAULTS_MINUTES</c> (10), from <c>SCOUT_FAULTS_SEED</c>.</summary>
    [Fact(Explicit = true)]
    public async Task Soup_OfAllFaults_LosesAndDoublesNothing()
    {
        var minutes = double.TryParse(Environment.GetEnvironmentVariable("SCOUT_FAULTS_MINUTES"), CultureInfo.InvariantCulture, out var told) ? told : 10;
        await using var run = await FaultRun.StartAsync(silos: 3);
        var startedAt = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromMinutes(minutes))
        {
            var (name, fault) = Choose(run);
            await run.SufferAsync(name, fault);
            foreach (var silo in run.Cluster.Silos)
                await Faults.EnsureRunningAsync(silo);
        }

        await run.HoldAsync();
    }

    private static (string Name, Func<Task> Fault) Choose(FaultRun run)
    {
        var (cluster, silo) = (run.Cluster, run.Cluster.Silos[run.Random.Next(run.Cluster.Silos.Count)]);
        var duration = TimeSpan.FromSeconds(run.Random.Next(1, 20));
        return run.Random.Next(11) switch
        {
            0 => ($"kill -9 of silo {silo.Number}", () => Faults.KillAsync(silo)),
            1 => ("kill -9 of all", () => Faults.KillAllAsync(cluster)),
            2 => ($"SIGSTOP of silo {silo.Number} for {duration}", () => Faults.PauseAsync(silo, duration)),
            3 => ($"PostgreSQL away for {duration}", () => Faults.RestartDatabaseAsync(cluster, duration)),
            4 => ("all connections terminated", () => Faults.TerminateConnectionsAsync(cluster)),
            5 => ($"no connection left for {duration}", () => Faults.ExhaustConnectionsAsync(cluster, duration)),
            6 => ($"silo {silo.Number} cut from PostgreSQL for {duration}", () => Faults.DisturbAsync(silo.SetDatabase, Passage.Cut, duration)),
            7 => ($"silence between silo {silo.Number} and PostgreSQL for {duration}", () => Faults.DisturbAsync(silo.SetDatabase, Passage.Silent, duration)),
            8 => ($"silo {silo.Number} cut from the others for {duration}", () => Faults.IsolateAsync(cluster, silo, Passage.Cut, duration)),
            9 => ($"silence between silo {silo.Number} and the others for {duration}", () => Faults.IsolateAsync(cluster, silo, Passage.Silent, duration)),
            _ => ($"rolling restart of silo {silo.Number}", () => Faults.RestartAsync(silo)),
        };
    }

    /// <summary>Each shard's reminder comes in some silo. Their logs are where it can be seen.</summary>
    private static async Task WaitForRemindersAsync(FaultRun run)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var missing = Enumerable.Range(0, 8).Where(shard => !run.Cluster.Silos.Any(silo => silo.Process.Output.Contains($"The reminder of shard {shard} came", StringComparison.Ordinal))).ToList();
            if (missing.Count == 0)
                return;
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < RemindedWithin, $"The reminders of shards {string.Join(", ", missing)} did not come within {RemindedWithin}.");
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }
}
