using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Silver;
using Scout.Storage.Stores;

namespace Scout.Storage.Postgres;

/// <summary>Sums over <c>scout.silver_transactions</c>; each act is one statement, so one snapshot.</summary>
internal sealed class PostgresStoreFiguresReader(NpgsqlDataSource source) : IStoreFiguresReader
{
    public async ValueTask<IReadOnlyList<CurrencyFigures>> ReadSpanAsync(
        StoreId store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => await source.ReadAsync(
        PostgresStatements.SumSpan,
        [Rows.Text(store.Value), Rows.Value(from.UtcDateTime, NpgsqlDbType.TimestampTz), Rows.Value(to.UtcDateTime, NpgsqlDbType.TimestampTz)],
        static row => new CurrencyFigures(row.FindText(0), ReadFigures(row, 1)),
        cancellationToken);

    public ValueTask<MinuteSnapshot> ReadMinutesAsync(StoreId store, DateTimeOffset from, CancellationToken cancellationToken) => ReadSnapshotAsync(
        PostgresStatements.SumMinutes, store, Rows.Value(from.UtcDateTime, NpgsqlDbType.TimestampTz), cancellationToken);

    public ValueTask<MinuteSnapshot> ReadTailAsync(StoreId store, long afterPosition, CancellationToken cancellationToken) => ReadSnapshotAsync(
        PostgresStatements.SumTail, store, Rows.Value(afterPosition, NpgsqlDbType.Bigint), cancellationToken);

    public async ValueTask<long[]> ReadPositionsAsync(CancellationToken cancellationToken)
    {
        var positions = new long[Sharding.ShardCount];
        foreach (var (shard, position) in await source.ReadAsync(
            PostgresStatements.ReadPositions, [], static row => (row.GetInt16(0), row.GetInt64(1)), cancellationToken))
            positions[shard] = position;
        return positions;
    }

    public async ValueTask<DateTimeOffset?> FindWatermarkAsync(StoreId store, CancellationToken cancellationToken) =>
        await source.FindValueAsync(PostgresStatements.FindWatermark, [Rows.Text(store.Value)], cancellationToken) is DateTime watermark
            ? new DateTimeOffset(watermark, TimeSpan.Zero)
            : null;

    private async ValueTask<MinuteSnapshot> ReadSnapshotAsync(string statement, StoreId store, NpgsqlParameter bound, CancellationToken cancellationToken)
    {
        var shard = (short)Sharding.ShardOf(store);
        var rows = await source.ReadAsync(
            statement,
            [Rows.Text(store.Value), bound, Rows.Value(shard, NpgsqlDbType.Smallint)],
            static row => (Position: row.GetInt64(0), Minute: row.IsDBNull(1) ? (MinuteFigures?)null : new(row.GetInstant(1), row.FindText(2), ReadFigures(row, 3))),
            cancellationToken);
        return new MinuteSnapshot(rows.Count == 0 ? SilverPosition.StartOf(shard) : rows[0].Position, [.. rows.Where(row => row.Minute is not null).Select(row => row.Minute!.Value)]);
    }

    private static StoreFigures ReadFigures(NpgsqlDataReader reader, int first) => new()
    {
        Transactions = reader.GetInt64(first),
        Returns = reader.GetInt64(first + 1),
        Items = reader.GetInt64(first + 2),
        Units = StoreFigures.Normalise(reader.GetDecimal(first + 3)),
        Revenue = StoreFigures.Normalise(reader.GetDecimal(first + 4)),
        Late = reader.GetInt64(first + 5),
    };
}
