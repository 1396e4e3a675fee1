using Microsoft.Extensions.Options;
using Scout.Storage;
using Scout.Storage.Stores;

namespace Scout.Grains.Stores;

/// <summary>How far each shard is promoted, as this silo last heard: at once from a promoter that lives here, else read when asked for.</summary>
internal sealed class ShardPositions(IStoreFiguresReader reader, TimeProvider time, IOptions<StoreOptions> options)
{
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long[] _positions = [];
    private long _readAt;
    private DateTimeOffset _asOf;
    private Task<Reading>? _reading;

    /// <summary>A promotion of this silo was committed.</summary>
    public void Advance(int shard, long position)
    {
        lock (_gate)
        {
            if (shard < _positions.Length && position > _positions[shard])
                _positions[shard] = position;
        }
    }

    /// <returns>
    /// A position of the shard and a moment at which everything in silver was at or before it: no longer ago than the freshness asked of
    /// figures, or than a read that was under way.
    /// </returns>
    public async ValueTask<(long Position, DateTimeOffset AsOf)> GetAsync(int shard)
    {
        Task<Reading> reading;
        lock (_gate)
        {
            if (_positions.Length > 0 && time.GetElapsedTime(_readAt) < options.Value.Freshness)
                return (_positions[shard], _asOf);

            // Everyone who asks meanwhile shares this read, so it runs outside the grain that happens to ask first.
            reading = _reading ??= Task.Run(ReadAsync);
        }

        var (read, asOf) = await reading;
        return (read[shard], asOf);
    }

    private async Task<Reading> ReadAsync()
    {
        var (startedAt, asOf) = (time.GetTimestamp(), time.GetUtcNow());
        try
        {
            var read = await reader.ReadPositionsAsync(CancellationToken.None).WithinAsync(ReadLimit, time);
            lock (_gate)
            {
                // A promotion committed here while the read was under way may be ahead of it.
                for (var shard = 0; shard < _positions.Length; shard++)
                    read[shard] = Math.Max(read[shard], _positions[shard]);
                (_positions, _readAt, _asOf) = (read, startedAt, asOf);
                return new Reading(read, asOf);
            }
        }
        finally
        {
            lock (_gate)
                _reading = null;
        }
    }

    private readonly record struct Reading(long[] Positions, DateTimeOffset AsOf);
}
