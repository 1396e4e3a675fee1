using Scout.Domain.Stores;
using Scout.Domain.Transactions;

namespace Scout.Storage.Gold;

/// <summary>Answers from gold together with the silver that no rollup has taken yet.</summary>
/// <remarks>
/// Each act is one snapshot: the buckets of gold and the tail of silver behind them, neither counted twice nor left out, so an answer
/// always equals the sum of silver at that moment. Days and hours are cut as gold of that store is cut (<see cref="StoreCut"/>), which is its
/// profile but for the moments between a corrected profile and the rebuild it causes; the tail of an answer is cut the same way. Two
/// currencies are never added: rows come by currency, and a transaction that names none is counted in its store's own, so
/// <c>Currency</c> is a code in every row (empty only for a store without a profile). Spans are half-open. Buckets without a
/// transaction have no row; a bucket whose transactions were all taken back may have one of zeros. Rows come in no order but where one is
/// told.
/// </remarks>
/// <exception cref="StorageUnavailableException">Of every act: nothing was read. Safe to retry.</exception>
public interface IGoldReader
{
    /// <summary>The business days of one store, by currency.</summary>
    /// <param name="store">Known or not; an unknown one has no rows.</param>
    /// <param name="from">First business day.</param>
    /// <param name="to">The business day after the last.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<GoldAnswer<DayFigures>> ReadStoreDaysAsync(StoreId store, DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>The local hours of one store that begin in a span, by currency. See <see cref="StoreCalendar.HourOf"/> for where hours begin.</summary>
    ValueTask<GoldAnswer<HourFigures>> ReadStoreHoursAsync(StoreId store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>The first products of one store over its business days <c>[from, to)</c>.</summary>
    /// <param name="store">Known or not.</param>
    /// <param name="from">First business day.</param>
    /// <param name="to">The business day after the last.</param>
    /// <param name="by">What ranks them.</param>
    /// <param name="rowsMax">So many of each currency at most; 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Ordered by currency, then greatest first, equals by product id.</returns>
    ValueTask<GoldAnswer<RankedFigures>> ReadStoreProductsAsync(
        StoreId store, DateOnly from, DateOnly to, RankBy by, int rowsMax, CancellationToken cancellationToken);

    /// <summary>Sums the business days of each store over a span of its own, by currency: the chain's summary, its first stores and its regions.</summary>
    /// <param name="spans">Each store once. At most 10,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A row for each store and currency that has one in its span.</returns>
    ValueTask<GoldAnswer<StoreSums>> ReadStoresAsync(IReadOnlyList<StoreDaySpan> spans, CancellationToken cancellationToken);

    /// <summary>The local hours of every store that begin in a span, by store and currency: rows for sparklines. Keep the span to a few days.</summary>
    ValueTask<GoldAnswer<StoreHourFigures>> ReadHoursOfStoresAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>The chain's business days, by currency: each day sums what every store has on its own day of that date.</summary>
    ValueTask<GoldAnswer<DayFigures>> ReadChainDaysAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>The chain's hours by the instant at which they begin, by currency; a store in a zone of half an hour adds rows at the half.</summary>
    ValueTask<GoldAnswer<HourFigures>> ReadChainHoursAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>The chain's first products, brands or categories over business days of that date, whatever the store's zone.</summary>
    /// <param name="group">What a row is.</param>
    /// <param name="from">First business day.</param>
    /// <param name="to">The business day after the last.</param>
    /// <param name="by">What ranks them.</param>
    /// <param name="rowsMax">So many of each currency at most; 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Ordered by currency, then greatest first, equals by key.</returns>
    ValueTask<GoldAnswer<RankedFigures>> ReadChainRankingAsync(
        RankedGroup group, DateOnly from, DateOnly to, RankBy by, int rowsMax, CancellationToken cancellationToken);

    /// <summary>The greatest event time that each store has reached in silver (one ahead of its receipt counts as the receipt). A store without silver is not in it.</summary>
    ValueTask<IReadOnlyDictionary<StoreId, DateTimeOffset>> ReadWatermarksAsync(CancellationToken cancellationToken);
}

/// <summary>An answer and the place in the log of silver at which it is true.</summary>
/// <param name="AsOf">The moment its snapshot was asked for: everything promoted before it is in the answer.</param>
/// <param name="Positions">What the answer includes: the silver position of every shard, indexed by shard; of the store's alone (the others 0) where one store was asked. Equal positions, cuts and arguments are equal answers.</param>
/// <param name="Rows">See the act.</param>
public sealed record GoldAnswer<T>(DateTimeOffset AsOf, long[] Positions, IReadOnlyList<T> Rows);

/// <summary>How gold of a store is cut into days and hours.</summary>
/// <param name="TimeZone">IANA name.</param>
/// <param name="BusinessDayStart">Local time at which its day begins.</param>
/// <param name="Currency">In which the chain's tables count a transaction that names none.</param>
public sealed record StoreCut(string TimeZone, TimeOnly BusinessDayStart, string Currency)
{
    /// <summary>Its calendar; null when this machine does not know the zone.</summary>
    public StoreCalendar? FindCalendar() =>
        TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? new StoreCalendar(zone, BusinessDayStart) : null;
}

/// <summary>Business days <c>[From, To)</c> of one store.</summary>
public readonly record struct StoreDaySpan(StoreId StoreId, DateOnly From, DateOnly To);

/// <param name="Day">The store's business day.</param>
/// <param name="Currency">A code.</param>
/// <param name="Figures">The sums.</param>
/// <param name="RestatedAt">When a late event or an amendment last changed the day after it had ended; null if none did.</param>
public readonly record struct DayFigures(DateOnly Day, string Currency, StoreFigures Figures, DateTimeOffset? RestatedAt);

/// <param name="Hour">The instant at which the local hour begins, in UTC.</param>
/// <param name="Currency">A code.</param>
/// <param name="Figures">The sums.</param>
/// <param name="RestatedAt">When a late event or an amendment last changed the hour after it had ended; null if none did.</param>
public readonly record struct HourFigures(DateTimeOffset Hour, string Currency, StoreFigures Figures, DateTimeOffset? RestatedAt);

/// <param name="StoreId">The store.</param>
/// <param name="Currency">A code.</param>
/// <param name="Figures">The sums over its span.</param>
/// <param name="RestatedAt">The latest of its days.</param>
public readonly record struct StoreSums(StoreId StoreId, string Currency, StoreFigures Figures, DateTimeOffset? RestatedAt);

/// <param name="StoreId">The store.</param>
/// <param name="Hour">The instant at which the local hour begins, in UTC.</param>
/// <param name="Currency">A code.</param>
/// <param name="Figures">The sums.</param>
public readonly record struct StoreHourFigures(StoreId StoreId, DateTimeOffset Hour, string Currency, StoreFigures Figures);

/// <summary>Sums over the lines of one product, brand or category. Returns subtract, as does what was taken back.</summary>
/// <param name="Key">The product's id, the brand or the category as sent; empty for lines that name no brand or category.</param>
/// <param name="Currency">A code.</param>
/// <param name="Product">What was last sent with the product; null for brands and categories.</param>
/// <param name="Lines">How many lines.</param>
/// <param name="Units">Sum of the quantities.</param>
/// <param name="Revenue">Sum of the line amounts.</param>
public readonly record struct RankedFigures(string Key, string Currency, ProductWords? Product, long Lines, decimal Units, decimal Revenue);

/// <summary>What devices last sent about a product; null where none did.</summary>
public sealed record ProductWords(string? Name, string? Brand, string? Category);

/// <summary>What a row of a ranking is.</summary>
public enum RankedGroup : byte
{
    Product,
    Brand,
    Category,
}

/// <summary>What a ranking goes by.</summary>
public enum RankBy : byte
{
    Revenue,
    Units,
}
