using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Links;
using Scout.Storage.Silver;

namespace Scout.Storage.Sqlite;

/// <summary>Silver in SQLite: a promotion is one transaction under the fence of its shard.</summary>
internal sealed class SqliteSilverStore(SqliteDatabase database, TimeProvider time, KnownMentions known) : ISilverStore
{
    public ValueTask<ShardClaim> ClaimShardAsync(int shard, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            using var statement = session.Use(SqliteStatements.ClaimShard).Int64(shard);
            return statement.Step()
                ? new ShardClaim(shard, statement.GetInt64(0))
                : throw new StorageUnavailableException($"Shard {shard} has no row in promotion_shards.");
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<PendingRange>> ReadPendingAsync(int shard, int eventsMax, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<PendingRange>>(
            session =>
            {
                using var rows = session.Use(SqliteStatements.ReadPending).Int64(shard).Int64(eventsMax);
                var ranges = new List<PendingRange>();
                for (var events = 0; events < eventsMax && rows.Step(); events += ranges[^1].Events)
                    ranges.Add(new PendingRange(shard, new EventId(rows.GetInt64(0)), new EventId(rows.GetInt64(1)), rows.GetInt32(2), rows.GetInstant(3), rows.GetInt64(4)));
                return ranges;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(int shard, IReadOnlyList<PendingRange> ranges, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoredEvent>>(
            session =>
            {
                var events = new List<StoredEvent>();

                // Ranges of one shard never overlap, so in their order the events come in theirs.
                foreach (var range in ranges.OrderBy(range => range.First.Value))
                    ReadEvents(session, shard, range, events);
                return events;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<ShardBacklog>> ReadBacklogAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ShardBacklog>>(
            session =>
            {
                using var rows = session.Use(SqliteStatements.ReadBacklog);
                var backlog = new List<ShardBacklog>();
                while (rows.Step())
                    backlog.Add(new ShardBacklog(rows.GetInt32(0), rows.GetInt64(1), rows.GetInstant(2)));
                return backlog;
            },
            cancellationToken);

    public ValueTask<DateTimeOffset?> FindLastPromotionAsync(CancellationToken cancellationToken) => database.ReadAsync<DateTimeOffset?>(
        session =>
        {
            using var rows = session.Use(SqliteStatements.FindLastPromotion);
            return rows.Step() && !rows.IsNull(0) ? rows.GetInstant(0) : null;
        },
        cancellationToken);

    public async ValueTask<PromotionOutcome> PromoteAsync(ShardClaim claim, PromotionBatch promotion, CancellationToken cancellationToken)
    {
        var mentions = new MentionCollector(known);
        var outcome = await database.WriteAsync(session => Promote(session, claim, promotion, mentions), cancellationToken);
        if (outcome.Status == PromotionStatus.Committed)
            mentions.Committed();
        return outcome;
    }

    private static void ReadEvents(SqliteSession session, int shard, PendingRange range, List<StoredEvent> events)
    {
        using var rows = session.Use(SqliteStatements.ReadEvents).Int64(shard).Int64(range.First.Value).Int64(range.Last.Value);
        while (rows.Step())
        {
            events.Add(new StoredEvent(
                new EventId(rows.GetInt64(0)), StoreId.FromStored(rows.GetText(1)), TransactionId.FromStored(rows.GetText(2)),
                rows.GetInstant(3), (BrokenRules)rows.GetInt32(4), rows.GetBlob(5).ToArray()));
        }
    }

    private PromotionOutcome Promote(SqliteSession session, ShardClaim claim, PromotionBatch promotion, MentionCollector mentions)
    {
        var now = time.GetUtcNow();
        if (FindNextPosition(session, claim, now) is not { } position)
            return PromotionOutcome.Fenced;
        if (!TryTake(session, claim.Shard, promotion.Ranges))
        {
            session.RollBack();
            return PromotionOutcome.AlreadyTaken;
        }

        var refused = new SilverRows(session, position, now, mentions).AddAll(promotion.Events);
        IReadOnlyList<PoisonEvent> poison = refused.Count == 0 ? promotion.Poison : [.. promotion.Poison, .. refused];
        foreach (var one in poison)
            session.Use(SqliteStatements.SetAside).Int64(one.EventId.Value).Text(one.Reason).Run();
        return new PromotionOutcome(PromotionStatus.Committed, position, poison, MentionRows.Write(session, mentions));
    }

    /// <summary>The fence: null when the claim is no longer the last.</summary>
    private static long? FindNextPosition(SqliteSession session, ShardClaim claim, DateTimeOffset now)
    {
        using var shard = session.Use(SqliteStatements.AdvanceShard).Int64(claim.Shard).Int64(claim.Epoch).Instant(now);
        return shard.Step() ? shard.GetInt64(0) : null;
    }

    private static bool TryTake(SqliteSession session, int shard, IReadOnlyList<PendingRange> ranges)
    {
        foreach (var range in ranges)
        {
            if (session.Use(SqliteStatements.TakePending).Int64(shard).Int64(range.First.Value).Int64(range.Events).RunAndCount() == 0)
                return false;
        }

        return true;
    }
}
