using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Storage.Checks;

/// <summary>Looks at what is stored, a bounded slice at a time, and tells what should not be. Changes nothing.</summary>
/// <remarks>Every act is one or few statements on some events; the caller decides how many lines those may have together.</remarks>
public interface ISilverAudit
{
    /// <summary>Counts the rows of silver, and stops counting at a bound.</summary>
    ValueTask<long> CountAsync(long countMax, CancellationToken cancellationToken);

    /// <summary>Reads the events whose rows of silver were written after one place and up to another, in the order of position and event.</summary>
    /// <returns>At most <c>slice.EventsMax</c>; none means that the place is reached. An event with two entries there comes twice.</returns>
    ValueTask<IReadOnlyList<AuditedEvent>> ReadChangedAsync(ChangedSlice slice, CancellationToken cancellationToken);

    /// <summary>Reads the events that silver, its lines or bronze know, in the order of their ids.</summary>
    /// <param name="after">Only ids above this one.</param>
    /// <param name="eventsMax">At most this many; none at all means the end.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Each event once, its position 0.</returns>
    ValueTask<IReadOnlyList<AuditedEvent>> ReadAllAsync(EventId after, int eventsMax, CancellationToken cancellationToken);

    /// <summary>Tells which of some events fail which checks, all but <see cref="SanityCheck.UnpromotableEvents"/>.</summary>
    /// <param name="events">In any order, each once.</param>
    /// <param name="limits">The limits of the chain; those of single stores are read with the rows.</param>
    /// <param name="alsoReturnsOfThem">Whether returns that name one of the events as their original are looked at too, though they are not among them.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One for each check and event, in no order.</returns>
    ValueTask<IReadOnlyList<CheckFailure>> CheckAsync(
        IReadOnlyList<EventId> events, CheckLimits limits, bool alsoReturnsOfThem, CancellationToken cancellationToken);

    /// <summary>Counts the open dead letters of events that cannot become silver, and reads the oldest of them.</summary>
    ValueTask<UnpromotableEvents> ReadUnpromotableAsync(int readMax, CancellationToken cancellationToken);
}

/// <param name="After">Only rows after this position, or of it and after <paramref name="AfterEvent"/>.</param>
/// <param name="AfterEvent">Where the slice before ended within that position.</param>
/// <param name="UpTo">Only rows up to this position.</param>
/// <param name="EventsMax">At most this many.</param>
public readonly record struct ChangedSlice(long After, EventId AfterEvent, long UpTo, int EventsMax);

/// <param name="EventId">The event.</param>
/// <param name="Position">Of its row.</param>
/// <param name="Lines">How many lines it says it has, over its entries.</param>
public readonly record struct AuditedEvent(EventId EventId, long Position, int Lines);

/// <param name="TotalMax">The greatest absolute total that is reasonable.</param>
/// <param name="LineSum">How far a total may be from its lines.</param>
public readonly record struct CheckLimits(Amount TotalMax, RuleSetting LineSum);

/// <summary>An event that fails a check.</summary>
/// <param name="Check">The check.</param>
/// <param name="EventId">The event.</param>
/// <param name="StoreId">Null when nothing tells it any more.</param>
/// <param name="TransactionId">Null when nothing tells it any more.</param>
/// <param name="Explained">Whether its row says that the matching rule was broken: someone released it, or the rule only flags.</param>
/// <param name="Value">What was found, where that is a number.</param>
/// <param name="Limit">What it was held against, where that is a number.</param>
/// <param name="Note">What was found, in words of ours; never a value that was sent.</param>
public sealed record CheckFailure(
    SanityCheck Check, EventId EventId, string? StoreId, string? TransactionId, bool Explained, decimal? Value = null, decimal? Limit = null, string? Note = null);

/// <param name="Count">All that are open.</param>
/// <param name="Oldest">As many as were asked for.</param>
public sealed record UnpromotableEvents(long Count, IReadOnlyList<CheckFailure> Oldest);
