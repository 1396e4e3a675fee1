using System.Diagnostics;
using Scout.Bench.Load;
using Scout.Bench.Report;

namespace Scout.Bench.Phases;

/// <summary>One endless-looking request: throughput of the stream, and whether the server's memory follows its length.</summary>
internal sealed class StreamPhase(TransactionSource transactions, long lines) : Phase("stream")
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    protected override async Task<long> LoadAsync(Subject subject, PhaseResult result, CancellationToken cancellationToken)
    {
        using var stream = new StreamLoad(subject.Target, transactions, lines);
        var memoryBefore = subject.Cpu.WorkingSetBytes();
        var memoryPeak = memoryBefore;
        var cpuBefore = subject.Cpu.Read();
        var startedAt = Stopwatch.GetTimestamp();
        long aheadMax = 0;

        var running = stream.RunAsync(cancellationToken);
        while (await Task.WhenAny(running, Task.Delay(LookEvery, TimeProvider.System, cancellationToken)) != running)
        {
            aheadMax = Math.Max(aheadMax, stream.Sent - stream.Answered);
            if (subject.Cpu.WorkingSetBytes() is { } memory)
                memoryPeak = Math.Max(memory, memoryPeak ?? 0);
        }

        await running;
        var seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        result.Add("accepted/s", stream.Accepted / seconds);
        result.Add("lines/s", stream.Answered / seconds);
        AddCpu(result, cpuBefore, subject.Cpu.Read(), stream.Accepted);
        result.Add("lines ahead of answers", aheadMax);
        result.Add("working set MB before", Megabytes(memoryBefore));
        result.Add("working set MB peak", Megabytes(memoryPeak));
        result.Add("working set MB end", Megabytes(subject.Cpu.WorkingSetBytes()));
        if (stream.Answered != lines)
            result.Fail($"{lines} lines were sent but {stream.Answered} answered");
        if (stream.FirstOther is { } other)
            result.Fail($"{stream.Answered - stream.Accepted} lines were not accepted, the first: {other}");
        return stream.Accepted;
    }
}
