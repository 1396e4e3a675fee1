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
        StoreId store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = source.Command(
                PostgresStatements.SumSpan,
                Rows.Text(store.Value),
                Rows.Value(from.UtcDateTime, NpgsqlDbType.TimestampTz),
                Rows.Value(to.UtcDateTime, NpgsqlDbType.TimestampTz));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var figures = new List<CurrencyFigures>();
            while (await reader.ReadAsync(cancellationToken))
                figures.Add(new CurrencyFigures(reader.FindText(0), ReadFigures(reader, 1)));
            return figures;
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    public ValueTask<MinuteSnapshot> ReadMinutesAsync(StoreId store, DateTimeOffset from, CancellationToken cancellationToken) => ReadSnapshotAsync(
        PostgresStatements.SumMinutes, store, Rows.Value(from.UtcDateTime, NpgsqlDbType.TimestampTz), cancellationToken);

    public ValueTask<MinuteSnapshot> ReadTailAsync(StoreId store, long afterPosition, CancellationToken cancellationToken) => ReadSnapshotAsync(
        PostgresStatements.SumTail, store, Rows.Value(afterPosition, NpgsqlDbType.Bigint), cancellationToken);

    public async ValueTask<long[]> ReadPositionsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = source.Command(PostgresStatements.ReadPositions);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var positions = new long[Sharding.ShardCount];
            while (await reader.ReadAsync(cancellationToken))
                positions[reader.GetInt16(0)] = reader.GetInt64(1);
            return positions;
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    public async ValueTask<DateTimeOffset?> FindWatermarkAsync(StoreId store, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = source.Command(PostgresStatements.FindWatermark, Rows.Text(store.Value));
            return await command.ExecuteScalarAsync(cancellationToken) is DateTime watermark ? new DateTimeOffset(watermark, TimeSpan.Zero) : null;
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    private async ValueTask<MinuteSnapshot> ReadSnapshotAsync(string statement, StoreId store, NpgsqlParameter bound, CancellationToken cancellationToken)
    {
        try
        {
            var shard = Sharding.ShardOf(store);
            await using var command = source.Command(statement, Rows.Text(store.Value), bound, Rows.Value((short)shard, NpgsqlDbType.Smallint));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var position = SilverPosition.StartOf(shard);
            var minutes = new List<MinuteFigures>();
            while (await reader.ReadAsync(cancellationToken))
            {
                position = reader.GetInt64(0);
                if (!reader.IsDBNull(1))
                    minutes.Add(new MinuteFigures(reader.GetInstant(1), reader.FindText(2), ReadFigures(reader, 3)));
            }

            return new MinuteSnapshot(position, minutes);
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
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
