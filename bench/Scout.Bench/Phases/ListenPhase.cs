using System.Diagnostics;
using Scout.Bench.Load;
using Scout.Bench.Report;

namespace Scout.Bench.Phases;

/// <summary>Listeners to the chain's live figures, and a sale now and then: when does each of them show it?</summary>
internal sealed class ListenPhase(Func<HttpTarget, RequestSource> sales, ReadOptions options) : Phase("listeners")
{
    private const double NanosecondsPerMillisecond = 1_000_000;
    private static readonly TimeSpan ShownWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>No multiple of the second in which frames are made, so that sales fall everywhere in it.</summary>
    private static readonly TimeSpan SaleEvery = TimeSpan.FromMilliseconds(1370);

    protected override async Task<long> LoadAsync(Subject subject, PhaseResult result, CancellationToken cancellationToken)
    {
        // The first sale makes the chain; the feed of a chain without any has nothing to say.
        var accepted = await SellAsync(subject, cancellationToken);
        using var listeners = await LiveListeners.OpenAsync(subject.Target, "/v1/chain/live", options.Listeners, cancellationToken);
        var before = subject.Cpu.Read();
        var startedAt = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(startedAt) < options.Duration)
        {
            await Task.Delay(SaleEvery, TimeProvider.System, cancellationToken);
            accepted += await SellAsync(subject, cancellationToken);
            listeners.TellSold();
            await AwaitShownAsync(listeners, result, cancellationToken);
        }

        var spent = subject.Cpu.Read().Server - before.Server;
        result.Add("listeners", listeners.Count);
        result.Add("update p50 ms", listeners.Delays.Percentile(0.50) / NanosecondsPerMillisecond, 0);
        result.Add("update p99 ms", listeners.Delays.Percentile(0.99) / NanosecondsPerMillisecond, 0);
        result.Add("update max ms", listeners.Delays.Max / NanosecondsPerMillisecond, 0);
        result.Add("server CPU % of a core", spent / Stopwatch.GetElapsedTime(startedAt) * 100, 1);
        result.Add("server working set MB", Megabytes(subject.Cpu.WorkingSetBytes()));
        if (listeners.Broken > 0)
            result.Fail($"{listeners.Broken} of {listeners.Count} streams were ended by the server");
        return accepted;
    }

    private static async Task AwaitShownAsync(LiveListeners listeners, PhaseResult result, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        while (listeners.Shown < listeners.Count)
        {
            if (Stopwatch.GetElapsedTime(since) > ShownWithin)
            {
                result.Fail($"{listeners.Count - listeners.Shown} listeners did not show a sale within {ShownWithin.TotalSeconds} s");
                return;
            }

            await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<long> SellAsync(Subject subject, CancellationToken cancellationToken)
    {
        using var run = await LoadRun.StartAsync(subject.Target, sales(subject.Target), connections: 1, cancellationToken);
        await run.StopAsync(cancellationToken);
        return run.Tally.Accepted;
    }
}
