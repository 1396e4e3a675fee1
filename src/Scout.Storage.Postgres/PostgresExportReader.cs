using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Reports;

namespace Scout.Storage.Postgres;

/// <summary>Reads bronze and silver of one store page by page.</summary>
internal sealed class PostgresExportReader(NpgsqlDataSource source) : IExportReader
{
    public async ValueTask<IReadOnlyList<BronzeRow>> ReadBronzeAsync(
        StoreId store, DateTimeOffset from, DateTimeOffset to, BronzePlace? after, int rowsMax, CancellationToken cancellationToken) => await source.ReadAsync(
        PostgresStatements.PageBronze,
        [
            Rows.Text(store.Value), Rows.Instant(from), Rows.Instant(to), Rows.Text(after?.TransactionId ?? ""),
            Rows.Value((short)(after?.Revision ?? 0), NpgsqlDbType.Smallint), Rows.Value(rowsMax, NpgsqlDbType.Integer),
        ],
        static row => new BronzeRow(
            new EventId(row.GetInt64(0)), row.GetString(1), row.GetInt16(2), row.GetInstant(3), row.GetString(4), (BrokenRules)row.GetInt16(5),
            row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6)),
        cancellationToken);

    public async ValueTask<IReadOnlyList<SilverRow>> ReadSilverAsync(
        StoreId store, DateTimeOffset from, DateTimeOffset to, SilverPlace? after, int rowsMax, CancellationToken cancellationToken)
    {
        var place = after ?? new SilverPlace(from, 0, 1);
        var rows = await source.ReadAsync(
            PostgresStatements.PageSilver,
            [
                Rows.Text(store.Value), Rows.Instant(from), Rows.Instant(to), Rows.Instant(place.OccurredAt), Rows.BigInt(place.EventId),
                Rows.Value((short)place.Entry, NpgsqlDbType.Smallint), Rows.Value(rowsMax, NpgsqlDbType.Integer),
            ],
            ReadEntry,
            cancellationToken);
        if (rows.Count == 0)
            return rows;

        // An entry and its lines were written together and are never changed, so a second statement cannot see other ones.
        var lines = await source.ReadAsync(
            PostgresStatements.PageSilverLines, [Rows.Array([.. rows.Select(row => row.EventId.Value).Distinct()], NpgsqlDbType.Bigint)], ReadLine, cancellationToken);
        var byEntry = lines.ToLookup(line => line.Entry, line => line.Item);
        return [.. rows.Select(row => row with { Items = [.. byEntry[(row.EventId.Value, row.Entry)]] })];
    }

    private static SilverRow ReadEntry(NpgsqlDataReader row) => new()
    {
        EventId = new EventId(row.GetInt64(0)),
        Entry = row.GetInt16(1),
        TransactionId = row.GetString(2),
        OccurredAt = row.GetInstant(3),
        ReceivedAt = row.GetInstant(4),
        PromotedAt = row.GetInstant(5),
        IsReturn = row.GetString(6) == "return",
        Currency = row.FindText(7),
        TotalAmount = row.GetAmount(8),
        NetAmount = row.FindAmount(9),
        BrokenRules = (BrokenRules)row.GetInt16(10),
        CustomerId = row.FindText(11),
        PaymentMethod = row.FindText(12),
        DeviceId = row.FindText(13),
        DeviceSeq = row.IsDBNull(14) ? null : row.GetInt64(14),
        OriginalTransactionId = row.FindText(15),
    };

    private static ((long EventId, int Entry) Entry, LineItem Item) ReadLine(NpgsqlDataReader row) => ((row.GetInt64(0), row.GetInt16(1)), new LineItem
    {
        ProductId = row.GetString(2),
        ProductName = row.FindText(3),
        Brand = row.FindText(4),
        Category = row.FindText(5),
        Gtin = row.FindText(6),
        Unit = row.FindText(7),
        Quantity = row.GetAmount(8),
        UnitPrice = row.GetAmount(9),
        LineAmount = row.GetAmount(10),
        Discount = row.FindAmount(11),
    });
}
