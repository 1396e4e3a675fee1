using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Bronze;

namespace Scout.Storage.Sqlite;

/// <summary>Bronze in SQLite: a batch is one transaction, its conflicts included.</summary>
internal sealed class SqliteBronzeLog(SqliteDatabase database) : IBronzeLog
{
    private const string ConflictReason = "other content is stored under this identity";

    public ValueTask<EventIdBlock> ReserveEventIdsAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(EventIdBlocks.Reserve, cancellationToken);

    public ValueTask<AppendOutcome[]> AppendAsync(IReadOnlyList<BronzeEvent> batch, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Append(session, batch), cancellationToken);

    private static AppendOutcome[] Append(SqliteSession session, IReadOnlyList<BronzeEvent> batch)
    {
        var outcomes = new AppendOutcome[batch.Count];
        var pending = new PendingRanges();
        var rejected = 0;
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (IsRejected(batch[i]))
            {
                rejected++;
                continue;
            }

            outcomes[i] = Append(session, batch[i]);
            if (outcomes[i].Status == AppendStatus.Accepted)
                pending.Add(batch[i]);
        }

        // After the others: what they stored under the identity of a rejected one makes it a duplicate or a conflict, wherever it stands.
        for (var i = 0; rejected > 0; i++)
        {
            if (!IsRejected(batch[i]))
                continue;
            outcomes[i] = Settle(session, batch[i]) ?? Reject(session, batch[i]);
            rejected--;
        }

        pending.Write(session);
        return outcomes;
    }

    private static bool IsRejected(BronzeEvent one) => one.Held is { Disposition: Disposition.Reject };

    private static AppendOutcome Append(SqliteSession session, BronzeEvent one)
    {
        try
        {
            if (!TryInsert(session, one))
            {
                return Settle(session, one)
                    ?? throw new StorageUnavailableException($"Event id {one.EventId} is in use: the counter of a restored database stood behind its rows.");
            }

            if (one.Held is null)
                return new AppendOutcome(AppendStatus.Accepted, one.EventId, one.ReceivedAt);
            Hold(session, one, one.Held);
            return new AppendOutcome(AppendStatus.Quarantined, one.EventId, one.ReceivedAt);
        }
        catch (SqliteFault fault) when (fault.IsDataFault)
        {
            // SQLite undoes the statement and not the transaction, so the others of the batch are not touched.
            return SetAside(session, one, fault.Message);
        }
    }

    private static bool TryInsert(SqliteSession session, BronzeEvent one)
    {
        var transaction = one.Transaction;
        return session.Use(SqliteStatements.AppendEvent)
            .Int64(one.EventId.Value)
            .Instant(one.ReceivedAt)
            .Int64(one.Shard)
            .Int64((long)one.BrokenRules)
            .Text(transaction.StoreId.Value)
            .Text(transaction.TransactionId.Value)
            .Text(one.SourceSystem)
            .Hash(transaction.ContentHash)
            .Blob(one.Body.Span)
            .RunAndCount() == 1;
    }

    // Nothing in these values can be refused once the event itself was stored: they are its own, and a text.
    private static void Hold(SqliteSession session, BronzeEvent one, HeldVerdict verdict) => session
        .Use(SqliteStatements.HoldEvent)
        .Int64(one.EventId.Value)
        .Text(one.Transaction.StoreId.Value)
        .Text(one.Transaction.TransactionId.Value)
        .Instant(one.ReceivedAt)
        .Int64((long)one.BrokenRules)
        .Text(verdict.Findings)
        .Run();

    /// <summary>Tells a duplicate from a conflict by the hash that is stored; null when nothing is.</summary>
    private static AppendOutcome? Settle(SqliteSession session, BronzeEvent one)
    {
        EventId first;
        DateTimeOffset receivedAt;
        using (var stored = session.Use(SqliteStatements.FindStored))
        {
            _ = stored.Text(one.Transaction.StoreId.Value).Text(one.Transaction.TransactionId.Value);
            if (!stored.Step())
                return null;

            first = new EventId(stored.GetInt64(0));
            receivedAt = stored.GetInstant(1);
            if (ContentHash.FromBytes(stored.GetBlob(2)) == one.Transaction.ContentHash)
                return new AppendOutcome(AppendStatus.Duplicate, first, receivedAt);
        }

        KeepDeadLetter(session, one, "conflict"u8, ConflictReason);
        return new AppendOutcome(AppendStatus.Conflict, first, receivedAt);
    }

    private static AppendOutcome Reject(SqliteSession session, BronzeEvent one)
    {
        KeepDeadLetter(session, one, "rejected"u8, one.Held!.Reason);
        return new AppendOutcome(AppendStatus.Rejected, default, one.ReceivedAt);
    }

    private static AppendOutcome SetAside(SqliteSession session, BronzeEvent one, string reason)
    {
        KeepDeadLetter(session, one, "unstorable"u8, reason);
        return new AppendOutcome(AppendStatus.Unstorable, default, one.ReceivedAt);
    }

    private static void KeepDeadLetter(SqliteSession session, BronzeEvent one, ReadOnlySpan<byte> kind, string reason) => session
        .Use(SqliteStatements.KeepDeadLetter)
        .Text(kind)
        .Text(one.Transaction.StoreId.Value)
        .Text(one.Transaction.TransactionId.Value)
        .Text(one.SourceSystem)
        .Instant(one.ReceivedAt)
        .Text(reason)
        .Hash(one.Transaction.ContentHash)
        .Blob(one.Body.Span)
        .Run();
}
