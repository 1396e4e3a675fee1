using System.Data;
using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;
using Scout.Storage.Silver;
using Scout.Storage.Stores;

namespace Scout.Storage.Postgres;

/// <summary>Sums over <c>scout.silver_transactions</c>; each act is one statement or one transaction that sees one snapshot.</summary>
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

    public async ValueTask<DaysSnapshot> ReadDaysAsync(
        StoreId store, DateOnly from, DateOnly to, DateTimeOffset minutesFrom, long promotionsMax, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var (silver, gold, cut) = await FindPlaceAsync(connection, transaction, store, cancellationToken);
            var snapshot = silver - gold > promotionsMax
                ? new DaysSnapshot(silver, cut, [], null, [])
                : await ReadDaysAsync(connection, transaction, store, from, to, minutesFrom, new DaysSnapshot(silver, cut, [], null, []), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return snapshot;
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    public async ValueTask<ShardTail> ReadTailAsync(int shard, long afterPosition, CancellationToken cancellationToken)
    {
        var rows = await source.ReadAsync(
            PostgresStatements.SumTail,
            [Rows.BigInt(afterPosition), Rows.Value((short)shard, NpgsqlDbType.Smallint)],
            static row => (Position: row.GetInt64(0), Row: row.IsDBNull(1) ? (TailRow?)null : ReadTail(row)),
            cancellationToken);
        return new ShardTail(rows.Count == 0 ? SilverPosition.StartOf(shard) : rows[0].Position, [.. rows.Where(row => row.Row is not null).Select(row => row.Row!.Value)]);
    }

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

    private static async Task<(long Silver, long Gold, StoreCut? Cut)> FindPlaceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, StoreId store, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands = { Rows.BatchCommand(PostgresStatements.ReadGoldPlace, Rows.Text(store.Value), Shard(store)) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (reader.GetInt64(0), reader.GetInt64(1), GoldRows.FindCut(reader, 2))
            : throw new StorageUnavailableException($"Shard {Sharding.ShardOf(store)} has no row in promotion_shards.");
    }

    private static async Task<DaysSnapshot> ReadDaysAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, StoreId store, DateOnly from, DateOnly to, DateTimeOffset minutesFrom, DaysSnapshot place,
        CancellationToken cancellationToken)
    {
        var (days, tail, minutes) = (new List<DaySums>(), new List<MinuteFigures>(), new List<MinuteFigures>());
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                Rows.BatchCommand(
                    PostgresStatements.ReadStoreDays, Rows.Text(store.Value), Rows.Value(from, NpgsqlDbType.Date), Rows.Value(to, NpgsqlDbType.Date)),
                Rows.BatchCommand(PostgresStatements.SumStoreTail, Rows.Text(store.Value), Shard(store)),
            },
        };
        if (minutesFrom < DateTimeOffset.MaxValue)
            batch.BatchCommands.Add(Rows.BatchCommand(PostgresStatements.SumMinutes, Rows.Text(store.Value), Rows.Instant(minutesFrom), Shard(store)));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.EachAsync(
            row => days.Add(new DaySums(row.GetFieldValue<DateOnly>(0), row.GetString(1) is { Length: > 0 } currency ? currency : null, ReadFigures(row, 2))),
            cancellationToken);
        await reader.EachAsync(row => tail.Add(new MinuteFigures(row.GetInstant(0), row.FindText(1), ReadFigures(row, 2))), cancellationToken);
        await reader.EachAsync(
            row =>
            {
                if (!row.IsDBNull(1))
                    minutes.Add(new MinuteFigures(row.GetInstant(1), row.FindText(2), ReadFigures(row, 3)));
            },
            cancellationToken);
        return place with { Days = days, Tail = tail, Minutes = minutes };
    }

    private static NpgsqlParameter Shard(StoreId store) => Rows.Value((short)Sharding.ShardOf(store), NpgsqlDbType.Smallint);

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

    private static TailRow ReadTail(NpgsqlDataReader row) => new(
        row.GetInt64(1), StoreId.FromStored(row.GetString(2)), new MinuteFigures(row.GetInstant(3), row.FindText(4), ReadFigures(row, 6)), row.GetInstant(5));

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
