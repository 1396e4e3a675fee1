using Scout.Domain.Money;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;
using Scout.Storage.Silver;
using Scout.Storage.Stores;

namespace Scout.Storage.Sqlite;

/// <summary>Sums over <c>silver_transactions</c>; each act is one statement, so one snapshot.</summary>
internal sealed class SqliteStoreFiguresReader(SqliteDatabase database) : IStoreFiguresReader
{
    public ValueTask<IReadOnlyList<CurrencyFigures>> ReadSpanAsync(
        StoreId store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<CurrencyFigures>>(
            session =>
            {
                using var rows = session.Use(SqliteStatements.SumSpan).Text(store.Value).Instant(from).Instant(to);
                var figures = new List<CurrencyFigures>();
                while (rows.Step())
                    figures.Add(new CurrencyFigures(rows.FindText(0), ReadFigures(rows, 1)));
                return figures;
            },
            cancellationToken);

    public ValueTask<MinuteSnapshot> ReadMinutesAsync(StoreId store, DateTimeOffset from, CancellationToken cancellationToken) =>
        ReadSnapshotAsync(SqliteStatements.SumMinutes, store, UnixTime.ToMicroseconds(from), cancellationToken);

    public ValueTask<DaysSnapshot> ReadDaysAsync(
        StoreId store, DateOnly from, DateOnly to, DateTimeOffset minutesFrom, long promotionsMax, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var shard = Sharding.ShardOf(store);
            (long Silver, long Gold, StoreCut? Cut) place = default;
            session.Use(SqliteStatements.ReadGoldPlace).Text(store.Value).Int64(shard).Each(row => place = (row.GetInt64(0), row.GetInt64(1), row.FindCut(2)));
            if (place.Silver - place.Gold > promotionsMax)
                return new DaysSnapshot(place.Silver, place.Cut, [], null, []);

            var (days, tail, minutes) = (new List<DaySums>(), new List<MinuteFigures>(), new List<MinuteFigures>());
            session.Use(SqliteStatements.ReadStoreDays).Text(store.Value).Day(from).Day(to).Each(
                row => days.Add(new DaySums(row.GetDay(0), OrNull(row.GetText(1)), row.GetFigures(2))));
            session.Use(SqliteStatements.SumStoreTail).Text(store.Value).Int64(shard).Each(
                row => tail.Add(new MinuteFigures(row.GetInstant(0), row.FindText(1), row.GetFigures(2))));
            if (minutesFrom < DateTimeOffset.MaxValue)
            {
                session.Use(SqliteStatements.SumMinutes).Text(store.Value).Instant(minutesFrom).Int64(shard).Each(row =>
                {
                    if (!row.IsNull(1))
                        minutes.Add(new MinuteFigures(row.GetInstant(1), row.FindText(2), row.GetFigures(3)));
                });
            }

            return new DaysSnapshot(place.Silver, place.Cut, days, tail, minutes);
        },
        cancellationToken);

    public ValueTask<ShardTail> ReadTailAsync(int shard, long afterPosition, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var (position, tail) = (SilverPosition.StartOf(shard), new List<TailRow>());
            session.Use(SqliteStatements.SumTail).Int64(afterPosition).Int64(shard).Each(row =>
            {
                position = row.GetInt64(0);
                if (!row.IsNull(1))
                {
                    tail.Add(new TailRow(
                        row.GetInt64(1), StoreId.FromStored(row.GetText(2)), new MinuteFigures(row.GetInstant(3), row.FindText(4), row.GetFigures(6)), row.GetInstant(5)));
                }
            });
            return new ShardTail(position, tail);
        },
        cancellationToken);

    public ValueTask<long[]> ReadPositionsAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            using var rows = session.Use(SqliteStatements.ReadPositions);
            var positions = new long[Sharding.ShardCount];
            while (rows.Step())
                positions[rows.GetInt32(0)] = rows.GetInt64(1);
            return positions;
        },
        cancellationToken);

    public ValueTask<DateTimeOffset?> FindWatermarkAsync(StoreId store, CancellationToken cancellationToken) =>
        database.ReadAsync<DateTimeOffset?>(
            session =>
            {
                using var rows = session.Use(SqliteStatements.FindWatermark).Text(store.Value);
                return rows.Step() && !rows.IsNull(0) ? rows.GetInstant(0) : null;
            },
            cancellationToken);

    private ValueTask<MinuteSnapshot> ReadSnapshotAsync(string statement, StoreId store, long bound, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
            {
                var shard = Sharding.ShardOf(store);
                using var rows = session.Use(statement).Text(store.Value).Int64(bound).Int64(shard);
                var position = SilverPosition.StartOf(shard);
                var minutes = new List<MinuteFigures>();
                while (rows.Step())
                {
                    position = rows.GetInt64(0);
                    if (!rows.IsNull(1))
                        minutes.Add(new MinuteFigures(rows.GetInstant(1), rows.FindText(2), ReadFigures(rows, 3)));
                }

                return new MinuteSnapshot(position, minutes);
            },
            cancellationToken);

    private static string? OrNull(string currency) => currency.Length == 0 ? null : currency;

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
