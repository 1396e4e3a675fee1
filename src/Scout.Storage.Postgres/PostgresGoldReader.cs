using System.Data;
using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;

namespace Scout.Storage.Postgres;

/// <summary>Gold and the silver beyond it in one snapshot: each act is one read-only transaction.</summary>
internal sealed class PostgresGoldReader(NpgsqlDataSource source, TimeProvider time) : IGoldReader
{
    public ValueTask<GoldAnswer<DayFigures>> ReadStoreDaysAsync(StoreId store, DateOnly from, DateOnly to, CancellationToken cancellationToken) => ReadAsync(
        async snapshot =>
        {
            var gold = new List<DayFigures>();
            var own = "";
            var tail = new GoldTail();
            await snapshot.EachAsync(
                row => own = PlaceStore(tail, store, snapshot, row),
                row => gold.Add(new DayFigures(row.GetFieldValue<DateOnly>(0), Or(row.GetString(1), own), GoldRows.ReadFigures(row, 2), row.FindInstant(8))),
                row => AddTail(tail, store, row),
                Place(store), Rows.BatchCommand(PostgresStatements.ReadStoreDays, Rows.Text(store.Value), Day(from), Day(to)), Tail(store));
            return tail.AddTo(gold, from, to);
        },
        cancellationToken);

    public ValueTask<GoldAnswer<HourFigures>> ReadStoreHoursAsync(StoreId store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => ReadAsync(
        async snapshot =>
        {
            var gold = new List<HourFigures>();
            var own = "";
            var tail = new GoldTail();
            await snapshot.EachAsync(
                row => own = PlaceStore(tail, store, snapshot, row),
                row => gold.Add(new HourFigures(row.GetInstant(0), Or(row.GetString(1), own), GoldRows.ReadFigures(row, 2), row.FindInstant(8))),
                row => AddTail(tail, store, row),
                Place(store), Rows.BatchCommand(PostgresStatements.ReadStoreHours, Rows.Text(store.Value), Rows.Instant(from), Rows.Instant(to)), Tail(store));
            return tail.AddTo(gold, from, to);
        },
        cancellationToken);

    public ValueTask<GoldAnswer<RankedFigures>> ReadStoreProductsAsync(
        StoreId store, DateOnly from, DateOnly to, RankBy by, int rowsMax, CancellationToken cancellationToken) => ReadAsync<RankedFigures>(
        async snapshot =>
        {
            TailPlace place = default;
            await snapshot.EachAsync(row => (snapshot.Positions[Sharding.ShardOf(store)], place) = (row.GetInt64(0), ReadPlace(row, 1)), Place(store));
            var (fromAt, toAt) = SpanOf(place, from, to);
            var ranked = new List<RankedFigures>();
            await snapshot.EachAsync(
                row => ranked.Add(ReadRanked(row, withWords: true)),
                Rows.BatchCommand(
                    PostgresStatements.RankStoreProducts, Rows.Text(store.Value), Day(from), Day(to), Rows.Instant(fromAt), Rows.Instant(toAt), Shard(store),
                    Rows.Text(place.Currency), Rows.Value(by == RankBy.Units, NpgsqlDbType.Boolean), Rows.Value(rowsMax, NpgsqlDbType.Integer)));
            return ranked;
        },
        cancellationToken);

    public ValueTask<GoldAnswer<StoreSums>> ReadStoresAsync(IReadOnlyList<StoreDaySpan> spans, CancellationToken cancellationToken) => ReadAsync(
        async snapshot =>
        {
            var gold = new List<StoreSums>();
            var tail = await snapshot.ReadChainAsync(
                row => gold.Add(new StoreSums(StoreId.FromStored(row.GetString(0)), row.GetString(1), GoldRows.ReadFigures(row, 2), row.FindInstant(8))),
                Rows.BatchCommand(
                    PostgresStatements.SumDaysOfStores,
                    Rows.Array([.. spans.Select(span => span.StoreId.Value)], NpgsqlDbType.Text),
                    Rows.Array([.. spans.Select(span => span.From)], NpgsqlDbType.Date),
                    Rows.Array([.. spans.Select(span => span.To)], NpgsqlDbType.Date)));
            return tail.AddTo(gold, spans);
        },
        cancellationToken);

    public ValueTask<GoldAnswer<StoreHourFigures>> ReadHoursOfStoresAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => ReadAsync(
        async snapshot =>
        {
            var gold = new List<StoreHourFigures>();
            var tail = await snapshot.ReadChainAsync(
                row => gold.Add(new StoreHourFigures(StoreId.FromStored(row.GetString(0)), row.GetInstant(1), row.GetString(2), GoldRows.ReadFigures(row, 3))),
                Rows.BatchCommand(PostgresStatements.ReadHoursOfStores, Rows.Instant(from), Rows.Instant(to)));
            return tail.AddTo(gold, from, to);
        },
        cancellationToken);

    public ValueTask<GoldAnswer<DayFigures>> ReadChainDaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) => ReadAsync(
        async snapshot =>
        {
            var gold = new List<DayFigures>();
            var tail = await snapshot.ReadChainAsync(
                row => gold.Add(new DayFigures(row.GetFieldValue<DateOnly>(0), row.GetString(1), GoldRows.ReadFigures(row, 2), row.FindInstant(8))),
                Rows.BatchCommand(PostgresStatements.SumChainDays, Day(from), Day(to)));
            return tail.AddTo(gold, from, to);
        },
        cancellationToken);

