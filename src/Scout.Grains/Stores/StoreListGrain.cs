using Orleans.Concurrency;
using Scout.Contracts.Stores;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Stores;

namespace Scout.Grains.Stores;

/// <summary>Lists stores. Stateless: a reader of the registry in the silo that is asked.</summary>
[StatelessWorker]
internal sealed class StoreListGrain(IStoreRegistry registry) : Grain, IStoreListGrain
{
    public async ValueTask<List<StoreProfile>> ReadPageAsync(string after, int limit) =>
        [.. await registry.ReadPageAsync(after.Length == 0 ? null : StoreId.FromStored(after), limit, CancellationToken.None)];
}
