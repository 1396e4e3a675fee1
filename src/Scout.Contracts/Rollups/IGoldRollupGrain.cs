using Orleans.Concurrency;
using Scout.Domain;

namespace Scout.Contracts.Rollups;

/// <summary>Adds the silver of one shard to gold, and makes gold of its stores anew. Keyed by the shard's number.</summary>
[Alias("scout.IGoldRollupGrain")]
public interface IGoldRollupGrain : IGrainWithIntegerKey
{
    /// <summary>Registers the reminder that keeps this shard awake, and begins.</summary>
    [Alias("EnsureStarted")]
    Task EnsureStartedAsync();

    /// <summary>A hint that silver moved. It may be lost or doubled: the positions in the database are what counts.</summary>
    [Alias("Wake"), OneWay, AlwaysInterleave]
    Task WakeAsync();

    /// <summary>A hint that a store's profile cuts its days otherwise now. It may be lost: profiles are compared with gold every minute.</summary>
    [Alias("Recut"), OneWay, AlwaysInterleave]
    Task RecutAsync();

    /// <summary>Makes gold of a store anew from silver, in one database transaction. May take minutes for a long history.</summary>
    /// <exception cref="StorageUnavailableException">Wholly done or not at all. Safe to repeat.</exception>
    [Alias("Rebuild"), ResponseTimeout("00:05:00")]
    Task<RebuildReply> RebuildAsync(RebuildRequest request);
}

/// <param name="StoreId">Of this shard.</param>
/// <param name="From">Null begins with the first day.</param>
/// <param name="To">Exclusive; null has no end.</param>
/// <param name="DryRun">Only tell what would change.</param>
[GenerateSerializer, Immutable, Alias("scout.RebuildRequest")]
public sealed record RebuildRequest(
    [property: Id(0)] string StoreId, [property: Id(1)] RebuildBound? From, [property: Id(2)] RebuildBound? To, [property: Id(3)] bool DryRun);

/// <summary>A bound of a rebuild: a business day of the store, or the one that an instant lies in.</summary>
[GenerateSerializer, Immutable, Alias("scout.RebuildBound")]
public sealed record RebuildBound([property: Id(0)] DateOnly? Day, [property: Id(1)] DateTimeOffset? At);

/// <param name="StoreId">The store.</param>
/// <param name="Days">The first business days that differ, in their order; at most <see cref="DaysMax"/>.</param>
/// <param name="ChangedDays">Rows of its days that differ; so the others.</param>
/// <param name="ChangedHours">Rows of its hours.</param>
/// <param name="ChangedMentions">Rows of its mentions: what products, brands and categories are made of.</param>
/// <param name="Recut">Whether its days were cut otherwise than its profile says; then all of it was made anew.</param>
[GenerateSerializer, Immutable, Alias("scout.RebuildReply")]
public sealed record RebuildReply(
    [property: Id(0)] string StoreId, [property: Id(1)] List<DateOnly> Days, [property: Id(2)] int ChangedDays, [property: Id(3)] int ChangedHours,
    [property: Id(4)] int ChangedMentions, [property: Id(5)] bool Recut)
{
    public const int DaysMax = 1_000;
}
