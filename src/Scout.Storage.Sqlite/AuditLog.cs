using Scout.Domain.Transactions;
using Scout.Storage.Quality;

namespace Scout.Storage.Sqlite;

/// <summary>Adds to <c>audit_log</c>, within the transaction of the deed.</summary>
internal static class AuditLog
{
    public static void Note(SqliteSession session, AuditedAct act, string action, StoreId? store, TransactionId? transaction, EventId? eventId) => session
        .Use(SqliteStatements.NoteAct)
        .Instant(act.At)
        .Text(act.By)
        .Text(action)
        .Text(store?.Value)
        .Text(transaction?.Value)
        .Int64(eventId?.Value)
        .Text(act.Reason)
        .Run();
}
