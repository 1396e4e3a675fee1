using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Storage.Silver;

/// <summary>Validated, deduplicated, conformed transactions and their line items, promoted shard by shard.</summary>
public interface ISilverStore
{
    /// <summary>Makes the caller the only promoter of a shard: every earlier claim is fenced off from now on.</summary>
    /// <exception cref="StorageUnavailableException">Unknown whether the claim was taken. Safe to retry.</exception>
    ValueTask<ShardClaim> ClaimShardAsync(int shard, CancellationToken cancellationToken);

    /// <summary>Reads what waits for promotion, oldest first.</summary>
    /// <param name="shard">0 to <c>Sharding.ShardCount</c> - 1.</param>
    /// <param name="eventsMax">Stops after the range that reaches this many events.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<PendingRange>> ReadPendingAsync(int shard, int eventsMax, CancellationToken cancellationToken);

    /// <summary>Reads the events of some ranges of one shard back from bronze, in the order of their ids. What is or was in quarantine is not among them.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(int shard, IReadOnlyList<PendingRange> ranges, CancellationToken cancellationToken);

    /// <summary>Moves ranges up in one transaction: fence, rows of silver, dead letters, and the ranges taken off the pending list.</summary>
    /// <remarks>An event that the database refuses for its values becomes a dead letter with the reason; the others go on.</remarks>
    /// <exception cref="StorageUnavailableException">Wholly done or not at all. Safe to retry: what was done answers <see cref="PromotionStatus.AlreadyTaken"/>.</exception>
    ValueTask<PromotionOutcome> PromoteAsync(ShardClaim claim, PromotionBatch promotion, CancellationToken cancellationToken);

    /// <summary>Counts what waits in every shard that has something waiting.</summary>
    ValueTask<IReadOnlyList<ShardBacklog>> ReadBacklogAsync(CancellationToken cancellationToken);

    /// <summary>When any shard was last promoted; null before the first time.</summary>
    ValueTask<DateTimeOffset?> FindLastPromotionAsync(CancellationToken cancellationToken);
}

/// <summary>The right to promote a shard, valid until someone else claims it.</summary>
public readonly record struct ShardClaim(int Shard, long Epoch);

/// <summary>Events of one shard that were committed to bronze together: those with an id in <c>[First, Last]</c> that are not in quarantine, and the bytes of their bodies.</summary>
public readonly record struct PendingRange(int Shard, EventId First, EventId Last, int Events, DateTimeOffset ReceivedAt, long Bytes = 0);

/// <summary>What waits in a shard, and since when.</summary>
public readonly record struct ShardBacklog(int Shard, long Events, DateTimeOffset OldestReceivedAt);

/// <summary>An event as bronze holds it, not parsed.</summary>
public sealed record StoredEvent(EventId EventId, StoreId StoreId, TransactionId TransactionId, DateTimeOffset ReceivedAt, BrokenRules BrokenRules, ReadOnlyMemory<byte> Body);

/// <summary>An event ready for silver.</summary>
public readonly record struct ConformedEvent(EventId EventId, DateTimeOffset ReceivedAt, BrokenRules BrokenRules, Transaction Transaction);

/// <summary>An event that cannot become silver, and why.</summary>
public sealed record PoisonEvent(EventId EventId, string Reason);

/// <summary>One atomic step of a shard.</summary>
/// <param name="Ranges">All the ranges whose events follow.</param>
/// <param name="Events">The events of those ranges that conform.</param>
/// <param name="Poison">The events of those ranges that do not.</param>
public sealed record PromotionBatch(IReadOnlyList<PendingRange> Ranges, IReadOnlyList<ConformedEvent> Events, IReadOnlyList<PoisonEvent> Poison);

/// <summary>What became of a promotion.</summary>
public enum PromotionStatus : byte
{
    Committed,

    /// <summary>Another claim was taken since: nothing was written, and this one is worthless.</summary>
    Fenced,

    /// <summary>A range is no longer pending: nothing was written. Read the pending list again.</summary>
    AlreadyTaken,
}

/// <param name="Status">What happened.</param>
/// <param name="Position">The shard's new position when committed.</param>
/// <param name="Poison">Every event set aside, those that the database refused included.</param>
/// <param name="NewMentions">How many ways to name a product it has met first: somebody should decide what they mean.</param>
public sealed record PromotionOutcome(PromotionStatus Status, long Position, IReadOnlyList<PoisonEvent> Poison, int NewMentions = 0)
{
    public static readonly PromotionOutcome Fenced = new(PromotionStatus.Fenced, 0, []);

    public static readonly PromotionOutcome AlreadyTaken = new(PromotionStatus.AlreadyTaken, 0, []);
}
