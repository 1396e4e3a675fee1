using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Storage.Quality;

/// <summary>A body set aside with its reason; it can be replayed.</summary>
public sealed record DeadLetter
{
    public required long DeadLetterId { get; init; }

    public required DeadLetterKind Kind { get; init; }

    public required DeadLetterState State { get; init; }

    /// <summary>Its event in bronze, when it has one: only an unpromotable one does.</summary>
    public EventId? EventId { get; init; }

    public required StoreId StoreId { get; init; }

    public required TransactionId TransactionId { get; init; }

    public required string SourceSystem { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required string Reason { get; init; }

    /// <summary>The bytes as they were sent; those of an unpromotable one may not even be JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public string? ResolvedBy { get; init; }
}

/// <summary>Bodies that were set aside, whichever way.</summary>
public interface IDeadLetters
{
    /// <summary>Reads a page, newest first (greatest id first).</summary>
    ValueTask<IReadOnlyList<DeadLetter>> ReadPageAsync(DeadLetterFilter filter, CancellationToken cancellationToken);

    ValueTask<DeadLetter?> FindAsync(long deadLetterId, CancellationToken cancellationToken);

    /// <summary>Decides on an open letter and notes who did, in one transaction; one that is decided stays as it is.</summary>
    /// <param name="deadLetterId">The letter.</param>
    /// <param name="state">Replayed or discarded.</param>
    /// <param name="act">Who, when and why.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The letter as it stands now; null when there is none of that id.</returns>
    ValueTask<DeadLetter?> ResolveAsync(long deadLetterId, DeadLetterState state, AuditedAct act, CancellationToken cancellationToken);
}

/// <param name="State">Null means any.</param>
/// <param name="Kind">Null means any.</param>
/// <param name="Store">Null means all.</param>
/// <param name="Before">Only ids below this one; null begins at the newest.</param>
/// <param name="Limit">At most this many.</param>
public sealed record DeadLetterFilter(DeadLetterState? State, DeadLetterKind? Kind, StoreId? Store, long? Before, int Limit);
