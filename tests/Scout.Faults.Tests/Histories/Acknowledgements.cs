using System.Collections.Concurrent;
using System.Diagnostics;

namespace Scout.Faults.Tests.Histories;

/// <summary>When each store was last acknowledged something, and the longest it waited.</summary>
internal sealed class Acknowledgements(IEnumerable<string> stores)
{
    private readonly ConcurrentDictionary<string, (long LastAt, TimeSpan Longest, long Count)> _stores =
        new(stores.Select(store => KeyValuePair.Create(store, (Stopwatch.GetTimestamp(), TimeSpan.Zero, 0L))));

    public long Count => _stores.Values.Sum(store => store.Count);

    public void Note(string store)
    {
        var now = Stopwatch.GetTimestamp();
        _ = _stores.AddOrUpdate(
            store, static (_, now) => (now, TimeSpan.Zero, 1),
            static (_, known, now) => (now, Max(known.Longest, Stopwatch.GetElapsedTime(known.LastAt, now)), known.Count + 1), now);
    }

    /// <summary>The longest time that any store went without, since this was last asked; one that still waits counts until now.</summary>
    public TimeSpan TakeLongestGap()
    {
        var now = Stopwatch.GetTimestamp();
        var longest = TimeSpan.Zero;
        foreach (var store in _stores.Keys)
        {
            var (lastAt, gap, count) = _stores[store];
            longest = Max(longest, Max(gap, Stopwatch.GetElapsedTime(lastAt, now)));
            _ = _stores.TryUpdate(store, (lastAt, TimeSpan.Zero, count), (lastAt, gap, count));
        }

        return longest;
    }

    public bool AllSince(long timestamp) => _stores.Values.All(store => store.LastAt > timestamp);

    public IEnumerable<string> SilentSince(long timestamp) => _stores.Where(store => store.Value.LastAt <= timestamp).Select(store => store.Key);

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
