using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Reports;

namespace Scout.Storage.Sqlite;

/// <summary>Lists the last transactions of a store.</summary>
internal sealed class SqliteRecentReader(SqliteDatabase database) : IRecentReader
{
    public ValueTask<IReadOnlyList<RecentEntry>> ReadPromotedAsync(StoreId store, RecentPlace before, int rowsMax, CancellationToken cancellationToken) =>
        ReadAsync(SqliteStatements.ReadRecent, store, before, rowsMax, ReadEntry, cancellationToken);

    public ValueTask<IReadOnlyList<HeldEntry>> ReadHeldAsync(StoreId store, RecentPlace before, int rowsMax, CancellationToken cancellationToken) =>
        ReadAsync(SqliteStatements.ReadRecentHeld, store, before, rowsMax, ReadHeld, cancellationToken);

    private ValueTask<IReadOnlyList<T>> ReadAsync<T>(
        string statement, StoreId store, RecentPlace before, int rowsMax, Func<SqliteStatement, T> read, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<T>>(
            session =>
            {
                using var rows = session.Use(statement).Text(store.Value).Instant(before.At).Int64(before.EventId).Int64(rowsMax);
                var list = new List<T>();
                while (rows.Step())
                    list.Add(read(rows));
                return list;
            },
            cancellationToken);

    private static RecentEntry ReadEntry(SqliteStatement row) => new()
    {
        EventId = new EventId(row.GetInt64(0)),
        TransactionId = TransactionId.FromStored(row.GetText(1)),
        OccurredAt = row.GetInstant(2),
        ReceivedAt = row.GetInstant(3),
        BrokenRules = (BrokenRules)row.GetInt32(4),
        IsReturn = row.GetText(5) == "return",
        Currency = row.FindText(6),
        TotalAmount = row.GetAmount(7),
        ItemCount = row.GetInt32(8),
        Reversed = row.GetInt64(9) != 0,
    };

    private static HeldEntry ReadHeld(SqliteStatement row) => new(
        new EventId(row.GetInt64(0)), TransactionId.FromStored(row.GetText(1)), row.GetInstant(2), (BrokenRules)row.GetInt32(3),
        StoredWords.Parse<QuarantineState>(row.GetText(4)), row.GetBlob(5).ToArray());
}
