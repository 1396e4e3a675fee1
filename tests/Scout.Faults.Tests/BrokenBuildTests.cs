using Scout.Faults.Tests.Checks;

namespace Scout.Faults.Tests;

/// <summary>Shows that the suite would notice: silos that break one promise each, and the invariant that tells of it.</summary>
public sealed class BrokenBuildTests
{
    private static readonly TimeSpan Meanwhile = TimeSpan.FromSeconds(8);

    // What is lost never drains; waiting longer would not bring it.
    private static readonly TimeSpan DrainWithin = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task AcknowledgeBeforeCommit_WhenAllAreKilled_IsCaught()
    {
        await using var run = await FaultRun.StartAsync(silos: 2, broken: "acknowledge-before-commit", drainWithin: DrainWithin);
        await run.SufferAsync("kill -9 of all", () => Faults.KillAllAsync(run.Cluster));

        AssertBroken(await run.ReckonAsync(), 1, "not there");
    }

    [Fact]
    public async Task CursorOnTheId_WhenAShardMoves_IsCaught()
    {
        await using var run = await FaultRun.StartAsync(silos: 3, broken: "cursor-on-id", drainWithin: DrainWithin);
        await run.SufferAsync("from three silos to one", async () =>
        {
            await run.Cluster.Silos[2].Process.StopAsync();
            await run.Cluster.Silos[1].Process.StopAsync();
            await Task.Delay(Meanwhile);
        });

        AssertBroken(await run.ReckonAsync(), 1, "still waited");
    }

    [Fact]
    public async Task NoFence_WhenGrainsAreActiveTwice_IsCaught()
    {
        await using var run = await FaultRun.StartAsync(silos: 1, broken: "no-fence", drainWithin: DrainWithin);
        await run.SufferAsync("a second cluster on the same database", async () =>
        {
            _ = await run.Cluster.AddAsync(clusterId: "another");
            await Task.Delay(Meanwhile);
        });

        AssertBroken(await run.ReckonAsync(), 2, "gold of");
    }

    private static void AssertBroken(IReadOnlyList<Finding> findings, int invariant, string because)
    {
        var broken = findings.Where(finding => finding.Invariant == invariant && !finding.Holds).ToList();
        Assert.Contains(broken, finding => finding.Text.Contains(because, StringComparison.Ordinal));
    }
}
