using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scout.Contracts.Pipeline;
using Scout.Contracts.Rollups;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Links;
using Scout.Grains.Pipeline;
using Scout.Grains.Placement;
using Scout.Grains.Stores;
using Scout.Storage;
using Scout.Storage.Gold;
using Scout.Storage.Stores;

namespace Scout.Grains.Rollups;

/// <summary>Rolls up one shard. The reminder keeps it awake for ever, the timer paces it, hints make it fast, the database decides.</summary>
/// <remarks>
/// Two activations of one shard may live at once for a while after a failure. A rollup moves the shard's position from the one it read,
/// in the transaction that adds the sums; so of two that read the same, one writes nothing.
/// </remarks>
[PlacedWithShard]
internal sealed partial class GoldRollupGrain(
    IGoldStore gold, IStoreRegistry registry, ShardPositions positions, LinkHints links, StageSwitches switches, ShardHomes homes, TimeProvider time, IOptions<RollupOptions> options,
    ILogger<GoldRollupGrain> logger) : Grain, IGoldRollupGrain, IRemindable
{
    private const string WatchdogReminder = "roll-up";
    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RecutPeriod = TimeSpan.FromMinutes(1);
    /// <summary>Several times what the driver allows the statements of a rollup.</summary>
    private static readonly TimeSpan ActLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromSeconds(5);

    private readonly RollupOptions _options = options.Value;
    private readonly HashSet<string> _unknownZones = new(StringComparer.Ordinal);
    private IGrainTimer? _timer;

    // Timestamps, not times of day: a clock that is set back must not make the shard wait until it has caught up.
    private long _lastCycleAt;
    private long _cutsComparedAt;
    private bool _cutsAreInDoubt = true;
    private TimeSpan _retryDelay;

    // What gold of the shard is known to include. Never ahead of the database: only a step back would need another look.
    private long _rolledTo = -1;

    private int Shard => (int)this.GetPrimaryKeyLong();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _timer = this.RegisterGrainTimer(RunCycleAsync, new GrainTimerCreationOptions(TimeSpan.Zero, _options.PollInterval) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task EnsureStartedAsync() => this.EnsureReminderAsync(WatchdogReminder, WatchdogPeriod);

    // Being called is all that is needed: the activation it causes starts the timer.
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    public Task WakeAsync()
    {
        if (_retryDelay == TimeSpan.Zero)
            RunAfter(_options.Interval - time.GetElapsedTime(_lastCycleAt));
        return Task.CompletedTask;
    }

    public Task RecutAsync()
    {
        _cutsAreInDoubt = true;
        RunAfter(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    public async Task<RebuildReply> RebuildAsync(RebuildRequest request)
    {
        var store = StoreId.FromStored(request.StoreId);
        var outcome = await gold.RebuildAsync(store, await FindSpanAsync(store, request), request.DryRun, CancellationToken.None);
        var rows = outcome.ChangedDays + outcome.ChangedHours + outcome.ChangedMentions;
        if (!request.DryRun && rows > 0)
            LogRebuilt(store.Value, rows);
        return new RebuildReply(
            store.Value, [.. outcome.Days.Take(RebuildReply.DaysMax)], outcome.ChangedDays, outcome.ChangedHours, outcome.ChangedMentions,
            outcome.Cut);
    }

    private async Task<(DateOnly From, DateOnly To)?> FindSpanAsync(StoreId store, RebuildRequest request)
    {
        if (request is { From: null, To: null })
            return null;
        var profile = await registry.FindAsync(store, CancellationToken.None);
        var calendar = profile is null ? new StoreCalendar(TimeZoneInfo.Utc, TimeOnly.MinValue) : StoreCalendar.For(profile);

        // An instant within a day asks for the whole day: gold knows no smaller part of one.
        var from = request.From switch { { Day: { } day } => day, { At: { } at } => calendar.DayOf(at), _ => DateOnly.MinValue };
        var to = request.To switch
        {
            { Day: { } day } => day,
            { At: { } at } when at > DateTimeOffset.MinValue && calendar.DayOf(at.AddTicks(-1)) is var last && last < DateOnly.MaxValue => last.AddDays(1),
            _ => DateOnly.MaxValue,
        };
        return (from, to);
    }

    private void RunAfter(TimeSpan delay) => _timer?.Change(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, _options.PollInterval);

    private async Task RunCycleAsync(CancellationToken cancellationToken)
    {
        _lastCycleAt = time.GetTimestamp();
        homes.MoveHome(this, Shard);
        try
        {
            if (await switches.IsPausedAsync(Stages.Rollup))
                return;
            if (_cutsAreInDoubt || time.GetElapsedTime(_cutsComparedAt) >= RecutPeriod)
                await RecutStoresAsync(cancellationToken);
            var more = await RollUpAsync(cancellationToken);
            _retryDelay = TimeSpan.Zero;
            if (more)
                RunAfter(TimeSpan.Zero);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _rolledTo = -1;
            if (_retryDelay == TimeSpan.Zero)
                LogStorageAway(Shard, exception);
            _retryDelay = _retryDelay == TimeSpan.Zero ? _options.Interval : TimeSpan.FromTicks(Math.Min(_retryDelay.Ticks * 2, RetryDelayMax.Ticks));
            RunAfter(_retryDelay);
        }
    }

    /// <returns>Whether silver is further still.</returns>
    private async Task<bool> RollUpAsync(CancellationToken cancellationToken)
    {
        // Nothing new is the common case, and costs a look at what this silo knows of all shards.
        var (silver, _) = await positions.GetAsync(Shard);
        if (silver <= _rolledTo)
            return false;

        var outcome = await gold.RollUpAsync(Shard, _options.RowsMax, cancellationToken).WithinAsync(ActLimit, time);
        foreach (var zone in outcome.UnknownZones.Where(_unknownZones.Add))
            LogUnknownZones(Shard, zone);
        if (outcome.NewMentions > 0)
            links.Wake();
        _rolledTo = outcome.Status == RollupStatus.LostRace ? -1 : outcome.Position;
        return outcome.More;
    }

    /// <summary>Makes gold of the stores anew whose profile cuts other days than it did. What is left undone is found again by comparing.</summary>
    private async Task RecutStoresAsync(CancellationToken cancellationToken)
    {
        // Before the reading: a change that comes while it runs is looked for again.
        _cutsAreInDoubt = false;
        try
        {
            foreach (var store in await gold.ReadMiscutAsync(Shard, cancellationToken).WithinAsync(ActLimit, time))
            {
                var outcome = await gold.RebuildAsync(store, span: null, dryRun: false, cancellationToken);
                LogRecut(store.Value, outcome.Days.Count);
            }

            _cutsComparedAt = time.GetTimestamp();
        }
        catch
        {
            _cutsAreInDoubt = true;
            throw;
        }
    }
}
