using Orleans.Concurrency;

namespace Scout.Contracts.Links;

/// <summary>Decides mentions, new ones and those that a changed catalogue puts in doubt. One for the cluster: key 0.</summary>
[Alias("scout.IProductLinkingGrain")]
public interface IProductLinkingGrain : IGrainWithIntegerKey
{
    /// <summary>Registers the reminder that keeps it awake, and begins.</summary>
    [Alias("EnsureStarted")]
    Task EnsureStartedAsync();

    /// <summary>A hint that there is something to decide. It may be lost or doubled: what stands in the database is what counts.</summary>
    [Alias("Wake"), OneWay, AlwaysInterleave]
    Task WakeAsync();
}
