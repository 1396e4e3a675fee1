using System.Numerics;

namespace Scout.Bench.Load;

/// <summary>Counts of durations in buckets that grow with the value: 64 to each power of two, so a percentile is exact to 1.6 %.</summary>
internal sealed class LatencyHistogram
{
    private const int SubBucketBits = 6;
    private const int SubBuckets = 1 << SubBucketBits;

    private readonly long[] _counts = new long[(64 - SubBucketBits) * SubBuckets];
    private long _max;

    public long Count => _counts.Sum();

    public long Max => Volatile.Read(ref _max);

    /// <summary>Adds one duration. Safe from several threads.</summary>
    public void Record(long nanoseconds)
    {
        Interlocked.Increment(ref _counts[BucketOf(nanoseconds)]);
        var max = Volatile.Read(ref _max);
        while (nanoseconds > max)
        {
            var seen = Interlocked.CompareExchange(ref _max, nanoseconds, max);
            if (seen == max)
                return;
            max = seen;
        }
    }

    /// <summary>The duration that <paramref name="share"/> (0 to 1) of all stay at or below; 0 of none.</summary>
    public long Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(Count * share);
        long passed = 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            passed += _counts[bucket];
            if (passed >= wanted && passed > 0)
                return Math.Min(UpperBoundOf(bucket), _max);
        }

        return 0;
    }

    private static int BucketOf(long value)
    {
        if (value < SubBuckets)
            return (int)Math.Max(value, 0);
        var shift = BitOperations.Log2((ulong)value) - SubBucketBits;
        return (shift + 1) * SubBuckets + (int)(value >> shift) - SubBuckets;
    }

    private static long UpperBoundOf(int bucket)
    {
        if (bucket < SubBuckets)
            return bucket;
        var shift = bucket / SubBuckets - 1;
        return ((long)(SubBuckets + bucket % SubBuckets + 1) << shift) - 1;
    }
}
