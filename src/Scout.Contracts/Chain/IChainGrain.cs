using Orleans.Concurrency;
using Scout.Contracts.Reports;
using Scout.Domain;
using Scout.Domain.Stores;

namespace Scout.Contracts.Chain;

/// <summary>The figures over all stores. Any silo answers, from memory for a moment, and computes once for everyone who asks meanwhile.</summary>
/// <exception cref="StorageUnavailableException">Of every act: try again.</exception>
[Alias("scout.IChainGrain")]
public interface IChainGrain : IGrainWithIntegerKey
{
    /// <summary>Sums each store's own window.</summary>
    [Alias("ReadSummary"), ReadOnly]
    ValueTask<ChainSummary> ReadSummaryAsync(SummaryWindowKind kind, DateOnly date);

    [Alias("ReadSeries"), ReadOnly]
    ValueTask<SeriesReport> ReadSeriesAsync(SeriesQuery query);

    [Alias("ReadRanking"), ReadOnly]
    ValueTask<RankingReport> ReadRankingAsync(ChainRanking ranking, RankingQuery query);

    /// <summary>Today of each store, in the order of their ids.</summary>
    /// <param name="after">Only ids after this one; empty begins at the first.</param>
    /// <param name="limit">At most this many.</param>
    [Alias("ReadStores"), ReadOnly]
    ValueTask<ChainStores> ReadStoresAsync(string after, int limit);

    /// <summary>Today as it is now.</summary>
    [Alias("ReadLive"), ReadOnly]
    ValueTask<ChainLive> ReadLiveAsync();
}

/// <summary>What is ranked over the chain.</summary>
public enum ChainRanking : byte
{
    Stores,
    Products,
    Brands,
    Categories,
    Regions,
}
