using Scout.Contracts.Stores;

namespace Scout.Grains.Stores;

/// <summary>Counts what a store takes in over a sliding quarter of an hour, a minute at a time. Touched in its grain's turns only.</summary>
/// <remarks>Minutes are counted from the first one on by the monotonic clock, so a clock that is set moves nothing into or out of the window.</remarks>
internal sealed class IntakeRate(TimeProvider time)
{
    /// <summary>The newest minute is not over yet, so the window is up to a minute shorter than this.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(Minutes);

    private const int Minutes = 15;
    private readonly long _startedAt = time.GetTimestamp();
    private readonly Bucket[] _buckets = new Bucket[Minutes];

    public void Add(long received, long quarantined)
    {
        if (received == 0)
            return;
        var minute = CurrentMinute();
        ref var bucket = ref _buckets[minute % Minutes];
        bucket = bucket.Minute == minute
            ? new Bucket(minute, bucket.Received + received, bucket.Quarantined + quarantined)
            : new Bucket(minute, received, quarantined);
    }

    public IntakeRateView Read()
    {
        var (oldest, received, quarantined) = (CurrentMinute() - Minutes + 1, 0L, 0L);
        foreach (var bucket in _buckets)
        {
            if (bucket.Minute < oldest)
                continue;
            received += bucket.Received;
            quarantined += bucket.Quarantined;
        }

        return new IntakeRateView(received, quarantined, time.GetElapsedTime(_startedAt));
    }

    private long CurrentMinute() => (long)time.GetElapsedTime(_startedAt).TotalMinutes;

    private readonly record struct Bucket(long Minute, long Received, long Quarantined);
}
