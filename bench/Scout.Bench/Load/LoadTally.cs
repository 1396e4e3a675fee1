using System.Collections.Concurrent;

namespace Scout.Bench.Load;

/// <summary>What came back so far. Safe from several threads.</summary>
internal sealed class LoadTally
{
    private readonly ConcurrentDictionary<int, int> _refusals = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private LatencyHistogram _latency = new();
    private long _accepted;
    private long _requests;
    private long _setAside;

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Transactions answered 2xx yet not accepted: duplicates, conflicts, quarantined, rejected.</summary>
    public long SetAside => Interlocked.Read(ref _setAside);

    /// <summary>Answers other than 2xx, by status.</summary>
    public IReadOnlyDictionary<int, int> Refusals => _refusals;

    /// <summary>Connections that ended without their answer, each with its reason.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public void OnAnswered(int status, int sent, int accepted, long nanoseconds)
    {
        Interlocked.Increment(ref _requests);
        if (status is >= 200 and < 300)
        {
            Interlocked.Add(ref _accepted, accepted);
            if (sent != accepted)
                Interlocked.Add(ref _setAside, sent - accepted);
        }
        else
        {
            _refusals.AddOrUpdate(status, 1, (_, count) => count + 1);
        }

        Volatile.Read(ref _latency).Record(nanoseconds);
    }

    public void OnFault(string reason) => _faults.Enqueue(reason);

    /// <summary>Starts a new histogram, and returns the one filled until now.</summary>
    public LatencyHistogram TakeLatency() => Interlocked.Exchange(ref _latency, new());
}
