using Scout.Domain.Money;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Reports;

namespace Scout.Storage.Sqlite;

/// <summary>Sums <c>silver_transactions</c> by minute.</summary>
internal sealed class SqliteMinuteReader(SqliteDatabase database) : IMinuteReader
{
    public ValueTask<IReadOnlyList<StoreMinute>> ReadMinutesAsync(StoreId? store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoreMinute>>(
            session =>
            {
                using var rows = session.Use(SqliteStatements.SumStoreMinutes).Text(store?.Value).Instant(from).Instant(to);
                var minutes = new List<StoreMinute>();
                while (rows.Step())
                    minutes.Add(new StoreMinute(StoreId.FromStored(rows.GetText(0)), rows.GetInstant(1), rows.FindText(2), ReadFigures(rows, 3)));
                return minutes;
            },
            cancellationToken);

    private static StoreFigures ReadFigures(SqliteStatement row, int first) => new()
    {
        Transactions = row.GetInt64(first),
        Returns = row.GetInt64(first + 1),
        Items = row.GetInt64(first + 2),
        Units = Amount.ToDecimal(WideUnits.Join(row.GetInt64(first + 3), row.GetInt64(first + 4))),
        Revenue = Amount.ToDecimal(WideUnits.Join(row.GetInt64(first + 5), row.GetInt64(first + 6))),
        Late = row.GetInt64(first + 7),
    };
}
