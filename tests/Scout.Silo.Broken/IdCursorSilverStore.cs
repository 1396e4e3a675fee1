using Npgsql;
using Scout.Storage.Silver;

namespace Scout.Silo.Broken;

/// <summary>Reads what waits by a cursor on the id alone: whatever was committed after a larger id was promoted is never seen.</summary>
internal sealed class IdCursorSilverStore(ISilverStore inner, NpgsqlDataSource source) : ISilverStore
{
    public ValueTask<ShardClaim> ClaimShardAsync(int shard, CancellationToken cancellationToken) => inner.ClaimShardAsync(shard, cancellationToken);

    public async ValueTask<IReadOnlyList<PendingRange>> ReadPendingAsync(int shard, int eventsMax, CancellationToken cancellationToken)
    {
        var cursor = await ReadCursorAsync(shard, cancellationToken);
        return [.. (await inner.ReadPendingAsync(shard, int.MaxValue, cancellationToken)).Where(range => range.First.Value > cursor)];
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(int shard, IReadOnlyList<PendingRange> ranges, CancellationToken cancellationToken) =>
        inner.ReadEventsAsync(shard, ranges, cancellationToken);

    public async ValueTask<PromotionOutcome> PromoteAsync(ShardClaim claim, PromotionBatch promotion, CancellationToken cancellationToken)
    {
        // What a journal hands over in memory is behind the same cursor.
        var cursor = await ReadCursorAsync(claim.Shard, cancellationToken);
        return promotion.Ranges.All(range => range.First.Value > cursor)
            ? await inner.PromoteAsync(claim, promotion, cancellationToken)
            : PromotionOutcome.AlreadyTaken;
    }

    public ValueTask<IReadOnlyList<ShardBacklog>> ReadBacklogAsync(CancellationToken cancellationToken) => inner.ReadBacklogAsync(cancellationToken);

    public ValueTask<DateTimeOffset?> FindLastPromotionAsync(CancellationToken cancellationToken) => inner.FindLastPromotionAsync(cancellationToken);

    private async Task<long> ReadCursorAsync(int shard, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            "select coalesce(max(silver.event_id), 0) from scout.silver_transactions as silver join scout.bronze_events as bronze using (event_id) where bronze.shard = $1");
        _ = command.Parameters.Add(new NpgsqlParameter { Value = (short)shard });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
