using System.Net;
using Scout.Domain.Stores;

namespace Scout.Grains.Placement;

/// <summary>Which silo is the home of which shard: a pure function of the silos that are active, so every silo comes to the same map alone.</summary>
/// <remarks>
/// Rendezvous hashing (Thaler and Ravishankar, "Using name-based mappings to increase hit rates", 1998) with a bound: each shard takes
/// the silo that scores highest for it among those that have room, and no two silos differ by more than one shard. A silo is known by
/// its endpoint, not by its start, so one that restarts gets its shards back.
/// </remarks>
internal static class ShardMap
{
    /// <param name="silos">The active silos, in any order; at least one.</param>
    /// <returns>For each shard the silo that is its home.</returns>
    public static SiloAddress[] Assign(IEnumerable<SiloAddress> silos)
    {
        // Ordered, so that equal scores fall alike everywhere.
        var candidates = silos.OrderBy(silo => silo).ToArray();
        var (floor, above) = Math.DivRem(Sharding.ShardCount, candidates.Length);
        var taken = new int[candidates.Length];
        var homes = new SiloAddress[Sharding.ShardCount];
        for (var shard = 0; shard < homes.Length; shard++)
        {
            var best = -1;
            for (var silo = 0; silo < candidates.Length; silo++)
            {
                var hasRoom = taken[silo] < floor || (taken[silo] == floor && above > 0);
                if (hasRoom && (best < 0 || Score(shard, candidates[silo].Endpoint) > Score(shard, candidates[best].Endpoint)))
                    best = silo;
            }

            if (taken[best]++ == floor)
                above--;
            homes[shard] = candidates[best];
        }

        return homes;
    }

    private static ulong Score(int shard, IPEndPoint endpoint)
    {
        Span<byte> address = stackalloc byte[16];
        _ = endpoint.Address.TryWriteBytes(address, out var length);
        var hash = (ulong)shard << 32 | (uint)endpoint.Port;
        foreach (var value in address[..length])
            hash = Mix(hash ^ value);
        return Mix(hash);
    }

    // The finaliser of splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
