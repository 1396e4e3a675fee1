using Scout.Bench.Load;
using Scout.Bench.Report;

namespace Scout.Bench.Phases;

/// <summary>Summaries at a steady rate while sales come in at half of what the server takes at most.</summary>
internal sealed class BusyReadPhase(Func<HttpTarget, RequestSource> sales, ReadOptions options) : Phase("reads-busy")
{
    protected override async Task<long> LoadAsync(Subject subject, PhaseResult result, CancellationToken cancellationToken)
    {
        var (limit, before) = await FindLimitAsync(subject, cancellationToken);
        result.Add("ingest limit/s", limit);

        using var selling = await LoadRun.StartAsync(subject.Target, sales(subject.Target), options.Connections, cancellationToken, new(limit / 2));
        using var reading = await LoadRun.StartAsync(
            subject.Target, new SummaryReads(subject.Target, options.Stores), options.Connections, cancellationToken, new(options.ReadsPerSecond));
        await Task.Delay(options.WarmUp, TimeProvider.System, cancellationToken);
        var sold = selling.Tally.Accepted;
        var window = await ReadWindow.MeasureAsync(reading.Tally, subject.Cpu, options.Duration, cancellationToken);
        sold = selling.Tally.Accepted - sold;
        await reading.StopAsync(cancellationToken);
        await selling.StopAsync(cancellationToken);

        window.AddTo(result);
        result.Add("accepted/s", sold / window.Seconds);
        AddTally(result, reading.Tally);
        AddTally(result, selling.Tally);
        return before + selling.Tally.Accepted;
    }

    /// <summary>What the server takes with nobody reading, once it is warm.</summary>
    private async Task<(double PerSecond, long Accepted)> FindLimitAsync(Subject subject, CancellationToken cancellationToken)
    {
        using var run = await LoadRun.StartAsync(subject.Target, sales(subject.Target), options.Connections, cancellationToken);
        await Task.Delay(options.WarmUp, TimeProvider.System, cancellationToken);
        var window = await ReadWindow.MeasureAsync(run.Tally, subject.Cpu, options.Duration, cancellationToken);
        await run.StopAsync(cancellationToken);
        return (window.PerSecond, run.Tally.Accepted);
    }
}
