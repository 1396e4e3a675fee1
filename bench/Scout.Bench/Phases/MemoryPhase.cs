using System.Diagnostics;
using Scout.Bench.Load;
using Scout.Bench.Report;

namespace Scout.Bench.Phases;

/// <summary>Many batches, to see whether the server's memory follows the load or its configuration.</summary>
internal sealed class MemoryPhase(Func<HttpTarget, RequestSource> requestsTo, int connections, long transactions) : Phase("memory")
{
    /// <summary>The share of the load after which caches and pools are taken to be full.</summary>
    private const int SettledShare = 10;

    private const double RatioMax = 1.3;
    private static readonly TimeSpan StandstillMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    protected override async Task<long> LoadAsync(Subject subject, PhaseResult result, CancellationToken cancellationToken)
    {
        using var run = await LoadRun.StartAsync(subject.Target, requestsTo(subject.Target), connections, cancellationToken);
        var settled = await LoadUntilAsync(run, subject, transactions / SettledShare, cancellationToken);
        var end = await LoadUntilAsync(run, subject, transactions, cancellationToken);
        await run.StopAsync(cancellationToken);

        AddTally(result, run.Tally);
        if (run.Tally.Accepted < transactions)
            result.Fail($"the load ended after {run.Tally.Accepted} of {transactions} transactions");
        if (settled.Peak == 0)
            result.Note("memory of a server that this program did not start is not seen");
        else
            AddMemory(result, settled, end);
        return run.Tally.Accepted;
    }

    private static void AddMemory(PhaseResult result, (long Last, long Peak) settled, (long Last, long Peak) end)
    {
        result.Add("working set MB settled", Megabytes(settled.Last));
        result.Add("working set MB end", Megabytes(end.Last));
        result.Add("working set MB peak", Megabytes(Math.Max(settled.Peak, end.Peak)));
        var ratio = (double)end.Last / settled.Last;
        result.Add("working set ratio", ratio, 2);
        if (ratio > RatioMax)
            result.Fail($"the working set grew by {ratio:F2}, more than {RatioMax}");
    }

    private static async Task<(long Last, long Peak)> LoadUntilAsync(LoadRun run, Subject subject, long accepted, CancellationToken cancellationToken)
    {
        long last = 0, peak = 0, moved = 0;
        var movedAt = Stopwatch.GetTimestamp();
        while (run.Tally.Accepted < accepted && run.Tally.Faults.Count == 0 && Stopwatch.GetElapsedTime(movedAt) < StandstillMax)
        {
            if (run.Tally.Accepted > moved)
                (moved, movedAt) = (run.Tally.Accepted, Stopwatch.GetTimestamp());
            await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
            last = subject.Cpu.WorkingSetBytes() ?? 0;
            peak = Math.Max(peak, last);
        }

        return (last, peak);
    }
}
