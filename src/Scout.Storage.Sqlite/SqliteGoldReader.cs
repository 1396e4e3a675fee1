using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;

namespace Scout.Storage.Sqlite;

/// <summary>Gold and the silver beyond it: each act reads one snapshot.</summary>
internal sealed class SqliteGoldReader(SqliteDatabase database, TimeProvider time) : IGoldReader
{
    public ValueTask<GoldAnswer<DayFigures>> ReadStoreDaysAsync(StoreId store, DateOnly from, DateOnly to, CancellationToken cancellationToken) => ReadAsync(
        (session, positions) =>
        {
            var (tail, place) = ReadStoreTail(session, store, positions);
            var gold = new List<DayFigures>();
            session.Use(SqliteStatements.ReadStoreDays).Text(store.Value).Day(from).Day(to).Each(
                row => gold.Add(new DayFigures(row.GetDay(0), Or(row.GetText(1), place.Currency), row.GetFigures(2), row.FindInstant(10))));
            return tail.AddTo(gold, from, to);
        },
        cancellationToken);

    public ValueTask<GoldAnswer<HourFigures>> ReadStoreHoursAsync(StoreId store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => ReadAsync(
        (session, positions) =>
        {
            var (tail, place) = ReadStoreTail(session, store, positions);
            var gold = new List<HourFigures>();
            session.Use(SqliteStatements.ReadStoreHours).Text(store.Value).Instant(from).Instant(to).Each(
                row => gold.Add(new HourFigures(row.GetInstant(0), Or(row.GetText(1), place.Currency), row.GetFigures(2), row.FindInstant(10))));
            return tail.AddTo(gold, from, to);
        },
        cancellationToken);

    public ValueTask<GoldAnswer<RankedFigures>> ReadStoreProductsAsync(
        StoreId store, DateOnly from, DateOnly to, RankBy by, int rowsMax, CancellationToken cancellationToken) => ReadAsync(
        (session, positions) =>
        {
            var place = ReadPlace(session, store, positions);
            var ranking = new Ranking();
            session.Use(SqliteStatements.SumStoreProducts).Text(store.Value).Day(from).Day(to).Each(row => AddSum(ranking, row, place.Currency, withWords: true));
            var calendar = place.FindCalendar();
            session.Use(SqliteStatements.ReadStoreTailLines)
                .Text(store.Value).Instant(calendar.StartOf(from)).Instant(calendar.StartOf(to)).Int64(Sharding.ShardOf(store))
                .Each(row =>
                {
                    var line = GoldRows.ReadTailLine(row);
                    ranking.Add(line.ProductId, line.Currency ?? place.Currency, line);
                });
            return ranking.Take(by, rowsMax, withWords: true);
        },
        cancellationToken);

    public ValueTask<GoldAnswer<StoreSums>> ReadStoresAsync(IReadOnlyList<StoreDaySpan> spans, CancellationToken cancellationToken) => ReadAsync(
        (session, positions) =>
        {
            var gold = new List<StoreSums>();
            foreach (var span in spans)
            {
                session.Use(SqliteStatements.SumDaysOfStore).Text(span.StoreId.Value).Day(span.From).Day(span.To).Each(
                    row => gold.Add(new StoreSums(span.StoreId, row.GetText(0), row.GetFigures(1), row.FindInstant(9))));
            }

            return ReadChainTail(session, positions).AddTo(gold, spans);
        },
        cancellationToken);

    public ValueTask<GoldAnswer<StoreHourFigures>> ReadHoursOfStoresAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => ReadAsync(
        (session, positions) =>
        {
            var gold = new List<StoreHourFigures>();
            session.Use(SqliteStatements.ReadHoursOfStores).Instant(from).Instant(to).Each(
                row => gold.Add(new StoreHourFigures(StoreId.FromStored(row.GetText(0)), row.GetInstant(1), row.GetText(2), row.GetFigures(3))));
            return ReadChainTail(session, positions).AddTo(gold, from, to);
        },
        cancellationToken);

    public ValueTask<GoldAnswer<DayFigures>> ReadChainDaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) => ReadAsync(
        (session, positions) =>
        {
            var gold = new List<DayFigures>();
            session.Use(SqliteStatements.SumChainDays).Day(from).Day(to).Each(
                row => gold.Add(new DayFigures(row.GetDay(0), row.GetText(1), row.GetFigures(2), row.FindInstant(10))));
            return ReadChainTail(session, positions).AddTo(gold, from, to);
        },
        cancellationToken);

    public ValueTask<GoldAnswer<HourFigures>> ReadChainHoursAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => ReadAsync(
        (session, positions) =>
        {
            var gold = new List<HourFigures>();
            session.Use(SqliteStatements.SumChainHours).Instant(from).Instant(to).Each(
                row => gold.Add(new HourFigures(row.GetInstant(0), row.GetText(1), row.GetFigures(2), row.FindInstant(10))));
            return ReadChainTail(session, positions).AddTo(gold, from, to);
        },
        cancellationToken);

