using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Quality;
using Scout.Storage.Silver;

namespace Scout.Storage.Amendments;

/// <summary>Changes what a transaction contributes to the figures, after the door: by adding entries, never by changing one.</summary>
/// <remarks>
/// Each amendment is one database transaction that first locks the row of the transaction's shard, as a promotion does. What it decides
/// on (<see cref="LedgerRules"/>) is read under that lock, so amendments of one transaction happen one after the other wherever they
/// come from, and readers that follow the shard's position see them like any promotion.
/// </remarks>
public interface ITransactionLedger
{
    /// <summary>Does it, or finds that it was done or cannot be. Doing the same again changes nothing and answers the same.</summary>
    /// <exception cref="StorageUnavailableException">Wholly done or not at all. Safe to retry.</exception>
    ValueTask<AmendmentOutcome> AmendAsync(Amendment amendment, CancellationToken cancellationToken);
}

/// <summary>Something that is to be done to one transaction.</summary>
/// <param name="StoreId">Its store.</param>
/// <param name="TransactionId">Its id.</param>
/// <param name="Act">Who, when and why.</param>
public abstract record Amendment(StoreId StoreId, TransactionId TransactionId, AuditedAct Act)
{
    public int Shard => Sharding.ShardOf(StoreId);

    /// <summary>Its word in the audit log.</summary>
    public abstract string Action { get; }
}

/// <summary>Promotes a quarantined event: as it is, or because it passes the rules now.</summary>
/// <param name="StoreId">Its store.</param>
/// <param name="TransactionId">Its id.</param>
/// <param name="Act">Who, when and why.</param>
/// <param name="Event">The event ready for silver, with the broken rules that its row shall carry.</param>
/// <param name="IsReplay">Whether it passes the rules now; otherwise a person vouches for it.</param>
public sealed record ReleaseAmendment(StoreId StoreId, TransactionId TransactionId, AuditedAct Act, ConformedEvent Event, bool IsReplay)
    : Amendment(StoreId, TransactionId, Act)
{
    public override string Action => IsReplay ? "replay" : "release";
}

/// <summary>Notes what a quarantined event breaks under today's rules; it stays where it is. Not audited: nothing is decided.</summary>
/// <param name="StoreId">Its store.</param>
/// <param name="TransactionId">Its id.</param>
/// <param name="Act">Who, when and why.</param>
/// <param name="Broken">Every rule it breaks today.</param>
/// <param name="Findings">JSON, see <see cref="Findings.ToJson"/>.</param>
public sealed record KeepHeldAmendment(StoreId StoreId, TransactionId TransactionId, AuditedAct Act, BrokenRules Broken, string Findings)
    : Amendment(StoreId, TransactionId, Act)
{
    public override string Action => "replay";
}

/// <summary>Decides that a quarantined event never enters a figure.</summary>
public sealed record DiscardAmendment(StoreId StoreId, TransactionId TransactionId, AuditedAct Act) : Amendment(StoreId, TransactionId, Act)
{
    public override string Action => "discard";
}

/// <summary>Takes a transaction out of the figures.</summary>
public sealed record VoidAmendment(StoreId StoreId, TransactionId TransactionId, AuditedAct Act) : Amendment(StoreId, TransactionId, Act)
{
    public override string Action => "void";
}

/// <summary>Puts another content in the place of a transaction's.</summary>
/// <param name="StoreId">Its store.</param>
/// <param name="TransactionId">Its id.</param>
/// <param name="Act">Who, when and why. The same content for the same reason is the same correction.</param>
/// <param name="Content">The new content, booked at the instant it shall count at.</param>
/// <param name="BrokenRules">The rules that its row shall carry.</param>
/// <param name="Body">The bytes as they were sent.</param>
/// <param name="SourceSystem">Who sent them.</param>
/// <param name="BringsItsTime">Whether nothing of the transaction was found to count before, so that the content is booked at its own time.</param>
public sealed record CorrectAmendment(
    StoreId StoreId, TransactionId TransactionId, AuditedAct Act, Transaction Content, BrokenRules BrokenRules, ReadOnlyMemory<byte> Body, string SourceSystem,
    bool BringsItsTime = false)
    : Amendment(StoreId, TransactionId, Act)
{
    public override string Action => "correct";
}

/// <summary>Promotes an event that could not be when it was tried first.</summary>
/// <param name="StoreId">Its store.</param>
/// <param name="TransactionId">Its id.</param>
/// <param name="Act">Who, when and why.</param>
/// <param name="Event">The event ready for silver.</param>
public sealed record ReviveAmendment(StoreId StoreId, TransactionId TransactionId, AuditedAct Act, ConformedEvent Event)
    : Amendment(StoreId, TransactionId, Act)
{
    public override string Action => "dead_letter_replay";
}

/// <summary>What became of an amendment.</summary>
public enum AmendmentStatus : byte
{
    /// <summary>It stands: done now, or done before.</summary>
    Done = 0,

    /// <summary>No event of that identity was accepted, or none that a rule held, or none that could not be promoted.</summary>
    NotFound = 1,

    /// <summary>Something else was decided before.</summary>
    Refused = 2,

    /// <summary>The transaction is on its way to silver. Try again in a moment.</summary>
    NotPromotedYet = 3,

    /// <summary>The store refuses the values for good; nothing was written.</summary>
    Unstorable = 4,
}

/// <param name="Status">What became of it.</param>
/// <param name="IsNew">Whether this call did it.</param>
/// <param name="EventId">The event it was done to, or that it made; none unless done.</param>
/// <param name="At">When it was done first.</param>
/// <param name="Detail">Why it was refused, for people; null otherwise.</param>
public sealed record AmendmentOutcome(AmendmentStatus Status, bool IsNew = false, EventId EventId = default, DateTimeOffset At = default, string? Detail = null);
