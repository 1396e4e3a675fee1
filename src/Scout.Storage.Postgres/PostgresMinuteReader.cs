using Npgsql;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Reports;

namespace Scout.Storage.Postgres;

/// <summary>Sums <c>scout.silver_transactions</c> by minute.</summary>
internal sealed class PostgresMinuteReader(NpgsqlDataSource source) : IMinuteReader
{
    public async ValueTask<IReadOnlyList<StoreMinute>> ReadMinutesAsync(
        StoreId? store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => await source.ReadAsync(
        PostgresStatements.SumStoreMinutes,
        [Rows.Text(store?.Value), Rows.Instant(from), Rows.Instant(to)],
        static row => new StoreMinute(StoreId.FromStored(row.GetString(0)), row.GetInstant(1), row.FindText(2), new StoreFigures
        {
            Transactions = row.GetInt64(3),
            Returns = row.GetInt64(4),
            Items = row.GetInt64(5),
            Units = StoreFigures.Normalise(row.GetDecimal(6)),
            Revenue = StoreFigures.Normalise(row.GetDecimal(7)),
            Late = row.GetInt64(8),
        }),
        cancellationToken);
}
