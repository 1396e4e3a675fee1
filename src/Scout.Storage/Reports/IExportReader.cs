using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Storage.Reports;

/// <summary>Reads whole layers store by store in pages, so that a download of any length costs the memory of a page.</summary>
/// <remarks>Each page is a snapshot of its own. A page that is shorter than was asked for is the last.</remarks>
/// <exception cref="StorageUnavailableException">Of every act: nothing was read. Safe to retry.</exception>
public interface IExportReader
{
    /// <summary>Reads the bodies of one store in the order of their transactions' ids, then revisions.</summary>
    /// <param name="store">Known or not.</param>
    /// <param name="from">Received at or after this; others come without a body.</param>
    /// <param name="to">Received before this.</param>
    /// <param name="after">The last row of the page before; null at the beginning.</param>
    /// <param name="rowsMax">Rows of the page, those outside of the span included.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<BronzeRow>> ReadBronzeAsync(
        StoreId store, DateTimeOffset from, DateTimeOffset to, BronzePlace? after, int rowsMax, CancellationToken cancellationToken);

    /// <summary>Reads the entries of silver of one store and their lines in the order of event time.</summary>
    /// <param name="store">Known or not.</param>
    /// <param name="from">Event time, inclusive.</param>
    /// <param name="to">Event time, exclusive.</param>
    /// <param name="after">The last entry of the page before; null at the beginning.</param>
    /// <param name="rowsMax">Entries of the page.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<SilverRow>> ReadSilverAsync(
        StoreId store, DateTimeOffset from, DateTimeOffset to, SilverPlace? after, int rowsMax, CancellationToken cancellationToken);
}

/// <summary>A row of bronze by its identity within a store.</summary>
public readonly record struct BronzePlace(string TransactionId, int Revision);

/// <param name="EventId">Its event.</param>
/// <param name="TransactionId">As sent.</param>
/// <param name="Revision">0 is what the device sent.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="SourceSystem">Who sent it.</param>
/// <param name="BrokenRules">When it was judged.</param>
/// <param name="Body">As sent; null outside of the span.</param>
public sealed record BronzeRow(
    EventId EventId, string TransactionId, int Revision, DateTimeOffset ReceivedAt, string SourceSystem, BrokenRules BrokenRules, byte[]? Body);

/// <summary>An entry of silver in the order of event time; of one event the entry before its reversal.</summary>
public readonly record struct SilverPlace(DateTimeOffset OccurredAt, long EventId, int Entry);

/// <summary>An entry of silver.</summary>
public sealed record SilverRow
{
    public required EventId EventId { get; init; }

    /// <summary>1, or -1 for a reversal, whose amounts are negated.</summary>
    public required int Entry { get; init; }

    public required string TransactionId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset PromotedAt { get; init; }

    public required bool IsReturn { get; init; }

    public string? Currency { get; init; }

    public required Amount TotalAmount { get; init; }

    public Amount? NetAmount { get; init; }

    public required BrokenRules BrokenRules { get; init; }

    public string? CustomerId { get; init; }

    public string? PaymentMethod { get; init; }

    public string? DeviceId { get; init; }

    public long? DeviceSeq { get; init; }

    public string? OriginalTransactionId { get; init; }

    /// <summary>In the order sent.</summary>
    public IReadOnlyList<LineItem> Items { get; init; } = [];
}
