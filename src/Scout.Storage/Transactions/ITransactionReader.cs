using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Links;
using Scout.Storage.Quality;

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
    /// <summary>What was sent first, then each correction; never empty.</summary>
    public required IReadOnlyList<TransactionRevision> Revisions { get; init; }

    /// <summary>The lines of silver of the last revision that is there, in the order sent; empty while none is.</summary>
    public IReadOnlyList<LineItem> Items { get; init; } = [];

    /// <summary>The links of those lines, in their order; null for a line that has no mention yet.</summary>
    public IReadOnlyList<LineLink?> Links { get; init; } = [];

    /// <summary>Set when the first revision was held by a rule.</summary>
    public QuarantineMark? Quarantine { get; init; }

    /// <summary>Bodies that were set aside under this identity, the one that decides its state first, then oldest first; at most 100.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters { get; init; } = [];

    /// <summary>What people did to it, oldest first; at most 400.</summary>
    public IReadOnlyList<AuditEntry> History { get; init; } = [];
}

/// <summary>One accepted content of a transaction: as first sent (revision 0), or as a correction made it.</summary>
public sealed record TransactionRevision
{
    public required int Revision { get; init; }

    public required EventId EventId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required string SourceSystem { get; init; }

    public required BrokenRules BrokenRules { get; init; }

    /// <summary>The bytes as they were sent.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>When its entry was written to silver; null while it waits or if it was set aside.</summary>
    public DateTimeOffset? PromotedAt { get; init; }

    /// <summary>When a void or a correction wrote its reversal; null while it counts.</summary>
    public DateTimeOffset? ReversedAt { get; init; }
}

/// <summary>What became of an event that a rule held.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Findings">JSON, see <see cref="Findings.ToJson"/>; of the last evaluation.</param>
/// <param name="ResolvedAt">When it was decided; null while open.</param>
public sealed record QuarantineMark(QuarantineState State, string Findings, DateTimeOffset? ResolvedAt);
