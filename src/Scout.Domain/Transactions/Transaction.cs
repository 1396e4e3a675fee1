using Scout.Domain.Money;

namespace Scout.Domain.Transactions;

/// <summary>What a transaction does to a store's figures.</summary>
public enum TransactionType : byte
{
    Sale = 0,

    /// <summary>Carries negative quantities and amounts, so that sums just add.</summary>
    Return = 1,
}

/// <summary>One sale or return as a device sent it: parsed, checked for shape and meaning, and never changed.</summary>
/// <remarks>Quality rules judge it later: a transaction here may still have a total that does not add up.</remarks>
public sealed class Transaction
{
    public required TransactionId TransactionId { get; init; }

    public required StoreId StoreId { get; init; }

    public TransactionType Type { get; init; }

    /// <summary>Event time, in UTC, cut to the microsecond (the precision of both stores).</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required Amount TotalAmount { get; init; }

    public Amount? NetAmount { get; init; }

    /// <summary>As sent. Null means the currency of the store.</summary>
    public string? Currency { get; init; }

    public TransactionId? OriginalTransactionId { get; init; }

    public string? CustomerId { get; init; }

    public string? PaymentMethod { get; init; }

    public string? DeviceId { get; init; }

    public long? DeviceSeq { get; init; }

    /// <summary>1 to 1,000 lines in the order sent. A line is known by its place: real receipts hold the same line twice.</summary>
    public required IReadOnlyList<LineItem> Items { get; init; }

    public required ContentHash ContentHash { get; init; }

    /// <summary>The same content counted at another instant: a correction is booked where the original was.</summary>
    public Transaction BookedAt(DateTimeOffset instant) => new()
    {
        TransactionId = TransactionId,
        StoreId = StoreId,
        Type = Type,
        OccurredAt = instant,
        TotalAmount = TotalAmount,
        NetAmount = NetAmount,
        Currency = Currency,
        OriginalTransactionId = OriginalTransactionId,
        CustomerId = CustomerId,
        PaymentMethod = PaymentMethod,
        DeviceId = DeviceId,
        DeviceSeq = DeviceSeq,
        Items = Items,
        ContentHash = ContentHash,
    };
}

/// <summary>One line of a transaction.</summary>
public sealed class LineItem
{
    public required string ProductId { get; init; }

    public string? ProductName { get; init; }

    public string? Brand { get; init; }

    public string? Category { get; init; }

    public string? Gtin { get; init; }

    public required Amount Quantity { get; init; }

    public required Amount UnitPrice { get; init; }

    public required Amount LineAmount { get; init; }

    public Amount? Discount { get; init; }

    public string? Unit { get; init; }
}
