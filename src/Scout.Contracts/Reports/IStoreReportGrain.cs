using Orleans.Concurrency;
using Scout.Contracts.Stores;
using Scout.Contracts.Transactions;
using Scout.Domain;
using Scout.Domain.Quality;
using Scout.Domain.Stores;

namespace Scout.Contracts.Reports;

/// <summary>What readers ask about one store beyond its summary. Keyed by the store's id; answers null for a store that is not registered.</summary>
/// <exception cref="StorageUnavailableException">Of every act: try again.</exception>
[Alias("scout.IStoreReportGrain")]
public interface IStoreReportGrain : IGrainWithStringKey
{
    [Alias("FindSeries"), ReadOnly]
    ValueTask<SeriesReport?> FindSeriesAsync(SeriesQuery query);

    [Alias("FindTopProducts"), ReadOnly]
    ValueTask<RankingReport?> FindTopProductsAsync(RankingQuery query);

    /// <summary>The last transactions, newest first.</summary>
    /// <param name="after">The last one of the page before; null at the beginning.</param>
    /// <param name="limit">1 to 1,000.</param>
    [Alias("FindRecent"), ReadOnly]
    ValueTask<List<RecentTransaction>?> FindRecentAsync(RecentCursor? after, int limit);

    /// <summary>Today as it is now.</summary>
    [Alias("FindLive"), ReadOnly]
    ValueTask<StoreLive?> FindLiveAsync();
}

/// <summary>A place in the list of last transactions.</summary>
[GenerateSerializer, Immutable, Alias("scout.RecentCursor")]
public sealed record RecentCursor([property: Id(0)] DateTimeOffset At, [property: Id(1)] long EventId);

/// <summary>One of a store's last transactions.</summary>
[GenerateSerializer, Immutable, Alias("scout.RecentTransaction")]
public sealed record RecentTransaction
{
    [Id(0)]
    public required string TransactionId { get; init; }

    [Id(1)]
    public required long EventId { get; init; }

    [Id(2)]
    public required TransactionState State { get; init; }

    /// <summary>Event time; null for a body that cannot be read.</summary>
    [Id(3)]
    public DateTimeOffset? OccurredAt { get; init; }

    [Id(4)]
    public required DateTimeOffset ReceivedAt { get; init; }

    [Id(5)]
    public bool IsReturn { get; init; }

    [Id(6)]
    public required string Currency { get; init; }

    [Id(7)]
    public decimal? TotalAmount { get; init; }

    [Id(8)]
    public int? Items { get; init; }

    [Id(9)]
    public BrokenRules BrokenRules { get; init; }

    /// <summary>What it is sorted by: event time, or the receipt of what is held.</summary>
    [Id(10)]
    public required DateTimeOffset SortedAt { get; init; }
}

/// <summary>A store's business day so far.</summary>
[GenerateSerializer, Immutable, Alias("scout.StoreLive")]
public sealed record StoreLive
{
    [Id(0)]
    public required StoreSummary Today { get; init; }

    /// <summary>The same weekday last week until the same time of day, in the store's currency.</summary>
    [Id(1)]
    public required StoreFigures LastWeek { get; init; }

    /// <summary>The hours of the day in the store's currency, all of them.</summary>
    [Id(2)]
    public required List<HourPoint> Hours { get; init; }

    /// <summary>Newest first.</summary>
    [Id(3)]
    public required List<RecentTransaction> Recent { get; init; }
}

[GenerateSerializer, Immutable, Alias("scout.HourPoint")]
public readonly record struct HourPoint([property: Id(0)] DateTimeOffset At, [property: Id(1)] decimal Revenue, [property: Id(2)] long Transactions);