    public ValueTask<GoldAnswer<HourFigures>> ReadChainHoursAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => ReadAsync(
        async snapshot =>
        {
            var gold = new List<HourFigures>();
            var tail = await snapshot.ReadChainAsync(
                row => gold.Add(new HourFigures(row.GetInstant(0), row.GetString(1), GoldRows.ReadFigures(row, 2), row.FindInstant(8))),
                Rows.BatchCommand(PostgresStatements.SumChainHours, Rows.Instant(from), Rows.Instant(to)));
            return tail.AddTo(gold, from, to);
        },
        cancellationToken);

    public ValueTask<GoldAnswer<RankedFigures>> ReadChainRankingAsync(
        RankedGroup group, DateOnly from, DateOnly to, RankBy by, int rowsMax, CancellationToken cancellationToken) => ReadAsync<RankedFigures>(
        async snapshot =>
        {
            var spans = new List<(string Store, DateTime From, DateTime To, string Currency)>();
            await snapshot.EachAsync(
                row => snapshot.Positions[row.GetInt16(0)] = row.GetInt64(1),
                row =>
                {
                    var (fromAt, toAt) = SpanOf(ReadPlace(row, 1), from, to);
                    spans.Add((row.GetString(0), fromAt.UtcDateTime, toAt.UtcDateTime, row.GetString(4)));
                },
                Rows.BatchCommand(PostgresStatements.ReadPositions), Rows.BatchCommand(PostgresStatements.ReadChainPlaces));
            var statement = group switch
            {
                RankedGroup.Product => PostgresStatements.RankChainProducts,
                RankedGroup.Brand => PostgresStatements.RankChainBrands,
                _ => PostgresStatements.RankChainCategories,
            };
            var ranked = new List<RankedFigures>();
            await snapshot.EachAsync(
                row => ranked.Add(ReadRanked(row, group == RankedGroup.Product)),
                Rows.BatchCommand(
                    statement, Day(from), Day(to),
                    Rows.Array([.. spans.Select(span => span.Store)], NpgsqlDbType.Text), Rows.Array([.. spans.Select(span => span.From)], NpgsqlDbType.TimestampTz),
                    Rows.Array([.. spans.Select(span => span.To)], NpgsqlDbType.TimestampTz), Rows.Array([.. spans.Select(span => span.Currency)], NpgsqlDbType.Text),
                    Rows.Value(by == RankBy.Units, NpgsqlDbType.Boolean), Rows.Value(rowsMax, NpgsqlDbType.Integer)));
            return ranked;
        },
        cancellationToken);

    public async ValueTask<IReadOnlyDictionary<StoreId, DateTimeOffset>> ReadWatermarksAsync(CancellationToken cancellationToken) => (await source.ReadAsync(
        PostgresStatements.ReadWatermarks, [], static row => (Store: StoreId.FromStored(row.GetString(0)), Reached: row.GetInstant(1)), cancellationToken))
        .ToDictionary(one => one.Store, one => one.Reached);

    private static NpgsqlBatchCommand Place(StoreId store) => Rows.BatchCommand(PostgresStatements.ReadStorePlace, Rows.Text(store.Value), Shard(store));

    private static NpgsqlBatchCommand Tail(StoreId store) => Rows.BatchCommand(PostgresStatements.SumStoreTail, Rows.Text(store.Value), Shard(store));

