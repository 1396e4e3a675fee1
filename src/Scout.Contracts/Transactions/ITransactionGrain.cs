using Orleans.Concurrency;
using Scout.Domain;
using Scout.Domain.Transactions;

namespace Scout.Contracts.Transactions;

/// <summary>One transaction that is touched a second time. Keyed by <see cref="TransactionKey"/>; a new transaction needs no activation.</summary>
[Alias("scout.ITransactionGrain")]
public interface ITransactionGrain : IGrainWithStringKey
{
    /// <returns>Null when no transaction of that identity was accepted.</returns>
    /// <exception cref="StorageUnavailableException">Try again.</exception>
    [Alias("Find"), ReadOnly]
    ValueTask<TransactionView?> FindAsync();
}

/// <summary>The key of a transaction's grain: the store, a bar, the transaction.</summary>
public static class TransactionKey
{
    // A bar in the store's id is escaped, so the first bar always ends it: "a|b" + "c" and "a" + "b|c" are two keys.
    public static string Format(StoreId store, TransactionId transaction) =>
        $"{store.Value.Replace("%", "%25", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal)}|{transaction.Value}";

    public static (StoreId Store, TransactionId Transaction) Parse(string key)
    {
        var bar = key.IndexOf('|', StringComparison.Ordinal);
        if (bar < 0)
            throw new FormatException("A transaction's key is its store, a bar and the transaction.");
        var store = key[..bar].Replace("%7C", "|", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
        return (StoreId.FromStored(store), TransactionId.FromStored(key[(bar + 1)..]));
    }
}

/// <summary>Where a transaction stands.</summary>
public enum TransactionState : byte
{
    /// <summary>Durable in bronze, on its way to silver.</summary>
    Received = 0,

    /// <summary>In silver, and in every figure.</summary>
    Promoted = 1,

    /// <summary>In bronze, but it cannot become silver: kept as a dead letter.</summary>
    Rejected = 2,
}

/// <summary>Everything that is kept of one transaction.</summary>
[GenerateSerializer, Immutable, Alias("scout.TransactionView")]
public sealed record TransactionView
{
    [Id(0)]
    public required TransactionState State { get; init; }

    [Id(1)]
    public required long EventId { get; init; }

    [Id(2)]
    public required DateTimeOffset ReceivedAt { get; init; }

    [Id(3)]
    public required string SourceSystem { get; init; }

    /// <summary>JSON as the device sent it.</summary>
    [Id(4)]
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What happened, in the order it happened.</summary>
    [Id(5)]
    public required List<TimelineEntry> Timeline { get; init; }

    /// <summary>Lines of silver in the order sent; empty until promoted.</summary>
    [Id(6)]
    public required List<LineItemView> Items { get; init; }

    /// <summary>Other bodies that were sent under this identity, oldest first.</summary>
    [Id(7)]
    public required List<ConflictView> Conflicts { get; init; }
}

/// <param name="At">When.</param>
/// <param name="What">A word of a closed set: received, late, promoted, rejected, conflict.</param>
/// <param name="Detail">More about it, or null.</param>
[GenerateSerializer, Immutable, Alias("scout.TimelineEntry")]
public sealed record TimelineEntry([property: Id(0)] DateTimeOffset At, [property: Id(1)] string What, [property: Id(2)] string? Detail);

/// <summary>A line of silver. Amounts are in units of <see cref="Domain.Money.Amount"/>.</summary>
[GenerateSerializer, Immutable, Alias("scout.LineItemView")]
public sealed record LineItemView
{
    [Id(0)]
    public required string ProductId { get; init; }

    [Id(1)]
    public string? ProductName { get; init; }

    [Id(2)]
    public string? Brand { get; init; }

    [Id(3)]
    public string? Category { get; init; }

    [Id(4)]
    public string? Gtin { get; init; }

    [Id(5)]
    public string? Unit { get; init; }

    [Id(6)]
    public long QuantityUnits { get; init; }

    [Id(7)]
    public long UnitPriceUnits { get; init; }

    [Id(8)]
    public long LineAmountUnits { get; init; }

    [Id(9)]
    public long? DiscountUnits { get; init; }
}

/// <param name="DeadLetterId">Where the body is kept.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="SourceSystem">Who sent it.</param>
/// <param name="Reason">Why it was set aside.</param>
/// <param name="Body">JSON as the device sent it.</param>
[GenerateSerializer, Immutable, Alias("scout.ConflictView")]
public sealed record ConflictView(
    [property: Id(0)] long DeadLetterId, [property: Id(1)] DateTimeOffset ReceivedAt, [property: Id(2)] string SourceSystem,
    [property: Id(3)] string Reason, [property: Id(4)] ReadOnlyMemory<byte> Body);
