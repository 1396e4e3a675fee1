using Orleans.Concurrency;
using Scout.Contracts.Ingestion;
using Scout.Domain;
using Scout.Domain.Stores;

namespace Scout.Contracts.Stores;

/// <summary>One store: the door of its transactions, its profile and its live figures. Keyed by the store's id.</summary>
[Alias("scout.IStoreGrain")]
public interface IStoreGrain : IGrainWithStringKey
{
    /// <summary>Makes the transactions of one request durable. Safe to call twice: what was stored answers as a duplicate.</summary>
    [Alias("Submit")]
    ValueTask<SubmitReply> SubmitAsync(Submission submission);

    /// <returns>Null when the store is not registered.</returns>
    /// <exception cref="StorageUnavailableException">Try again.</exception>
    [Alias("FindProfile")]
    ValueTask<StoreProfile?> FindProfileAsync();

    /// <summary>Registers the store or changes its profile.</summary>
    /// <exception cref="StorageUnavailableException">Unknown whether it was saved. Safe to repeat.</exception>
    [Alias("SaveProfile")]
    ValueTask<SavedProfile> SaveProfileAsync(ProfileChange change);

    /// <returns>Null when the store is not registered.</returns>
    /// <exception cref="StorageUnavailableException">Try again.</exception>
    [Alias("FindSummary"), ReadOnly]
    ValueTask<StoreSummary?> FindSummaryAsync(SummaryWindowKind kind, DateOnly date);

    /// <summary>Counts what this activation took in over the last 15 minutes.</summary>
    [Alias("ReadIntakeRate"), ReadOnly]
    ValueTask<IntakeRateView> ReadIntakeRateAsync();
}

/// <summary>All stores.</summary>
[Alias("scout.IStoreListGrain")]
public interface IStoreListGrain : IGrainWithIntegerKey
{
    /// <param name="after">Only ids after this one; empty begins at the first.</param>
    /// <param name="limit">At most this many.</param>
    /// <exception cref="StorageUnavailableException">Try again.</exception>
    [Alias("ReadPage")]
    ValueTask<List<StoreProfile>> ReadPageAsync(string after, int limit);
}