    private static NpgsqlParameter Shard(StoreId store) => Rows.Value((short)Sharding.ShardOf(store), NpgsqlDbType.Smallint);

    private static NpgsqlParameter Day(DateOnly day) => Rows.Value(day, NpgsqlDbType.Date);

    private static string Or(string currency, string own) => currency.Length == 0 ? own : currency;

    private static TailPlace ReadPlace(NpgsqlDataReader row, int first) => new(row.GetString(first), row.GetFieldValue<TimeOnly>(first + 1), row.GetString(first + 2));

    private static string PlaceStore(GoldTail tail, StoreId store, Snapshot snapshot, NpgsqlDataReader row)
    {
        snapshot.Positions[Sharding.ShardOf(store)] = row.GetInt64(0);
        var place = ReadPlace(row, 1);
        tail.Place(store.Value, place);
        return place.Currency;
    }

    private static void AddTail(GoldTail tail, StoreId store, NpgsqlDataReader row) =>
        tail.Add(store.Value, row.GetInstant(0), row.FindText(1), GoldRows.ReadFigures(row, 2));

    private static (DateTimeOffset From, DateTimeOffset To) SpanOf(TailPlace place, DateOnly from, DateOnly to)
    {
        var calendar = place.FindCalendar();
        return (calendar.StartOf(from), calendar.StartOf(to));
    }

    private static RankedFigures ReadRanked(NpgsqlDataReader row, bool withWords) => new(
        row.GetString(0), row.GetString(1), withWords ? new ProductWords(row.FindText(5), row.FindText(6), row.FindText(7)) : null,
        row.GetInt64(2), StoreFigures.Normalise(row.GetDecimal(3)), StoreFigures.Normalise(row.GetDecimal(4)));

    private async ValueTask<GoldAnswer<T>> ReadAsync<T>(Func<Snapshot, Task<List<T>>> read, CancellationToken cancellationToken)
    {
        var asOf = time.GetUtcNow();
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var snapshot = new Snapshot(connection, transaction, cancellationToken);
            var rows = await read(snapshot);
            await transaction.CommitAsync(cancellationToken);
            return new GoldAnswer<T>(asOf, snapshot.Positions, rows);
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    /// <summary>A transaction whose statements all see the same.</summary>
    private sealed class Snapshot(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        public long[] Positions { get; } = new long[Sharding.ShardCount];

        /// <summary>Runs one statement and hands each row on.</summary>
        public Task EachAsync(Action<NpgsqlDataReader> read, NpgsqlBatchCommand command) => EachAsync([read], [command]);

        public Task EachAsync(Action<NpgsqlDataReader> first, Action<NpgsqlDataReader> second, NpgsqlBatchCommand firstCommand, NpgsqlBatchCommand secondCommand) =>
            EachAsync([first, second], [firstCommand, secondCommand]);

        public Task EachAsync(
            Action<NpgsqlDataReader> first, Action<NpgsqlDataReader> second, Action<NpgsqlDataReader> third, NpgsqlBatchCommand firstCommand,
            NpgsqlBatchCommand secondCommand, NpgsqlBatchCommand thirdCommand) => EachAsync([first, second, third], [firstCommand, secondCommand, thirdCommand]);

        /// <summary>Reads rows of gold of all stores, and the tail.</summary>
        public async Task<GoldTail> ReadChainAsync(Action<NpgsqlDataReader> read, NpgsqlBatchCommand gold)
        {
            var tail = new GoldTail();
            await EachAsync(
                [
                    row => Positions[row.GetInt16(0)] = row.GetInt64(1),
                    read,
                    row => tail.Place(row.GetString(0), ReadPlace(row, 1)),
                    row => tail.Add(row.GetString(0), row.GetInstant(1), row.FindText(2), GoldRows.ReadFigures(row, 3)),
                ],
                [
                    Rows.BatchCommand(PostgresStatements.ReadPositions), gold, Rows.BatchCommand(PostgresStatements.ReadChainPlaces),
                    Rows.BatchCommand(PostgresStatements.SumChainTail),
                ]);
            return tail;
        }

        private async Task EachAsync(Action<NpgsqlDataReader>[] reads, NpgsqlBatchCommand[] commands)
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            foreach (var command in commands)
                batch.BatchCommands.Add(command);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            foreach (var read in reads)
                await reader.EachAsync(read, cancellationToken);
        }
    }
}
