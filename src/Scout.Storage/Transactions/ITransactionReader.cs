using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Storage.Transactions;

/// <summary>Reads everything that is kept of one transaction.</summary>
public interface ITransactionReader
{
    /// <returns>Null when no event of that identity was accepted.</returns>
    ValueTask<TransactionRecord?> FindAsync(StoreId store, TransactionId transaction, CancellationToken cancellationToken);
}

/// <summary>One transaction through all layers.</summary>
public sealed record TransactionRecord
{
    public required EventId EventId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required string SourceSystem { get; init; }

    public required BrokenRules BrokenRules { get; init; }

    /// <summary>The bytes as the device sent them.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>When it became silver; null while it waits or if it was set aside.</summary>
    public DateTimeOffset? PromotedAt { get; init; }

    /// <summary>The lines of silver in the order sent; empty until promoted.</summary>
    public IReadOnlyList<LineItem> Items { get; init; } = [];

    /// <summary>Bodies that were set aside under this identity, oldest first; at most 100.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters { get; init; } = [];
}

/// <summary>Why a body was set aside.</summary>
public enum DeadLetterKind : byte
{
    /// <summary>Other content under an identity that is taken.</summary>
    Conflict,

    /// <summary>In bronze, but it cannot become silver.</summary>
    Unpromotable,

    /// <summary>The store refused its values; it is not in bronze.</summary>
    Unstorable,
}

/// <summary>A body set aside with its reason; it can be replayed.</summary>
public sealed record DeadLetter(long DeadLetterId, DeadLetterKind Kind, string Reason, DateTimeOffset ReceivedAt, string SourceSystem, ReadOnlyMemory<byte> Body);
