using Microsoft.Extensions.Options;
using Scout.Storage.Stores;

namespace Scout.Grains.Stores;

/// <summary>How far each shard is promoted, as this silo last heard: at once from a promoter that lives here, else read when asked for.</summary>
internal sealed class ShardPositions(IStoreFiguresReader reader, TimeProvider time, IOptions<StoreOptions> options)
{
    private readonly Lock _gate = new();
    private long[] _positions = [];
    private long _readAt;
    private Task<long[]>? _reading;

    /// <summary>A promotion of this silo was committed.</summary>
    public void Advance(int shard, long position)
    {
        lock (_gate)
        {
            if (shard < _positions.Length && position > _positions[shard])
                _positions[shard] = position;
        }
    }

    /// <returns>The shard's position, true at some moment after now less the freshness asked of figures.</returns>
    public async ValueTask<long> GetAsync(int shard)
    {
        Task<long[]> reading;
        lock (_gate)
        {
            if (_positions.Length > 0 && time.GetElapsedTime(_readAt) < options.Value.Freshness)
                return _positions[shard];

            // Everyone who asks meanwhile shares this read, so it runs outside the grain that happens to ask first.
            reading = _reading ??= Task.Run(ReadAsync);
        }

        return (await reading)[shard];
    }

    private async Task<long[]> ReadAsync()
    {
        var startedAt = time.GetTimestamp();
        try
        {
            var read = await reader.ReadPositionsAsync(CancellationToken.None);
            lock (_gate)
            {
                // A promotion committed here while the read was under way may be ahead of it.
                for (var shard = 0; shard < _positions.Length; shard++)
                    read[shard] = Math.Max(read[shard], _positions[shard]);
                _positions = read;
                _readAt = startedAt;
                return read;
            }
        }
        finally
        {
            lock (_gate)
                _reading = null;
        }
    }
}
