using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Scout.Contracts.Stores;

namespace Scout.Api.Stores;

/// <summary>References to stores' grains, kept because making one costs as much as calling it.</summary>
internal sealed class StoreGrains(IGrainFactory grains, IOptions<ApiOptions> options)
{
    private readonly ConcurrentDictionary<string, IStoreGrain> _references = new(StringComparer.Ordinal);
    private int _count;

    public IStoreGrain Get(string storeId)
    {
        if (_references.TryGetValue(storeId, out var known))
            return known;

        // Full: begin anew. Real chains have fewer stores than this; only made-up ids ever get here.
        if (Volatile.Read(ref _count) >= options.Value.StoreReferencesMax)
        {
            _references.Clear();
            Volatile.Write(ref _count, 0);
        }

        var reference = grains.GetGrain<IStoreGrain>(storeId);
        if (_references.TryAdd(storeId, reference))
            _ = Interlocked.Increment(ref _count);
        return reference;
    }
}
