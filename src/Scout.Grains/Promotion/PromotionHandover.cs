using Microsoft.Extensions.Options;
using Scout.Domain.Stores;
using Scout.Storage.Bronze;
using Scout.Storage.Silver;

namespace Scout.Grains.Promotion;

/// <summary>
/// Carries committed events from the silo's journal to the promoters that live in the same silo, so that they need not be read back and
/// parsed again. A bounded cache and nothing more: the pending list in the database is the truth, and what is not here is read from it.
/// </summary>
internal sealed class PromotionHandover(IOptions<PromotionOptions> options)
{
    private readonly int _eventsMax = options.Value.HandoverEventsMax;
    private readonly Shard[] _shards = [.. Enumerable.Range(0, Sharding.ShardCount).Select(_ => new Shard())];
    private int _events;

    /// <summary>A promoter of this silo begins to take from the shard's queue.</summary>
    public void Attach(int shard)
    {
        lock (_shards[shard])
            _shards[shard].Attached = true;
    }

    /// <summary>The promoter is gone: what it left is read from the database by the next one.</summary>
    public void Detach(int shard)
    {
        var queue = _shards[shard];
        lock (queue)
        {
            queue.Attached = false;
            _ = Interlocked.Add(ref _events, -queue.Ranges.Values.Sum(range => range.Events.Count));
            queue.Ranges.Clear();
        }
    }

    /// <summary>Splits a committed batch by shard and queues each part whose promoter is here, as far as there is room.</summary>
    /// <returns>The shards whose promoter should be woken: it is elsewhere, or has not been told since it last took.</returns>
    public List<int> Offer(List<BronzeEvent> batch, AppendOutcome[] outcomes)
    {
        var parts = new List<ConformedEvent>?[Sharding.ShardCount];
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i].Status != AppendStatus.Accepted)
                continue;
            var item = batch[i];
            (parts[item.Shard] ??= []).Add(new ConformedEvent(item.EventId, item.ReceivedAt, item.BrokenRules, item.Transaction));
        }

        var toWake = new List<int>();
        for (var shard = 0; shard < parts.Length; shard++)
        {
            if (parts[shard] is { } events && OfferPart(shard, events))
                toWake.Add(shard);
        }

        return toWake;
    }

    /// <summary>Notes that the promoter looks now: what is committed from here on needs a new hint.</summary>
    public void BeginTake(int shard)
    {
        lock (_shards[shard])
            _shards[shard].Told = false;
    }

    /// <summary>Takes the oldest ranges of a shard.</summary>
    /// <param name="shard">The promoter's shard.</param>
    /// <param name="eventsMax">Stops after the range that reaches this many.</param>
    /// <param name="overflowed">Whether something did not fit since the last call: the database has more than this queue had.</param>
    public List<HandedRange> Take(int shard, int eventsMax, out bool overflowed)
    {
        var queue = _shards[shard];
        var taken = new List<HandedRange>();
        lock (queue)
        {
            overflowed = queue.Overflowed;
            queue.Overflowed = false;
            for (var events = 0; events < eventsMax && queue.Ranges.Count > 0; events += taken[^1].Events.Count)
            {
                var (first, range) = queue.Ranges.First();
                _ = queue.Ranges.Remove(first);
                taken.Add(range);
            }
        }

        _ = Interlocked.Add(ref _events, -taken.Sum(range => range.Events.Count));
        return taken;
    }

    /// <summary>Takes the events of one range, when they are here.</summary>
    public IReadOnlyList<ConformedEvent>? TakeRange(PendingRange range)
    {
        var queue = _shards[range.Shard];
        lock (queue)
        {
            if (!queue.Ranges.Remove(range.First.Value, out var handed))
                return null;
            _ = Interlocked.Add(ref _events, -handed.Events.Count);
            return handed.Events;
        }
    }

    private bool OfferPart(int shard, List<ConformedEvent> events)
    {
        var queue = _shards[shard];
        lock (queue)
        {
            if (!queue.Attached)
                return true;
            if (Interlocked.Add(ref _events, events.Count) <= _eventsMax)
            {
                var range = new PendingRange(shard, events[0].EventId, events[^1].EventId, events.Count, events[0].ReceivedAt);
                queue.Ranges.Add(range.First.Value, new HandedRange(range, events));
            }
            else
            {
                _ = Interlocked.Add(ref _events, -events.Count);
                queue.Overflowed = true;
            }

            var wake = !queue.Told;
            queue.Told = true;
            return wake;
        }
    }

    private sealed class Shard
    {
        public SortedDictionary<long, HandedRange> Ranges { get; } = [];

        public bool Attached { get; set; }

        /// <summary>The promoter was hinted since it last looked.</summary>
        public bool Told { get; set; }

        public bool Overflowed { get; set; }
    }
}

/// <summary>A committed range with its events.</summary>
internal readonly record struct HandedRange(PendingRange Range, IReadOnlyList<ConformedEvent> Events);
