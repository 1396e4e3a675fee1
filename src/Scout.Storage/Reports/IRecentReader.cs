using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Storage.Reports;

/// <summary>Lists the last transactions of a store.</summary>
public interface IRecentReader
{
    /// <summary>Reads what silver holds of a store, newest event time first. Of a corrected transaction only what it was corrected to.</summary>
    /// <param name="store">Known or not.</param>
    /// <param name="before">Only what comes after this place in the order.</param>
    /// <param name="rowsMax">At most this many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="StorageUnavailableException">Nothing was read. Safe to retry.</exception>
    ValueTask<IReadOnlyList<RecentEntry>> ReadPromotedAsync(StoreId store, RecentPlace before, int rowsMax, CancellationToken cancellationToken);

    /// <summary>Reads what a rule holds of a store, or held until someone decided that it never counts; newest receipt first.</summary>
    /// <param name="store">Known or not.</param>
    /// <param name="before">Only what comes after this place, where the instant is that of receipt.</param>
    /// <param name="rowsMax">At most this many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="StorageUnavailableException">Nothing was read. Safe to retry.</exception>
    ValueTask<IReadOnlyList<HeldEntry>> ReadHeldAsync(StoreId store, RecentPlace before, int rowsMax, CancellationToken cancellationToken);
}

/// <summary>A place in a list that goes from new to old.</summary>
public readonly record struct RecentPlace(DateTimeOffset At, long EventId)
{
    /// <summary>Before everything. Within the range of both stores' instants.</summary>
    public static readonly RecentPlace Start = new(new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), long.MaxValue);
}

/// <summary>A transaction of silver.</summary>
public sealed record RecentEntry
{
    public required EventId EventId { get; init; }

    public required TransactionId TransactionId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required BrokenRules BrokenRules { get; init; }

    public required bool IsReturn { get; init; }

    /// <summary>As sent; null is the store's own.</summary>
    public required string? Currency { get; init; }

    public required Amount TotalAmount { get; init; }

    public required int ItemCount { get; init; }

    /// <summary>Whether it was voided.</summary>
    public required bool Reversed { get; init; }
}

/// <param name="EventId">Its event.</param>
/// <param name="TransactionId">As sent.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="BrokenRules">Of the last evaluation.</param>
/// <param name="State">Open, discarded or voided.</param>
/// <param name="Body">As sent.</param>
public sealed record HeldEntry(EventId EventId, TransactionId TransactionId, DateTimeOffset ReceivedAt, BrokenRules BrokenRules, QuarantineState State, ReadOnlyMemory<byte> Body);
