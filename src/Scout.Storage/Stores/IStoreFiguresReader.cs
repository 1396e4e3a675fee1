using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;

namespace Scout.Storage.Stores;

/// <summary>Sums a store's silver. Every answer is one snapshot, so the position tells exactly what it includes.</summary>
public interface IStoreFiguresReader
{
    /// <summary>Sums the transactions of a span, by currency.</summary>
    /// <param name="store">Known or not; an unknown one has no rows.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<CurrencyFigures>> ReadSpanAsync(StoreId store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Sums the transactions at or after an instant, by minute of event time and currency.</summary>
    ValueTask<MinuteSnapshot> ReadMinutesAsync(StoreId store, DateTimeOffset from, CancellationToken cancellationToken);

    /// <summary>Reads the business days <c>[from, to)</c> of a store from gold, the silver that its gold does not have, and the minutes since an instant.</summary>
    /// <param name="store">Known or not.</param>
    /// <param name="from">First business day, as gold of the store is cut.</param>
    /// <param name="to">The day after the last.</param>
    /// <param name="minutesFrom">Minutes of silver at or after it are summed too, whether gold has them or not; the greatest instant reads none.</param>
    /// <param name="promotionsMax">When gold of the shard is further behind than this, nothing but the position is read: summing silver is cheaper then.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<DaysSnapshot> ReadDaysAsync(
        StoreId store, DateOnly from, DateOnly to, DateTimeOffset minutesFrom, long promotionsMax, CancellationToken cancellationToken);

    /// <summary>Sums what was promoted in a shard after a position, by promotion, store, minute of event time and currency.</summary>
    ValueTask<ShardTail> ReadTailAsync(int shard, long afterPosition, CancellationToken cancellationToken);

    /// <summary>The current position of each shard, indexed by shard.</summary>
    ValueTask<long[]> ReadPositionsAsync(CancellationToken cancellationToken);

    /// <summary>The greatest event time of a store in silver, where one ahead of its receipt counts as the receipt; null without any.</summary>
    ValueTask<DateTimeOffset?> FindWatermarkAsync(StoreId store, CancellationToken cancellationToken);
}

/// <param name="Currency">As sent; null is the store's own.</param>
/// <param name="Figures">The sums.</param>
public readonly record struct CurrencyFigures(string? Currency, StoreFigures Figures);

/// <param name="Minute">Start of a minute of event time, in UTC.</param>
/// <param name="Currency">As sent; null is the store's own.</param>
/// <param name="Figures">The sums.</param>
public readonly record struct MinuteFigures(DateTimeOffset Minute, string? Currency, StoreFigures Figures);

/// <param name="Position">The shard's position that the rows include, and nothing beyond.</param>
/// <param name="Minutes">One row for each minute and currency that has transactions, in no order.</param>
public sealed record MinuteSnapshot(long Position, IReadOnlyList<MinuteFigures> Minutes);

/// <param name="Position">The shard's position that the rows reach to, and nothing beyond.</param>
/// <param name="Rows">In the order of their positions.</param>
public sealed record ShardTail(long Position, IReadOnlyList<TailRow> Rows);

/// <param name="Position">Of the promotion or amendment.</param>
/// <param name="StoreId">The store.</param>
/// <param name="Minutes">The sums of a minute of event time; negative where entries were taken back.</param>
/// <param name="Reached">The greatest event time among them; one ahead of its receipt counts as the receipt.</param>
public readonly record struct TailRow(long Position, StoreId StoreId, MinuteFigures Minutes, DateTimeOffset Reached);

/// <param name="Position">The shard's position that days and tail together include, as the minutes do, and nothing beyond.</param>
/// <param name="Cut">How the days are cut; null when the store has no gold.</param>
/// <param name="Days">One row for each day and currency that gold has, in no order.</param>
/// <param name="Tail">By minute, all that silver has of the store and its gold does not; null when gold is too far behind.</param>
/// <param name="Minutes">One row for each minute and currency that has transactions, in no order.</param>
public sealed record DaysSnapshot(
    long Position, StoreCut? Cut, IReadOnlyList<DaySums> Days, IReadOnlyList<MinuteFigures>? Tail, IReadOnlyList<MinuteFigures> Minutes);

/// <param name="Day">The store's business day.</param>
/// <param name="Currency">As sent; null is the store's own.</param>
/// <param name="Figures">The sums.</param>
public readonly record struct DaySums(DateOnly Day, string? Currency, StoreFigures Figures);
