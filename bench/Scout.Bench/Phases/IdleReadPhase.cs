using Scout.Bench.Load;
using Scout.Bench.Report;

namespace Scout.Bench.Phases;

/// <summary>Summaries as fast as they are answered, of a server that has sales of every store and receives none.</summary>
internal sealed class IdleReadPhase(Func<HttpTarget, RequestSource> sales, ReadOptions options) : Phase("reads-idle")
{
    private static readonly TimeSpan SettlesFor = TimeSpan.FromSeconds(5);

    protected override async Task<long> LoadAsync(Subject subject, PhaseResult result, CancellationToken cancellationToken)
    {
        var accepted = await FillAsync(subject, cancellationToken);
        using var run = await LoadRun.StartAsync(subject.Target, new SummaryReads(subject.Target, options.Stores), options.Connections, cancellationToken);
        await Task.Delay(options.WarmUp, TimeProvider.System, cancellationToken);
        var window = await ReadWindow.MeasureAsync(run.Tally, subject.Cpu, options.Duration, cancellationToken);
        await run.StopAsync(cancellationToken);
        window.AddTo(result);
        AddTally(result, run.Tally);
        return accepted;
    }

    /// <summary>Sells for a while, and waits until promotion and rollups are through with it.</summary>
    private async Task<long> FillAsync(Subject subject, CancellationToken cancellationToken)
    {
        using var fill = await LoadRun.StartAsync(subject.Target, sales(subject.Target), options.Connections, cancellationToken);
        await Task.Delay(options.WarmUp, TimeProvider.System, cancellationToken);
        await fill.StopAsync(cancellationToken);
        await Task.Delay(SettlesFor, TimeProvider.System, cancellationToken);
        return fill.Tally.Accepted;
    }
}
