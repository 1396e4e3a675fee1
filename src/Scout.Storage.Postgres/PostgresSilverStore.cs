using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Links;
using Scout.Storage.Silver;

namespace Scout.Storage.Postgres;

/// <summary>Silver in PostgreSQL: rows made here and copied in binary, under the fence of the shard.</summary>
internal sealed class PostgresSilverStore(NpgsqlDataSource source, KnownMentions known) : ISilverStore
{
    public async ValueTask<ShardClaim> ClaimShardAsync(int shard, CancellationToken cancellationToken)
    {
        var epoch = await source.FindValueAsync(PostgresStatements.ClaimShard, [Rows.Value((short)shard, NpgsqlDbType.Smallint)], cancellationToken)
            ?? throw new StorageUnavailableException($"Shard {shard} has no row in promotion_shards.");
        return new ShardClaim(shard, (long)epoch);
    }

    public async ValueTask<IReadOnlyList<PendingRange>> ReadPendingAsync(int shard, int eventsMax, CancellationToken cancellationToken)
    {
        // A range holds at least one event, so this many rows are always enough.
        var ranges = await source.ReadAsync(
            PostgresStatements.ReadPending,
            [Rows.Value((short)shard, NpgsqlDbType.Smallint), Rows.Value(eventsMax, NpgsqlDbType.Integer)],
            row => new PendingRange(shard, new EventId(row.GetInt64(0)), new EventId(row.GetInt64(1)), row.GetInt32(2), row.GetInstant(3), row.GetInt64(4)),
            cancellationToken);
        var (count, events) = (0, 0);
        while (count < ranges.Count && events < eventsMax)
            events += ranges[count++].Events;
        return ranges[..count];
    }

    public async ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(int shard, IReadOnlyList<PendingRange> ranges, CancellationToken cancellationToken) =>
        await source.ReadAsync(
            PostgresStatements.ReadEvents,
            [
                Rows.Value((short)shard, NpgsqlDbType.Smallint),
                Rows.Array([.. ranges.Select(range => range.First.Value)], NpgsqlDbType.Bigint),
                Rows.Array([.. ranges.Select(range => range.Last.Value)], NpgsqlDbType.Bigint),
            ],
            static row => new StoredEvent(
                new EventId(row.GetInt64(0)), StoreId.FromStored(row.GetString(1)), TransactionId.FromStored(row.GetString(2)),
                row.GetInstant(3), (BrokenRules)row.GetInt16(4), row.GetFieldValue<byte[]>(5)),
            cancellationToken);

    public async ValueTask<IReadOnlyList<ShardBacklog>> ReadBacklogAsync(CancellationToken cancellationToken) => await source.ReadAsync(
        PostgresStatements.ReadBacklog, [], static row => new ShardBacklog(row.GetInt16(0), row.GetInt64(1), row.GetInstant(2)), cancellationToken);

    public async ValueTask<DateTimeOffset?> FindLastPromotionAsync(CancellationToken cancellationToken) =>
        await source.FindValueAsync(PostgresStatements.FindLastPromotion, [], cancellationToken) is DateTime last ? new DateTimeOffset(last, TimeSpan.Zero) : null;

    public async ValueTask<PromotionOutcome> PromoteAsync(ShardClaim claim, PromotionBatch promotion, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                return await PromoteOnceAsync(claim, promotion, CopyAllAsync, cancellationToken);
            }
            catch (PostgresException exception) when (PostgresFaults.IsDataFault(exception))
            {
                // One event's values failed the copy. The second attempt halves its way to it, at a cost only poison pays.
                return await PromoteOnceAsync(claim, promotion, CopyByHalvesAsync, cancellationToken);
            }
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    private delegate Task<IReadOnlyList<PoisonEvent>> CopyEvents(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Advance advance, IReadOnlyList<ConformedEvent> events, MentionCollector mentions,
        CancellationToken cancellationToken);

    private readonly record struct Advance(long Position, DateTimeOffset PromotedAt);

