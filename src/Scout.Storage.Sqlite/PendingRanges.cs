using Scout.Domain.Stores;
using Scout.Storage.Bronze;

namespace Scout.Storage.Sqlite;

/// <summary>What one batch adds to each shard's pending list: a range around the ids that were stored now.</summary>
internal sealed class PendingRanges
{
    private readonly Range[] _ranges = new Range[Sharding.ShardCount];

    public void Add(BronzeEvent stored)
    {
        var id = stored.EventId.Value;
        ref var range = ref _ranges[stored.Shard];
        range = range.Events == 0
            ? new Range(id, id, 1, stored.Body.Length, stored.ReceivedAt)
            : new Range(
                Math.Min(range.First, id), Math.Max(range.Last, id), range.Events + 1, range.Bytes + stored.Body.Length,
                stored.ReceivedAt < range.ReceivedAt ? stored.ReceivedAt : range.ReceivedAt);
    }

    public void Write(SqliteSession session)
    {
        for (var shard = 0; shard < _ranges.Length; shard++)
        {
            var range = _ranges[shard];
            if (range.Events == 0)
                continue;
            session.Use(SqliteStatements.AddPending)
                .Int64(shard)
                .Int64(range.First)
                .Int64(range.Last)
                .Int64(range.Events)
                .Instant(range.ReceivedAt)
                .Int64(range.Bytes)
                .Run();
        }
    }

    private readonly record struct Range(long First, long Last, int Events, long Bytes, DateTimeOffset ReceivedAt);
}
