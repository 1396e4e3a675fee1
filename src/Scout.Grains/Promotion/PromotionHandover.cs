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
    private readonly long _bytesMax = options.Value.HandoverBytesMax;
    private readonly Shard[] _shards = [.. Enumerable.Range(0, Sharding.ShardCount).Select(_ => new Shard())];
    private long _bytes;

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
            _ = Interlocked.Add(ref _bytes, -queue.Ranges.Values.Sum(handed => handed.Range.Bytes));
            queue.Ranges.Clear();
        }
    }

    /// <summary>Splits a committed batch by shard and queues each part whose promoter is here, as far as there is room.</summary>
    /// <returns>The shards whose promoter should be woken: it is elsewhere, or has not been told since it last took.</returns>
    public List<int> Offer(List<BronzeEvent> batch, AppendOutcome[] outcomes)
    {
        var toWake = new List<int>();
        var open = new Part?[Sharding.ShardCount];
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i].Status != AppendStatus.Accepted)
                continue;

            // A part of the batch that was written on its own has pending ranges of its own; parts come in the batch's order.
            var (item, number) = (batch[i], outcomes[i].Part);
            if (open[item.Shard] is { } earlier && earlier.Number != number)
                Close(item.Shard, earlier);
            var part = open[item.Shard] is { } same && same.Number == number ? same : open[item.Shard] = new Part(number);
            part.Add(item);
        }

        for (var shard = 0; shard < open.Length; shard++)
        {
            if (open[shard] is { } last)
                Close(shard, last);
        }

        return toWake;

        void Close(int shard, Part part)
        {
            if (OfferPart(shard, part))
                toWake.Add(shard);
        }
    }

    /// <summary>Notes that the promoter looks now: what is committed from here on needs a new hint.</summary>
    public void BeginTake(int shard)
    {
        lock (_shards[shard])
            _shards[shard].Told = false;
    }

    /// <summary>Takes the oldest ranges of a shard.</summary>
    /// <param name="shard">The promoter's shard.</param>
    /// <param name="eventsMax">Stops after the range that reaches this many events.</param>
    /// <param name="bytesMax">Stops after the range that reaches this many bytes of bodies.</param>
    /// <param name="overflowed">Whether something did not fit since the last call: the database has more than this queue had.</param>
    public List<HandedRange> Take(int shard, int eventsMax, long bytesMax, out bool overflowed)
    {
        var queue = _shards[shard];
        var taken = new List<HandedRange>();
        lock (queue)
        {
            overflowed = queue.Overflowed;
            queue.Overflowed = false;
            long bytes = 0;
            for (var events = 0; events < eventsMax && bytes < bytesMax && queue.Ranges.Count > 0; events += taken[^1].Events.Count)
            {
                var (first, handed) = queue.Ranges.First();
                _ = queue.Ranges.Remove(first);
                bytes += handed.Range.Bytes;
                taken.Add(handed);
            }

            _ = Interlocked.Add(ref _bytes, -bytes);
        }

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
            _ = Interlocked.Add(ref _bytes, -handed.Range.Bytes);
            return handed.Events;
        }
    }

    private bool OfferPart(int shard, Part part)
    {
        var queue = _shards[shard];
        lock (queue)
        {
            if (!queue.Attached)
                return true;
            if (Interlocked.Add(ref _bytes, part.Bytes) <= _bytesMax)
            {
                var events = part.Events;
                var range = new PendingRange(shard, events[0].EventId, events[^1].EventId, events.Count, events[0].ReceivedAt, part.Bytes);
                queue.Ranges.Add(range.First.Value, new HandedRange(range, events));
            }
            else
            {
                _ = Interlocked.Add(ref _bytes, -part.Bytes);
                queue.Overflowed = true;
            }

            var wake = !queue.Told;
            queue.Told = true;
            return wake;
        }
    }

    /// <summary>Accepted events of one shard that were written together.</summary>
    private sealed class Part(int number)
    {
        public int Number => number;

        public List<ConformedEvent> Events { get; } = [];

        public long Bytes { get; private set; }

        public void Add(BronzeEvent item)
        {
            Events.Add(new ConformedEvent(item.EventId, item.ReceivedAt, item.BrokenRules, item.Transaction));
            Bytes += item.Body.Length;
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
