using Orleans.Concurrency;

namespace Scout.Contracts.Promotion;

/// <summary>Promotes one shard from bronze to silver. Keyed by the shard's number.</summary>
[Alias("scout.ISilverPromotionGrain")]
public interface ISilverPromotionGrain : IGrainWithIntegerKey
{
    /// <summary>Registers the reminder that keeps this shard awake, and begins.</summary>
    [Alias("EnsureStarted")]
    Task EnsureStartedAsync();

    /// <summary>A hint that the shard has work. It may be lost or doubled: the pending list in the database is what counts.</summary>
    [Alias("Wake"), OneWay, AlwaysInterleave]
    Task WakeAsync();
}
