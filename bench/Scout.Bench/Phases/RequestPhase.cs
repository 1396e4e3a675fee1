using System.Diagnostics;
using Scout.Bench.Hosting;
using Scout.Bench.Load;
using Scout.Bench.Report;

namespace Scout.Bench.Phases;

/// <summary>Requests over keep-alive connections: a warm-up, then a window of fixed length that alone is measured.</summary>
internal sealed class RequestPhase(
    string name, Func<HttpTarget, RequestSource> requestsTo, int connections, TimeSpan warmUp, TimeSpan duration) : Phase(name)
{
    private const double NanosecondsPerMillisecond = 1_000_000;

    protected override async Task<long> LoadAsync(Subject subject, PhaseResult result, CancellationToken cancellationToken)
    {
        using var run = await LoadRun.StartAsync(subject.Target, requestsTo(subject.Target), connections, cancellationToken);
        await Task.Delay(warmUp, TimeProvider.System, cancellationToken);
        run.Tally.TakeLatency();
        var start = Reading.Take(run.Tally, subject.Cpu);
        await Task.Delay(duration, TimeProvider.System, cancellationToken);
        var end = Reading.Take(run.Tally, subject.Cpu);
        var latency = run.Tally.TakeLatency();
        await run.StopAsync(cancellationToken);

        AddWindow(result, start, end, latency);
        result.Add("server working set MB", Megabytes(subject.Cpu.WorkingSetBytes()));
        AddTally(result, run.Tally);
        return run.Tally.Accepted;
    }

    private static void AddWindow(PhaseResult result, Reading start, Reading end, LatencyHistogram latency)
    {
        var seconds = Stopwatch.GetElapsedTime(start.At, end.At).TotalSeconds;
        result.Add("accepted/s", (end.Accepted - start.Accepted) / seconds);
        result.Add("requests/s", (end.Requests - start.Requests) / seconds);
        result.Add("p50 ms", latency.Percentile(0.50) / NanosecondsPerMillisecond, 2);
        result.Add("p99 ms", latency.Percentile(0.99) / NanosecondsPerMillisecond, 2);
        result.Add("max ms", latency.Max / NanosecondsPerMillisecond, 1);
        AddCpu(result, start.Cpu, end.Cpu, end.Accepted - start.Accepted);
    }

    private readonly record struct Reading(long At, long Accepted, long Requests, CpuReading Cpu)
    {
        public static Reading Take(LoadTally tally, CpuMeter cpu) => new(Stopwatch.GetTimestamp(), tally.Accepted, tally.Requests, cpu.Read());
    }
}
