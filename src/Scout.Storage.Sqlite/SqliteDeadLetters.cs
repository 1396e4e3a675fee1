using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Quality;

namespace Scout.Storage.Sqlite;

/// <summary>Reads and decides on <c>dead_letters</c>.</summary>
internal sealed class SqliteDeadLetters(SqliteDatabase database) : IDeadLetters
{
    public ValueTask<IReadOnlyList<DeadLetter>> ReadPageAsync(DeadLetterFilter filter, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<DeadLetter>>(
            session =>
            {
                using var rows = session.Use(SqliteStatements.PageDeadLetters)
                    .Text(filter.State is { } state ? StoredWords.Of(state) : null)
                    .Text(filter.Kind is { } kind ? StoredWords.Of(kind) : null)
                    .Text(filter.Store?.Value)
                    .Int64(filter.Before ?? long.MaxValue)
                    .Int64(filter.Limit);
                return ReadAll(rows);
            },
            cancellationToken);

    public ValueTask<DeadLetter?> FindAsync(long deadLetterId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, deadLetterId), cancellationToken);

    public ValueTask<DeadLetter?> ResolveAsync(long deadLetterId, DeadLetterState state, AuditedAct act, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Resolve(session, deadLetterId, state, act), cancellationToken);

    /// <summary>The rows of a statement that answers whole letters.</summary>
    public static List<DeadLetter> ReadAll(SqliteStatement rows)
    {
        var letters = new List<DeadLetter>();
        while (rows.Step())
            letters.Add(Read(rows));
        return letters;
    }

    private static DeadLetter? Find(SqliteSession session, long deadLetterId)
    {
        using var rows = session.Use(SqliteStatements.FindDeadLetter).Int64(deadLetterId);
        return rows.Step() ? Read(rows) : null;
    }

    private static DeadLetter? Resolve(SqliteSession session, long deadLetterId, DeadLetterState state, AuditedAct act)
    {
        var action = DeadLetterActions.Of(state);
        if (TryResolve(session, deadLetterId, state, act) is var (store, transaction, eventId))
            AuditLog.Note(session, act, action, store, transaction, eventId);
        return Find(session, deadLetterId);
    }

    private static (StoreId Store, TransactionId Transaction, EventId? EventId)? TryResolve(
        SqliteSession session, long deadLetterId, DeadLetterState state, AuditedAct act)
    {
        using var rows = session.Use(SqliteStatements.ResolveDeadLetter).Int64(deadLetterId).Text(StoredWords.Of(state)).Instant(act.At).Text(act.By);
        return rows.Step() ? (StoreId.FromStored(rows.GetText(0)), TransactionId.FromStored(rows.GetText(1)), rows.FindEventId(2)) : null;
    }

    private static DeadLetter Read(SqliteStatement row) => new()
    {
        DeadLetterId = row.GetInt64(0),
        Kind = StoredWords.Parse<DeadLetterKind>(row.GetText(1)),
        State = StoredWords.Parse<DeadLetterState>(row.GetText(2)),
        EventId = row.FindEventId(3),
        StoreId = StoreId.FromStored(row.GetText(4)),
        TransactionId = TransactionId.FromStored(row.GetText(5)),
        SourceSystem = row.GetText(6),
        ReceivedAt = row.GetInstant(7),
        Reason = row.GetText(8),
        Body = row.GetBlob(9).ToArray(),
        ResolvedAt = row.FindInstant(10),
        ResolvedBy = row.FindText(11),
    };
}
