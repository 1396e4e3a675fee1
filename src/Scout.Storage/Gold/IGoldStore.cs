using Scout.Domain.Transactions;

namespace Scout.Storage.Gold;

/// <summary>Writes gold: sums of silver by store-local hour, business day and mention.</summary>
public interface IGoldStore
{
    /// <summary>Adds the silver behind a shard's gold to it, in one transaction that moves the shard's position: each row once, whoever runs.</summary>
    /// <param name="shard">0 to <c>Sharding.ShardCount</c> - 1.</param>
    /// <param name="rowsMax">Stops after the promotion that reaches this many transactions.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="StorageUnavailableException">Wholly done or not at all. Safe to retry.</exception>
    ValueTask<RollupOutcome> RollUpAsync(int shard, int rowsMax, CancellationToken cancellationToken);

    /// <summary>How far the gold of each shard is, indexed by shard.</summary>
    ValueTask<IReadOnlyList<ShardRollup>> ReadShardsAsync(CancellationToken cancellationToken);

    /// <summary>The stores of a shard whose gold is cut otherwise than their profile says. At most 1,000, in the order of their ids.</summary>
    ValueTask<IReadOnlyList<StoreId>> ReadMiscutAsync(int shard, CancellationToken cancellationToken);

    /// <summary>The stores that have gold, in the order of their ids (by code point).</summary>
    ValueTask<IReadOnlyList<StoreId>> ReadStoresAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes a store's rows anew from silver, as far as gold of its shard is, and the chain's rows of the same days; in one transaction,
    /// so that a reader finds all of the old or all of the new. Doing so twice changes nothing the second time.
    /// </summary>
    /// <remarks>When the store's profile cuts otherwise than its gold, all of its gold is made anew whatever the span: two cuts never stand beside each other.</remarks>
    /// <param name="store">Known or not; one without silver has nothing to rebuild.</param>
    /// <param name="span">The business days <c>[From, To)</c>; null is all of them. Hours that reach into the span are made anew as a whole.</param>
    /// <param name="dryRun">Only tell what would change.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="StorageUnavailableException">Wholly done or not at all, or a rollup came between too often. Safe to retry.</exception>
    ValueTask<RebuildOutcome> RebuildAsync(StoreId store, (DateOnly From, DateOnly To)? span, bool dryRun, CancellationToken cancellationToken);
}

/// <summary>What became of a rollup.</summary>
public enum RollupStatus : byte
{
    /// <summary>Gold is as far as silver; nothing was written.</summary>
    Nothing,

    /// <summary>Gold moved on.</summary>
    Rolled,

    /// <summary>Somebody else moved it meanwhile; nothing was written.</summary>
    LostRace,
}

/// <param name="Status">What happened.</param>
/// <param name="Position">The position that gold of the shard includes now, as far as known.</param>
/// <param name="Entries">Entries of silver that were added.</param>
/// <param name="More">Whether silver is further still.</param>
/// <param name="UnknownZones">Zones that this machine does not know; what is in them was cut in UTC.</param>
/// <param name="NewMentions">Mentions that lines of an older version turned out to have, and that nobody had written.</param>
public sealed record RollupOutcome(
    RollupStatus Status, long Position, int Entries, bool More, IReadOnlyCollection<string> UnknownZones, int NewMentions = 0);

/// <param name="Shard">Its number.</param>
/// <param name="Position">What gold includes.</param>
/// <param name="Promotions">How many promotions silver is ahead.</param>
/// <param name="OldestPromotedAt">When the first transaction that is not in gold was promoted; null when all are.</param>
/// <param name="RolledAt">When gold last moved; null before the first time.</param>
public readonly record struct ShardRollup(int Shard, long Position, long Promotions, DateTimeOffset? OldestPromotedAt, DateTimeOffset? RolledAt);

/// <summary>What a rebuild changed, or would change.</summary>
/// <param name="Days">The business days of the store that differ, in their order.</param>
/// <param name="ChangedDays">Rows of the store's days that differ.</param>
/// <param name="ChangedHours">Rows of its hours that differ.</param>
/// <param name="ChangedMentions">Rows of its mentions that differ.</param>
/// <param name="Cut">Whether the store's days were cut otherwise than its profile says.</param>
public sealed record RebuildOutcome(
    IReadOnlyList<DateOnly> Days, int ChangedDays, int ChangedHours, int ChangedMentions, bool Cut)
{
    public static readonly RebuildOutcome Nothing = new([], 0, 0, 0, false);
}
