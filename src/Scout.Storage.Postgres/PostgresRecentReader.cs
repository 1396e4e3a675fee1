using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Reports;

namespace Scout.Storage.Postgres;

/// <summary>Lists the last transactions of a store.</summary>
internal sealed class PostgresRecentReader(NpgsqlDataSource source) : IRecentReader
{
    public async ValueTask<IReadOnlyList<RecentEntry>> ReadPromotedAsync(StoreId store, RecentPlace before, int rowsMax, CancellationToken cancellationToken) =>
        await source.ReadAsync(PostgresStatements.ReadRecent, Parameters(store, before, rowsMax), ReadEntry, cancellationToken);

    public async ValueTask<IReadOnlyList<HeldEntry>> ReadHeldAsync(StoreId store, RecentPlace before, int rowsMax, CancellationToken cancellationToken) =>
        await source.ReadAsync(PostgresStatements.ReadRecentHeld, Parameters(store, before, rowsMax), ReadHeld, cancellationToken);

    private static NpgsqlParameter[] Parameters(StoreId store, RecentPlace before, int rowsMax) =>
        [Rows.Text(store.Value), Rows.Instant(before.At), Rows.BigInt(before.EventId), Rows.Value(rowsMax, NpgsqlDbType.Integer)];

    private static RecentEntry ReadEntry(NpgsqlDataReader row) => new()
    {
        EventId = new EventId(row.GetInt64(0)),
        TransactionId = TransactionId.FromStored(row.GetString(1)),
        OccurredAt = row.GetInstant(2),
        ReceivedAt = row.GetInstant(3),
        BrokenRules = (BrokenRules)row.GetInt16(4),
        IsReturn = row.GetString(5) == "return",
        Currency = row.FindText(6),
        TotalAmount = row.GetAmount(7),
        ItemCount = row.GetInt32(8),
        Reversed = row.GetBoolean(9),
    };

    private static HeldEntry ReadHeld(NpgsqlDataReader row) => new(
        new EventId(row.GetInt64(0)), TransactionId.FromStored(row.GetString(1)), row.GetInstant(2), (BrokenRules)row.GetInt16(3),
        StoredWords.Parse<QuarantineState>(row.GetString(4)), row.GetFieldValue<byte[]>(5));
}
