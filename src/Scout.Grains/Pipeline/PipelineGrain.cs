using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Scout.Contracts.Pipeline;
using Scout.Grains.Ingestion;
using Scout.Grains.Promotion;
using Scout.Storage.Silver;

namespace Scout.Grains.Pipeline;

/// <summary>Reads how the stages stand: the queue of this silo, the pending list of the cluster.</summary>
[StatelessWorker]
internal sealed class PipelineGrain(IBronzeJournal journal, ISilverStore silver, StageSwitches switches, TimeProvider time, IOptions<PromotionOptions> promotion)
    : Grain, IPipelineGrain
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
        ];
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
