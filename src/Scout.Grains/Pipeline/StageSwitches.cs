using System.Collections.Concurrent;
using Scout.Contracts.Pipeline;

namespace Scout.Grains.Pipeline;

/// <summary>What this silo last heard of the stages' switches, at most a second ago, so that every cycle of every shard need not ask.</summary>
internal sealed class StageSwitches(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, (bool Paused, long ReadAt)> _known = new(StringComparer.Ordinal);

    /// <exception cref="Exception">The switch could not be read: whether the stage may run is not known.</exception>
    public async ValueTask<bool> IsPausedAsync(string stage)
    {
        if (_known.TryGetValue(stage, out var known) && time.GetElapsedTime(known.ReadAt) < Freshness)
            return known.Paused;
        var startedAt = time.GetTimestamp();
        var read = await grains.GetGrain<IStageSwitchGrain>(stage).GetAsync();
        _known[stage] = (read.Paused, startedAt);
        return read.Paused;
    }
}
