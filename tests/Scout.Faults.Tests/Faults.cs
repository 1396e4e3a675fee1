using Npgsql;
using Scout.Faults.Tests.Clusters;

namespace Scout.Faults.Tests;

/// <summary>What happens to machines, each as an act that begins, lasts and ends.</summary>
internal static class Faults
{
    /// <summary>A device's own time to notice.</summary>
    private static readonly TimeSpan Downtime = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan GivesUpWithin = TimeSpan.FromSeconds(30);

    public static async Task KillAsync(FaultSilo silo)
    {
        silo.Process.Kill();
        await Task.Delay(Downtime);
    }

    public static async Task KillAllAsync(FaultCluster cluster)
    {
        foreach (var silo in cluster.Silos)
            silo.Process.Kill();
        await Task.WhenAll(cluster.Silos.Select(silo => silo.StartAsync()));
    }

    /// <summary>A moment's pause, of which the others may or may not take notice.</summary>
    public static async Task PauseAsync(FaultSilo silo, TimeSpan duration)
    {
        await silo.Process.PauseAsync();
        await Task.Delay(duration);
        await silo.Process.ResumeAsync();

        // Time for whatever stale it might still write.
        await Task.Delay(Downtime);
        await EnsureRunningAsync(silo);
    }

    /// <summary>One that was paused for long was declared dead meanwhile: it must end itself when it learns of it, and is started again.</summary>
    public static async Task PauseUntilGivenUpAsync(FaultSilo silo, TimeSpan duration)
    {
        await silo.Process.PauseAsync();
        await Task.Delay(duration);
        await silo.Process.ResumeAsync();
        Assert.True(await silo.EndsWithinAsync(GivesUpWithin), $"Silo {silo.Number} was dead to the others for {duration} and went on. It said:\n{silo.Process.Output}");
        await EnsureRunningAsync(silo);
    }

    public static async Task RestartDatabaseAsync(FaultCluster cluster, TimeSpan downtime)
    {
        await cluster.Postgres.StopAsync(immediate: true);
        await Task.Delay(downtime);
        await cluster.Postgres.StartAsync();
    }

    public static Task TerminateConnectionsAsync(FaultCluster cluster) =>
        cluster.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()");

    /// <summary>Takes every connection there is, and keeps the silos from getting theirs back.</summary>
    public static async Task ExhaustConnectionsAsync(FaultCluster cluster, TimeSpan duration)
    {
        var held = new List<NpgsqlConnection>();
        try
        {
            await TerminateConnectionsAsync(cluster);
            var until = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(until) < duration)
            {
                try
                {
                    held.Add(await cluster.OpenAsync());
                }
                catch (PostgresException)
                {
                    // Full. The silos come back for theirs whenever one is free.
                    await Task.Delay(TimeSpan.FromMilliseconds(50));
                }
            }
        }
        finally
        {
            foreach (var connection in held)
                await connection.DisposeAsync();
        }
    }

    public static async Task DisturbAsync(Action<Passage> wire, Passage passage, TimeSpan duration)
    {
        wire(passage);
        await Task.Delay(duration);
        wire(Passage.Open);
    }

    /// <summary>A silo that no other can reach or hear, though the database and devices can.</summary>
    public static async Task IsolateAsync(FaultCluster cluster, FaultSilo silo, Passage passage, TimeSpan duration)
    {
        cluster.Isolate(silo, passage);
        await Task.Delay(duration);
        cluster.Isolate(silo, Passage.Open);
        await Task.Delay(Downtime);
        foreach (var one in cluster.Silos)
            await EnsureRunningAsync(one);
    }

    public static async Task RestartAsync(FaultSilo silo)
    {
        await silo.Process.StopAsync();
        await silo.StartAsync();
    }

    /// <summary>A silo that its cluster gave up ends itself; an operator's supervisor starts it again.</summary>
    public static async Task EnsureRunningAsync(FaultSilo silo)
    {
        if (!silo.IsRunning)
            await silo.StartAsync();
    }
}
