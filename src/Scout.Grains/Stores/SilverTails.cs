using Microsoft.Extensions.Options;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Stores;

namespace Scout.Grains.Stores;

/// <summary>What was promoted lately, read once for all stores of this silo and for the chain, however many are asked about.</summary>
internal sealed class SilverTails(IStoreFiguresReader reader, IOptions<StoreOptions> options)
{
    /// <summary>Further behind than this many promotions, days of gold are cheaper than their tail.</summary>
    public const long PromotionsMax = 1_000;

    private readonly ShardRows[] _shards = [.. Enumerable.Range(0, Sharding.ShardCount).Select(_ => new ShardRows())];

    /// <summary>What was promoted in a shard after a position.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="after">A position that the caller's figures include.</param>
    /// <param name="upTo">The answer reaches at least this far.</param>
    /// <param name="store">Rows of this one only; null for all.</param>
    /// <returns>Null when that is longer ago than is kept: begin with gold again.</returns>
    public async ValueTask<ShardTail?> FindAsync(int shard, long after, long upTo, StoreId? store)
    {
        if (upTo - after > PromotionsMax)
            return null;
        var rows = _shards[shard];
        while (true)
        {
            Task reading;
            lock (rows.Gate)
            {
                // Nobody asked for so long that what lies between is not worth reading.
                if (rows.To < after - PromotionsMax || upTo - rows.To > PromotionsMax)
                    rows.Begin(after);
                if (after < rows.After)
                    return null;
                if (rows.To >= upTo)
                    return rows.Collect(after, store);

                // Everyone who asks meanwhile shares this read, so it runs outside the grain that happens to ask first.
                reading = rows.Reading ??= Task.Run(() => ReadAsync(shard, rows, rows.To));
            }

            await reading;
        }
    }

    private async Task ReadAsync(int shard, ShardRows rows, long after)
    {
        try
        {
            var tail = await reader.ReadTailAsync(shard, after, CancellationToken.None);
            lock (rows.Gate)
            {
                if (rows.To == after)
                    rows.Add(tail, options.Value.TailRowsMax);
            }
        }
        finally
        {
            lock (rows.Gate)
                rows.Reading = null;
        }
    }

    /// <summary>The rows of a shard between two positions, without a gap.</summary>
    private sealed class ShardRows
    {
        private readonly List<TailRow> _rows = [];

        public Lock Gate { get; } = new();

        public Task? Reading { get; set; }

        public long After { get; private set; } = long.MinValue / 2;

        public long To { get; private set; } = long.MinValue / 2;

        public void Begin(long after)
        {
            _rows.Clear();
            (After, To) = (after, after);
        }

        public void Add(ShardTail tail, int rowsMax)
        {
            _rows.AddRange(tail.Rows);
            To = Math.Max(To, tail.Position);
            if (_rows.Count <= rowsMax)
                return;

            // Half at once, and the rows of a promotion together: a part of one would pass for all of it.
            var keptFrom = FindFirstAfter(_rows[_rows.Count - rowsMax / 2 - 1].Position);
            After = _rows[keptFrom - 1].Position;
            _rows.RemoveRange(0, keptFrom);
        }

        public ShardTail Collect(long after, StoreId? store)
        {
            var found = new List<TailRow>();
            for (var place = FindFirstAfter(after); place < _rows.Count; place++)
            {
                if (store is null || _rows[place].StoreId == store)
                    found.Add(_rows[place]);
            }

            return new ShardTail(To, found);
        }

        private int FindFirstAfter(long position)
        {
            var (first, end) = (0, _rows.Count);
            while (first < end)
            {
                var middle = (first + end) / 2;
                (first, end) = _rows[middle].Position > position ? (first, middle) : (middle + 1, end);
            }

            return first;
        }
    }
}
