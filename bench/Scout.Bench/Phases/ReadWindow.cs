using System.Diagnostics;
using Scout.Bench.Hosting;
using Scout.Bench.Load;
using Scout.Bench.Report;

namespace Scout.Bench.Phases;

/// <summary>What was answered in a window of fixed length, how fast, and what it cost.</summary>
internal sealed record ReadWindow(double Seconds, long Answered, LatencyHistogram Latency, TimeSpan? ServerSpent, TimeSpan? DatabaseSpent)
{
    private const double NanosecondsPerMillisecond = 1_000_000;

    public double PerSecond => Answered / Seconds;

    public static async Task<ReadWindow> MeasureAsync(LoadTally tally, CpuMeter cpu, TimeSpan duration, CancellationToken cancellationToken)
    {
        tally.TakeLatency();
        var (startedAt, answered, spent) = (Stopwatch.GetTimestamp(), tally.Accepted, cpu.Read());
        await Task.Delay(duration, TimeProvider.System, cancellationToken);
        var (seconds, after) = (Stopwatch.GetElapsedTime(startedAt).TotalSeconds, cpu.Read());
        return new(seconds, tally.Accepted - answered, tally.TakeLatency(), after.Server - spent.Server, after.Database - spent.Database);
    }

    public void AddTo(PhaseResult result)
    {
        result.Add("reads/s", PerSecond);
        result.Add("read p50 ms", Latency.Percentile(0.50) / NanosecondsPerMillisecond, 2);
        result.Add("read p99 ms", Latency.Percentile(0.99) / NanosecondsPerMillisecond, 2);
        result.Add("read max ms", Latency.Max / NanosecondsPerMillisecond, 1);
        result.Add("server CPU % of a core", ServerSpent?.TotalSeconds / Seconds * 100, 0);
        result.Add("PostgreSQL CPU % of a core", DatabaseSpent?.TotalSeconds / Seconds * 100, 0);
    }
}