    private async Task<PromotionOutcome> PromoteOnceAsync(ShardClaim claim, PromotionBatch promotion, CopyEvents copy, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (advance, taken) = await FenceAsync(connection, transaction, claim, promotion.Ranges, cancellationToken);
        if (advance is null)
            return PromotionOutcome.Fenced;
        if (taken != promotion.Ranges.Sum(range => (long)range.Events))
            return PromotionOutcome.AlreadyTaken;

        var mentions = new MentionCollector(known);
        var refused = await copy(connection, transaction, advance.Value, promotion.Events, mentions, cancellationToken);
        IReadOnlyList<PoisonEvent> poison = refused.Count == 0 ? promotion.Poison : [.. promotion.Poison, .. refused];
        if (poison.Count > 0)
            await SetAsideAsync(connection, transaction, poison, cancellationToken);

        // Last, so that the locks of new mentions, which another promotion may wait for, are held for the length of a commit.
        var added = await MentionRows.WriteAsync(connection, transaction, mentions, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        mentions.Committed();
        return new PromotionOutcome(PromotionStatus.Committed, advance.Value.Position, poison, added);
    }

    /// <summary>Takes the shard's lock and its ranges in one round trip.</summary>
    private static async Task<(Advance? Advance, long Taken)> FenceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ShardClaim claim, IReadOnlyList<PendingRange> ranges, CancellationToken cancellationToken)
    {
        var firsts = new long[ranges.Count];
        for (var i = 0; i < firsts.Length; i++)
            firsts[i] = ranges[i].First.Value;

        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(PostgresStatements.AdvanceShard)
                {
                    Parameters = { Rows.Value((short)claim.Shard, NpgsqlDbType.Smallint), Rows.Value(claim.Epoch, NpgsqlDbType.Bigint) },
                },
                new NpgsqlBatchCommand(PostgresStatements.TakePending)
                {
                    Parameters = { Rows.Value((short)claim.Shard, NpgsqlDbType.Smallint), Rows.Array(firsts, NpgsqlDbType.Bigint) },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        Advance? advance = await reader.ReadAsync(cancellationToken) ? new Advance(reader.GetInt64(0), reader.GetInstant(1)) : null;
        _ = await reader.NextResultAsync(cancellationToken);
        _ = await reader.ReadAsync(cancellationToken);
        return (advance, reader.GetInt64(0));
    }

    private static async Task<IReadOnlyList<PoisonEvent>> CopyAllAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Advance advance, IReadOnlyList<ConformedEvent> events, MentionCollector mentions,
        CancellationToken cancellationToken)
    {
        await SilverCopy.WriteAsync(connection, advance.Position, advance.PromotedAt, events, 0, events.Count, mentions, cancellationToken);
        return [];
    }

    private async Task<IReadOnlyList<PoisonEvent>> CopyByHalvesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Advance advance, IReadOnlyList<ConformedEvent> events, MentionCollector mentions,
        CancellationToken cancellationToken)
    {
        var refused = new List<PoisonEvent>();
        var open = new Stack<(int Start, int End)>([(0, events.Count)]);
        while (open.TryPop(out var range))
        {
            await transaction.SaveAsync("part", cancellationToken);
            try
            {
                var part = new MentionCollector(known);
                await SilverCopy.WriteAsync(connection, advance.Position, advance.PromotedAt, events, range.Start, range.End, part, cancellationToken);
                await transaction.ReleaseAsync("part", cancellationToken);
                mentions.Add(part);
            }
            catch (PostgresException exception) when (PostgresFaults.IsDataFault(exception))
            {
                await transaction.RollbackAsync("part", cancellationToken);
                var middle = range.Start + (range.End - range.Start) / 2;
                if (middle == range.Start)
                {
                    if (PostgresFaults.IsPromotedAlready(exception))
                        continue;
                    refused.Add(new PoisonEvent(events[range.Start].EventId, string.Create(CultureInfo.InvariantCulture, $"{exception.SqlState}: {exception.MessageText}")));
                    continue;
                }

                open.Push((middle, range.End));
                open.Push((range.Start, middle));
            }
        }

        return refused;
    }

    private static async Task SetAsideAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<PoisonEvent> poison, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PostgresStatements.SetAside, connection, transaction)
        {
            Parameters =
            {
                Rows.Array([.. poison.Select(one => one.EventId.Value)], NpgsqlDbType.Bigint),
                Rows.Array([.. poison.Select(one => one.Reason)], NpgsqlDbType.Text),
            },
        };
        _ = await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
