using System.Text;
using Scout.Domain.Transactions;

namespace Scout.Domain.Stores;

/// <summary>Which shard a store belongs to. The number is stored with the rows, so neither the hash nor the count may ever change.</summary>
public static class Sharding
{
    /// <summary>Shards of one installation: each promotes its stores' events alone and in order.</summary>
    public const int ShardCount = 8;

    // FNV-1a, 32 bit: http://www.isthe.com/chongo/tech/comp/fnv/. string.GetHashCode differs from process to process.
    private const uint FnvOffsetBasis = 2166136261;
    private const uint FnvPrime = 16777619;

    /// <returns>0 to <see cref="ShardCount"/> - 1, the same on every machine for ever.</returns>
    public static int ShardOf(StoreId store)
    {
        Span<byte> bytes = stackalloc byte[StoreId.CharactersMax * 4];
        var length = Encoding.UTF8.GetBytes(store.Value, bytes);
        var hash = FnvOffsetBasis;
        foreach (var value in bytes[..length])
            hash = unchecked((hash ^ value) * FnvPrime);

        // The low bits of FNV-1a mix least; fold the high half in before taking eight values of them.
        return (int)((hash ^ (hash >> 16)) % ShardCount);
    }
}
