using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Storage.Quality;

/// <summary>Reads what the rules hold. Whoever decides on it goes through <see cref="Amendments.ITransactionLedger"/>.</summary>
public interface IQuarantine
{
    /// <summary>Reads a page, newest first (greatest event id first).</summary>
    ValueTask<IReadOnlyList<QuarantinedEvent>> ReadPageAsync(QuarantineFilter filter, CancellationToken cancellationToken);

    /// <returns>Null when no rule ever held that event.</returns>
    ValueTask<QuarantinedEvent?> FindAsync(EventId eventId, CancellationToken cancellationToken);

    /// <summary>How many are open, over all stores.</summary>
    ValueTask<long> CountOpenAsync(CancellationToken cancellationToken);
}

/// <param name="State">Null means any.</param>
/// <param name="Store">Null means all.</param>
/// <param name="Rule">Only events that broke this rule; none means any.</param>
/// <param name="Before">Only ids below this one; null begins at the newest.</param>
/// <param name="Limit">At most this many.</param>
public sealed record QuarantineFilter(QuarantineState? State, StoreId? Store, BrokenRules Rule, EventId? Before, int Limit);

/// <summary>An event that a rule held.</summary>
public sealed record QuarantinedEvent
{
    public required EventId EventId { get; init; }

    public required StoreId StoreId { get; init; }

    public required TransactionId TransactionId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required string SourceSystem { get; init; }

    /// <summary>Every rule it broke, flags included; of the last evaluation.</summary>
    public required BrokenRules BrokenRules { get; init; }

    /// <summary>JSON, see <see cref="Domain.Quality.Findings.ToJson"/>.</summary>
    public required string Findings { get; init; }

    public required QuarantineState State { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public string? ResolvedBy { get; init; }

    public string? Reason { get; init; }

    /// <summary>The bytes as the device sent them.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
