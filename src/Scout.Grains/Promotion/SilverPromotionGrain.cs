using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scout.Contracts.Pipeline;
using Scout.Contracts.Promotion;
using Scout.Grains.Links;
using Scout.Grains.Pipeline;
using Scout.Grains.Placement;
using Scout.Grains.Rollups;
using Scout.Grains.Stores;
using Scout.Storage;
using Scout.Storage.Silver;

namespace Scout.Grains.Promotion;

/// <summary>Promotes one shard. The reminder keeps it awake for ever, the timer paces it, hints make it fast, the database decides.</summary>
/// <remarks>
/// Two activations of one shard may live at once for a while after a failure. Each promotion locks the shard's row under the epoch that
/// its activation claimed, so the older one finds itself fenced and writes nothing.
/// </remarks>
[PlacedWithShard]
internal sealed partial class SilverPromotionGrain(
    ISilverStore silver, PromotionHandover handover, ShardPositions positions, RollupHints rollups, LinkHints links, StageSwitches switches, ShardHomes homes, TimeProvider time, IOptions<PromotionOptions> options,
    ILogger<SilverPromotionGrain> logger) : Grain, ISilverPromotionGrain, IRemindable
{
    private const string WatchdogReminder = "promote";
    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromMinutes(1);
    /// <summary>Several times what the driver allows the statements of a promotion.</summary>
    private static readonly TimeSpan ActLimit = TimeSpan.FromSeconds(30);
    private const int CautionMax = 1 << 16;
    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromSeconds(5);

    private readonly PromotionOptions _options = options.Value;
    private IGrainTimer? _timer;
    private ShardClaim? _claim;

    // Timestamps, not times of day: a clock that is set back must not make the shard wait until it has caught up.
    private long _lastCycleAt;
    private long _lastPollAt;
    private bool _pendingIsInDoubt = true;
    private TimeSpan _retryDelay;

    // One when all is well; after a failure a promotion is this many times smaller than it may be, in case its size was the reason.
    private int _caution = 1;

    private int Shard => (int)this.GetPrimaryKeyLong();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        handover.Attach(Shard);
        _timer = this.RegisterGrainTimer(RunCycleAsync, new GrainTimerCreationOptions(TimeSpan.Zero, _options.PollInterval) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        handover.Detach(Shard);
        return Task.CompletedTask;
    }

    public Task EnsureStartedAsync() => this.EnsureReminderAsync(WatchdogReminder, WatchdogPeriod);

    // Being called is all that is needed: the activation it causes starts the timer.
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        LogReminded(Shard);
        return Task.CompletedTask;
    }

    public Task WakeAsync()
    {
        if (_retryDelay == TimeSpan.Zero)
            RunAfter(_options.Interval - time.GetElapsedTime(_lastCycleAt));
        return Task.CompletedTask;
    }

    private void RunAfter(TimeSpan delay) => _timer?.Change(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, _options.PollInterval);

    private async Task RunCycleAsync(CancellationToken cancellationToken)
    {
        _lastCycleAt = time.GetTimestamp();
        homes.MoveHome(this, Shard);
        try
        {
            if (await switches.IsPausedAsync(Stages.Promotion))
                return;
            var more = await PromoteSomeAsync(_claim ?? await ClaimAsync(cancellationToken), cancellationToken);
            _retryDelay = TimeSpan.Zero;
            _caution = Math.Max(1, _caution / 2);
            if (more)
                RunAfter(TimeSpan.Zero);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _pendingIsInDoubt = true;
            _caution = Math.Min(_caution * 2, CautionMax);
            if (_retryDelay == TimeSpan.Zero)
                LogStorageAway(Shard, exception);
            _retryDelay = _retryDelay == TimeSpan.Zero ? _options.Interval : TimeSpan.FromTicks(Math.Min(_retryDelay.Ticks * 2, RetryDelayMax.Ticks));
            RunAfter(_retryDelay);
        }
    }

    private async Task<ShardClaim> ClaimAsync(CancellationToken cancellationToken)
    {
        var claim = await silver.ClaimShardAsync(Shard, cancellationToken).WithinAsync(ActLimit, time);
        LogClaimed(Shard, claim.Epoch);
        _claim = claim;
        return claim;
    }

    /// <returns>Whether the pending list may hold more than was promoted.</returns>
    private async Task<bool> PromoteSomeAsync(ShardClaim claim, CancellationToken cancellationToken)
    {
        handover.BeginTake(Shard);
        var (promotion, more) = await GatherAsync(cancellationToken);
        if (promotion.Ranges.Count == 0)
            return false;

        var outcome = await silver.PromoteAsync(claim, promotion, cancellationToken).WithinAsync(ActLimit, time);
        switch (outcome.Status)
        {
            case PromotionStatus.Committed:
                positions.Advance(Shard, outcome.Position);
                rollups.Wake(Shard);
                if (outcome.NewMentions > 0)
                    links.Wake();
                foreach (var poison in outcome.Poison)
                    LogPoison(Shard, poison.EventId.Value, poison.Reason);
                return more;
            case PromotionStatus.Fenced:
                LogFenced(Shard, claim.Epoch);
                _claim = null;
                _pendingIsInDoubt = true;
                return false;
            default:
                _pendingIsInDoubt = true;
                return true;
        }
    }

    /// <summary>Takes what was handed over; when that may not be all, what the pending list says.</summary>
    private async Task<(PromotionBatch Promotion, bool More)> GatherAsync(CancellationToken cancellationToken)
    {
        var eventsMax = Math.Max(1, _options.BatchEventsMax / _caution);
        var bytesMax = Math.Max(1, _options.BatchBytesMax / _caution);
        if (!_pendingIsInDoubt && time.GetElapsedTime(_lastPollAt, _lastCycleAt) < _options.PollInterval)
        {
            var handed = handover.Take(Shard, eventsMax, bytesMax, out var overflowed);
            _pendingIsInDoubt = overflowed;
            if (handed.Count > 0)
            {
                var events = handed.SelectMany(range => range.Events).ToList();
                var mayBeMore = overflowed || events.Count >= eventsMax || handed.Sum(range => range.Range.Bytes) >= bytesMax;
                return (new PromotionBatch([.. handed.Select(range => range.Range)], events, []), mayBeMore);
            }
        }

        var pending = await silver.ReadPendingAsync(Shard, eventsMax, cancellationToken).WithinAsync(ActLimit, time);
        _lastPollAt = _lastCycleAt;
        var within = TakeWithin(pending, bytesMax);
        var isFull = within.Count < pending.Count || pending.Sum(range => range.Events) >= eventsMax;
        _pendingIsInDoubt = isFull;
        return (await ConformAsync(within, cancellationToken), isFull);
    }

    /// <summary>The first ranges up to the one that reaches the bound: at least one, however large.</summary>
    private static List<PendingRange> TakeWithin(IReadOnlyList<PendingRange> pending, long bytesMax)
    {
        var taken = new List<PendingRange>();
        for (long bytes = 0; bytes < bytesMax && taken.Count < pending.Count; bytes += taken[^1].Bytes)
            taken.Add(pending[taken.Count]);
        return taken;
    }

    private async Task<PromotionBatch> ConformAsync(IReadOnlyList<PendingRange> pending, CancellationToken cancellationToken)
    {
        var events = new List<ConformedEvent>();
        var toRead = new List<PendingRange>();
        foreach (var range in pending)
        {
            if (handover.TakeRange(range) is { } handed)
                events.AddRange(handed);
            else
                toRead.Add(range);
        }

        var poison = new List<PoisonEvent>();
        if (toRead.Count > 0)
        {
            foreach (var stored in await silver.ReadEventsAsync(Shard, toRead, cancellationToken).WithinAsync(ActLimit, time))
            {
                var (conformed, refused) = Conforming.Conform(stored);
                if (conformed is { } one)
                    events.Add(one);
                else
                    poison.Add(refused!);
            }
        }

        return new PromotionBatch(pending, events, poison);
    }
}