    public ValueTask<GoldAnswer<RankedFigures>> ReadChainRankingAsync(
        RankedGroup group, DateOnly from, DateOnly to, RankBy by, int rowsMax, CancellationToken cancellationToken) => ReadAsync(
        (session, positions) =>
        {
            ReadPositions(session, positions);
            var ranking = new Ranking();
            var withWords = group == RankedGroup.Product;
            session.Use(StatementOf(group)).Day(from).Day(to).Each(row => AddSum(ranking, row, "", withWords));
            AddChainTailLines(session, ranking, group, from, to);
            return ranking.Take(by, rowsMax, withWords);
        },
        cancellationToken);

    public ValueTask<IReadOnlyDictionary<StoreId, DateTimeOffset>> ReadWatermarksAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<StoreId, DateTimeOffset>>(
            session =>
            {
                var reached = new Dictionary<StoreId, DateTimeOffset>();
                session.Use(SqliteStatements.ReadWatermarks).Each(row => reached.Add(StoreId.FromStored(row.GetText(0)), row.GetInstant(1)));
                return reached;
            },
            cancellationToken);

    private static readonly ProductWords NoWords = new(null, null, null);

    private static string Or(string currency, string own) => currency.Length == 0 ? own : currency;

    private static string StatementOf(RankedGroup group) => group switch
    {
        RankedGroup.Product => SqliteStatements.RankChainProducts,
        RankedGroup.Brand => SqliteStatements.RankChainBrands,
        _ => SqliteStatements.RankChainCategories,
    };

    private static TailPlace GetPlace(SqliteStatement row, int first) => new(row.GetText(first), row.GetTime(first + 1), row.GetText(first + 2));

    private static TailPlace ReadPlace(SqliteSession session, StoreId store, long[] positions)
    {
        var shard = Sharding.ShardOf(store);
        TailPlace place = default;
        session.Use(SqliteStatements.ReadStorePlace).Text(store.Value).Int64(shard).Each(row => (positions[shard], place) = (row.GetInt64(0), GetPlace(row, 1)));
        return place;
    }

    private static void ReadPositions(SqliteSession session, long[] positions) =>
        session.Use(SqliteStatements.ReadPositions).Each(row => positions[row.GetInt32(0)] = row.GetInt64(1));

    private static (GoldTail Tail, TailPlace Place) ReadStoreTail(SqliteSession session, StoreId store, long[] positions)
    {
        var place = ReadPlace(session, store, positions);
        var tail = new GoldTail();
        tail.Place(store.Value, place);
        session.Use(SqliteStatements.SumStoreTail).Text(store.Value).Int64(Sharding.ShardOf(store)).Each(
            row => tail.Add(store.Value, row.GetInstant(0), row.FindText(1), row.GetFigures(2)));
        return (tail, place);
    }

    private static GoldTail ReadChainTail(SqliteSession session, long[] positions)
    {
        ReadPositions(session, positions);
        var tail = new GoldTail();
        session.Use(SqliteStatements.ReadChainPlaces).Each(row => tail.Place(row.GetText(0), GetPlace(row, 1)));
        session.Use(SqliteStatements.SumChainTail).Each(row => tail.Add(row.GetText(0), row.GetInstant(1), row.FindText(2), row.GetFigures(3)));
        return tail;
    }

    private static void AddSum(Ranking ranking, SqliteStatement row, string own, bool withWords)
    {
        var words = withWords ? new ProductWords(row.FindText(7), row.FindText(8), row.FindText(9)) : NoWords;
        ranking.Add(row.GetText(0), Or(row.GetText(1), own), row.GetInt64(2), row.GetSum(3), row.GetSum(5), withWords ? row.GetInt64(10) : 0, words);
    }

    private static void AddChainTailLines(SqliteSession session, Ranking ranking, RankedGroup group, DateOnly from, DateOnly to)
    {
        var places = new Dictionary<string, (StoreClock Clock, string Currency)>(StringComparer.Ordinal);
        session.Use(SqliteStatements.ReadChainPlaces).Each(row => places.Add(row.GetText(0), (new StoreClock(GetPlace(row, 1).FindCalendar()), row.GetText(4))));
        session.Use(SqliteStatements.ReadChainTailLines).Each(row =>
        {
            var line = GoldRows.ReadTailLine(row);
            var (clock, currency) = places[line.Store];
            var day = clock.PlaceOf(line.OccurredAt).Day;
            if (day < from || day >= to)
                return;
            var key = group switch
            {
                RankedGroup.Product => line.ProductId,
                RankedGroup.Brand => line.Words.Brand ?? "",
                _ => line.Words.Category ?? "",
            };
            ranking.Add(key, line.Currency ?? currency, line);
        });
    }

    private async ValueTask<GoldAnswer<T>> ReadAsync<T>(Func<SqliteSession, long[], List<T>> read, CancellationToken cancellationToken)
    {
        var asOf = time.GetUtcNow();
        var positions = new long[Sharding.ShardCount];
        var rows = await database.ReadAsync(session => read(session, positions), cancellationToken);
        return new GoldAnswer<T>(asOf, positions, rows);
    }
}
