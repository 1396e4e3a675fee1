using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Scout.Contracts.Pipeline;
using Scout.Grains.Checks;
using Scout.Grains.Ingestion;
using Scout.Grains.Links;
using Scout.Grains.Promotion;
using Scout.Grains.Rollups;
using Scout.Storage.Catalog;
using Scout.Storage.Checks;
using Scout.Storage.Gold;
using Scout.Storage.Links;
using Scout.Storage.Quality;
using Scout.Storage.Silver;

namespace Scout.Grains.Pipeline;

/// <summary>Reads how the stages stand: the queue of this silo, the pending list of the cluster.</summary>
[StatelessWorker]
internal sealed class PipelineGrain(
    IBronzeJournal journal, ISilverStore silver, IQuarantine quarantine, ICheckBook checks, IGoldStore gold, ICatalogStore catalog, ILinkStore links, StageSwitches switches, TimeProvider time,
    IOptions<PromotionOptions> promotion, IOptions<CheckOptions> checking, IOptions<RollupOptions> rollup,
    IOptions<ProductLinkingOptions> linking) : Grain, IPipelineGrain
{
    public async ValueTask<List<StageStatus>> ReadStagesAsync()
    {
        var backlog = await silver.ReadBacklogAsync(CancellationToken.None);
        var now = time.GetUtcNow();
        var lag = backlog.Count == 0 ? TimeSpan.Zero : Max(now - backlog.Min(shard => shard.OldestReceivedAt), TimeSpan.Zero);
        var overdue = lag > promotion.Value.OverdueAfter;
        var state = await switches.IsPausedAsync(Stages.Promotion) ? "paused" : overdue ? "stalled" : "running";
        var lastPromotion = await silver.FindLastPromotionAsync(CancellationToken.None);
        return
        [
            new StageStatus(Stages.Ingest, "running", journal.Waiting, TimeSpan.Zero, journal.LastCommitAt, Overdue: false),
            new StageStatus(Stages.Promotion, state, backlog.Sum(shard => shard.Events), lag, lastPromotion, overdue),
            await ReadRollupAsync(now),
            await ReadLinkingAsync(now),
            await ReadQualityAsync(now),
        ];
    }

    /// <summary>What waits is counted in promotions: counting their transactions would cost more the more there are.</summary>
    private async Task<StageStatus> ReadRollupAsync(DateTimeOffset now)
    {
        var shards = await gold.ReadShardsAsync(CancellationToken.None);
        var lag = shards.Min(shard => shard.OldestPromotedAt) is { } oldest ? Max(now - oldest, TimeSpan.Zero) : TimeSpan.Zero;
        var overdue = lag > rollup.Value.OverdueAfter;
        var state = await switches.IsPausedAsync(Stages.Rollup) ? "paused" : overdue ? "stalled" : "running";
        return new StageStatus(Stages.Rollup, state, shards.Sum(shard => shard.Promotions), lag, shards.Max(shard => shard.RolledAt), overdue);
    }

    /// <summary>Late is what nobody decided yet; what a changed catalogue puts in doubt stands until it is decided again.</summary>
    private async Task<StageStatus> ReadLinkingAsync(DateTimeOffset now)
    {
        var backlog = await links.ReadBacklogAsync(await catalog.ReadVersionAsync(CancellationToken.None), CancellationToken.None);
        var lag = backlog.OldestPendingAt is { } oldest ? Max(now - oldest, TimeSpan.Zero) : TimeSpan.Zero;
        var overdue = lag > linking.Value.OverdueAfter;
        var state = await switches.IsPausedAsync(Stages.Linking) ? "paused" : overdue ? "stalled" : "running";
        return new StageStatus(Stages.Linking, state, backlog.Pending + backlog.Outdated, lag, backlog.DecidedAt, overdue);
    }

    /// <summary>What waits is what a person has to decide on, so it makes no stage late; the checks are late when they miss a second turn.</summary>
    private async Task<StageStatus> ReadQualityAsync(DateTimeOffset now)
    {
        var lastRun = await checks.FindLastRunAsync(CancellationToken.None);
        var overdue = lastRun is { } ranAt && now - ranAt > 2 * checking.Value.Period;
        var state = await switches.IsPausedAsync(Stages.Quality) ? "paused" : overdue ? "stalled" : "running";
        return new StageStatus(Stages.Quality, state, await quarantine.CountOpenAsync(CancellationToken.None), TimeSpan.Zero, lastRun, overdue);
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
