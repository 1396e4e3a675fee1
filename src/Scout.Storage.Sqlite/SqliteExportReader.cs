using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Reports;

namespace Scout.Storage.Sqlite;

/// <summary>Reads bronze and silver of one store page by page.</summary>
internal sealed class SqliteExportReader(SqliteDatabase database) : IExportReader
{
    public ValueTask<IReadOnlyList<BronzeRow>> ReadBronzeAsync(
        StoreId store, DateTimeOffset from, DateTimeOffset to, BronzePlace? after, int rowsMax, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<BronzeRow>>(
            session =>
            {
                using var rows = session.Use(SqliteStatements.PageBronze)
                    .Text(store.Value).Instant(from).Instant(to).Text(after?.TransactionId ?? "").Int64(after?.Revision ?? 0).Int64(rowsMax);
                var page = new List<BronzeRow>();
                while (rows.Step())
                {
                    page.Add(new BronzeRow(
                        new EventId(rows.GetInt64(0)), rows.GetText(1), rows.GetInt32(2), rows.GetInstant(3), rows.GetText(4), (BrokenRules)rows.GetInt32(5),
                        rows.IsNull(6) ? null : rows.GetBlob(6).ToArray()));
                }

                return page;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<SilverRow>> ReadSilverAsync(
        StoreId store, DateTimeOffset from, DateTimeOffset to, SilverPlace? after, int rowsMax, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SilverRow>>(
            session =>
            {
                var page = ReadEntries(session, store, from, to, after ?? new SilverPlace(from, 0, 1), rowsMax);
                return [.. page.Select(row => row with { Items = ReadLines(session, row.EventId, row.Entry) })];
            },
            cancellationToken);

    private static List<SilverRow> ReadEntries(SqliteSession session, StoreId store, DateTimeOffset from, DateTimeOffset to, SilverPlace after, int rowsMax)
    {
        using var rows = session.Use(SqliteStatements.PageSilver)
            .Text(store.Value).Instant(from).Instant(to).Instant(after.OccurredAt).Int64(after.EventId).Int64(after.Entry).Int64(rowsMax);
        var page = new List<SilverRow>();
        while (rows.Step())
        {
            page.Add(new SilverRow
            {
                EventId = new EventId(rows.GetInt64(0)),
                Entry = rows.GetInt32(1),
                TransactionId = rows.GetText(2),
                OccurredAt = rows.GetInstant(3),
                ReceivedAt = rows.GetInstant(4),
                PromotedAt = rows.GetInstant(5),
                IsReturn = rows.GetText(6) == "return",
                Currency = rows.FindText(7),
                TotalAmount = rows.GetAmount(8),
                NetAmount = rows.FindAmount(9),
                BrokenRules = (BrokenRules)rows.GetInt32(10),
                CustomerId = rows.FindText(11),
                PaymentMethod = rows.FindText(12),
                DeviceId = rows.FindText(13),
                DeviceSeq = rows.IsNull(14) ? null : rows.GetInt64(14),
                OriginalTransactionId = rows.FindText(15),
            });
        }

        return page;
    }

    private static List<LineItem> ReadLines(SqliteSession session, EventId eventId, int entry)
    {
        using var rows = session.Use(SqliteStatements.PageSilverLines).Int64(eventId.Value).Int64(entry);
        var items = new List<LineItem>();
        while (rows.Step())
        {
            items.Add(new LineItem
            {
                ProductId = rows.GetText(0),
                ProductName = rows.FindText(1),
                Brand = rows.FindText(2),
                Category = rows.FindText(3),
                Gtin = rows.FindText(4),
                Unit = rows.FindText(5),
                Quantity = rows.GetAmount(6),
                UnitPrice = rows.GetAmount(7),
                LineAmount = rows.GetAmount(8),
                Discount = rows.FindAmount(9),
            });
        }

        return items;
    }
}
