using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;
using Scout.Storage.Stores;

namespace Scout.Grains.Tests.Stores;

/// <summary>Silver of one store as a list of rows with their positions, and a count of what was read.</summary>
internal sealed class MemoryFiguresReader(StoreId store) : IStoreFiguresReader
{
    private readonly Lock _gate = new();
    private readonly List<(long Position, SilverRow Row)> _rows = [];

    public long Position { get; private set; }

    /// <summary>How gold is cut; null until the first rollup.</summary>
    public StoreCut? Cut { get; private set; }

    /// <summary>How far gold is.</summary>
    public long RolledTo { get; private set; }

    public int DaysReads { get; private set; }

    public int PositionReads { get; private set; }

    public int TailReads { get; private set; }

    /// <summary>So many reads from now on fail.</summary>
    public int FaultsLeft { get; set; }

    /// <summary>What every read waits for after it saw its snapshot: an answer that is long on its way.</summary>
    public Task Answering { get; set; } = Task.CompletedTask;

    public IReadOnlyList<SilverRow> Rows => [.. _rows.Select(row => row.Row)];

    /// <summary>Some promotions of the shard, of which the last brings these rows.</summary>
    public void Promote(long promotions, params IEnumerable<SilverRow> rows)
    {
        lock (_gate)
        {
            Position += promotions;
            _rows.AddRange(rows.Select(row => (Position, row)));
        }
    }

    /// <summary>Gold takes all of silver; its cut stays unless it is to be another.</summary>
    public void RollUp(StoreProfile profile, bool recut)
    {
        lock (_gate)
        {
            RolledTo = Position;
            if (Cut is null || recut)
                Cut = new StoreCut(profile.TimeZone, profile.BusinessDayStart, profile.Currency);
        }
    }

    public ValueTask<DaysSnapshot> ReadDaysAsync(
        StoreId store, DateOnly from, DateOnly to, DateTimeOffset minutesFrom, long promotionsMax, CancellationToken cancellationToken) => AnswerAsync(() =>
    {
        DaysReads++;
        if (Position - RolledTo > promotionsMax)
            return new DaysSnapshot(Position, Cut, [], null, []);
        var calendar = Cut?.FindCalendar();
        return new DaysSnapshot(
            Position,
            Cut,
            [
                .. _rows.Where(row => row.Position <= RolledTo).GroupBy(row => (Day: calendar!.DayOf(row.Row.OccurredAt), row.Row.Currency))
                    .Where(group => group.Key.Day >= from && group.Key.Day < to)
                    .Select(group => new DaySums(group.Key.Day, group.Key.Currency, SilverRow.Sum(group.Select(row => row.Row)))),
            ],
            Snapshot(row => row.Position > RolledTo).Minutes,
            Snapshot(row => row.Row.OccurredAt >= minutesFrom).Minutes);
    });

    public ValueTask<IReadOnlyList<CurrencyFigures>> ReadSpanAsync(StoreId store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<CurrencyFigures>>(() =>
        [
            .. _rows.Where(row => row.Row.OccurredAt >= from && row.Row.OccurredAt < to).GroupBy(row => row.Row.Currency)
                .Select(group => new CurrencyFigures(group.Key, SilverRow.Sum(group.Select(row => row.Row)))),
        ]);

    public ValueTask<MinuteSnapshot> ReadMinutesAsync(StoreId store, DateTimeOffset from, CancellationToken cancellationToken) =>
        AnswerAsync(() => Snapshot(row => row.Row.OccurredAt >= from));

    public ValueTask<ShardTail> ReadTailAsync(int shard, long afterPosition, CancellationToken cancellationToken) => AnswerAsync(() =>
    {
        TailReads++;
        return new ShardTail(
            Position,
            [
                .. _rows.Where(row => row.Position > afterPosition).GroupBy(row => (row.Position, row.Row.Minute, row.Row.Currency)).OrderBy(group => group.Key.Position)
                    .Select(group => new TailRow(
                        group.Key.Position, store, new MinuteFigures(group.Key.Minute, group.Key.Currency, SilverRow.Sum(group.Select(row => row.Row))),
                        group.Max(row => row.Row.OccurredAt))),
            ]);
    });

    public ValueTask<long[]> ReadPositionsAsync(CancellationToken cancellationToken) => AnswerAsync(() =>
    {
        PositionReads++;
        var positions = new long[Sharding.ShardCount];
        positions[Sharding.ShardOf(store)] = Position;
        return positions;
    });

    public ValueTask<DateTimeOffset?> FindWatermarkAsync(StoreId store, CancellationToken cancellationToken) => throw new NotSupportedException();

    private MinuteSnapshot Snapshot(Func<(long Position, SilverRow Row), bool> isIn) => new(
        Position,
        [
            .. _rows.Where(isIn).GroupBy(row => (row.Row.Minute, row.Row.Currency))
                .Select(group => new MinuteFigures(group.Key.Minute, group.Key.Currency, SilverRow.Sum(group.Select(row => row.Row)))),
        ]);

    private async ValueTask<T> AnswerAsync<T>(Func<T> read)
    {
        T answer;
        lock (_gate)
        {
            if (FaultsLeft > 0)
            {
                FaultsLeft--;
                throw new StorageUnavailableException("a read was lost");
            }

            answer = read();
        }

        await Answering;
        return answer;
    }
}

/// <summary>One transaction of the store.</summary>
internal sealed record SilverRow(DateTimeOffset OccurredAt, string? Currency, long Units)
{
    public DateTimeOffset Minute => new(OccurredAt.UtcTicks - OccurredAt.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);

    public static StoreFigures Sum(IEnumerable<SilverRow> rows) => rows.Aggregate(new StoreFigures(), (sum, row) => sum + new StoreFigures
    {
        Transactions = 1,
        Returns = row.Units < 0 ? 1 : 0,
        Items = row.Units % 5,
        Units = row.Units,
        Revenue = row.Units / 10_000m,
        Late = row.Units % 2,
    });
}
