using System.Diagnostics;

namespace Scout.Bench.Load;

/// <summary>A steady rate that several connections share: each turn is due a fixed time after the one before.</summary>
internal sealed class Pace(double perSecond)
{
    private readonly double _interval = Stopwatch.Frequency / perSecond;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _turns = -1;

    /// <summary>When the next request is due, as a timestamp. Safe from several threads.</summary>
    public long TakeTurn() => _start + (long)(Interlocked.Increment(ref _turns) * _interval);
}
