using Scout.Domain.Stores;
using Scout.Domain.Transactions;

namespace Scout.Storage.Reports;

/// <summary>Sums silver by minute of event time: what gold's hours are too coarse for.</summary>
public interface IMinuteReader
{
    /// <summary>Sums a short span of every registered store, or of one.</summary>
    /// <param name="store">Null is every store.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive. Cost grows with the rows in the span: keep it to hours for the chain, to days for a store.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One snapshot: a row for each store, minute and currency that has transactions, in no order.</returns>
    /// <exception cref="StorageUnavailableException">Nothing was read. Safe to retry.</exception>
    ValueTask<IReadOnlyList<StoreMinute>> ReadMinutesAsync(StoreId? store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}

/// <param name="StoreId">The store.</param>
/// <param name="Minute">Start of a minute of event time, in UTC.</param>
/// <param name="Currency">As sent; null is the store's own.</param>
/// <param name="Figures">The sums.</param>
public readonly record struct StoreMinute(StoreId StoreId, DateTimeOffset Minute, string? Currency, StoreFigures Figures);
