using Scout.Domain.Stores;
using Scout.Domain.Transactions;

namespace Scout.Storage.Stores;

/// <summary>The stores of the chain and their profiles.</summary>
public interface IStoreRegistry
{
    ValueTask<StoreProfile?> FindAsync(StoreId store, CancellationToken cancellationToken);

    /// <summary>Registers a store unless it is known.</summary>
    /// <returns>The profile that is stored now: the known one wins over the one given.</returns>
    ValueTask<StoreProfile> RegisterAsync(StoreProfile profile, CancellationToken cancellationToken);

    /// <summary>Creates or replaces a profile; the instant of its first registration is kept.</summary>
    ValueTask<StoreProfile> SaveAsync(StoreProfile profile, CancellationToken cancellationToken);

    /// <summary>Reads profiles in the order of their ids (by code point).</summary>
    /// <param name="after">Only ids after this one; null begins at the first.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<StoreProfile>> ReadPageAsync(StoreId? after, int limit, CancellationToken cancellationToken);
}
