using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Scout.Contracts.Alerts;
using Scout.Contracts.Quality;
using Scout.Domain.Alerts;
using Scout.Grains.Pipeline;
using Scout.Storage.Alerts;
using Scout.Storage.Quality;
using Scout.Storage.Stores;

namespace Scout.Grains.Alerts;

/// <summary>Paces the watch: a timer for each pace, a reminder that keeps it awake for ever.</summary>
/// <remarks>
/// Reentrant, and its timers interleave: a slow look at all stores must not hold up the second's look at quarantine. Each timer looks for
/// kinds of its own and never overlaps itself. Two activations may watch at once for a while after a failure: the database lets one
/// alert of a cause stand, and gives each message to one of them.
/// </remarks>
[Reentrant]
internal sealed partial class AlertGrain(
    IAlertSignals signals, IAlertStore store, IAlertOutbox outbox, IStoreRegistry registry, IAlertSources sources, IAlertSender sender, TimeProvider time,
    IOptions<AlertOptions> options, ILogger<AlertGrain> logger) : Grain, IAlertGrain, IRemindable
{
    private const string WatchdogReminder = "watch";
    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromMinutes(1);

    private readonly AlertOptions _options = options.Value;
    private AlertWatch _watch = null!;
    private AlertDispatch _dispatch = null!;
    private IGrainTimer? _delivering;
    private bool _isFailing;

    // When the timer of deliveries fires next, by the monotonic clock: a wish for later must not undo one for sooner.
    private long _deliverAt = long.MaxValue;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _watch = new AlertWatch(signals, store, registry, sources, sender, time, _options, logger);
        _dispatch = new AlertDispatch(outbox, sender, time, _options, DeliverAfter, logger);
        Every(_options.Interval, TimeSpan.Zero, _ => _watch.LookAtFiguresAsync());
        Every(_options.StagesInterval, _options.StagesInterval, _ => _watch.LookAtStagesAsync());
        Every(_options.SilentStoresInterval, _options.SilentStoresInterval, _watch.LookAtStoresAsync);
        _delivering = this.RegisterGrainTimer(
            DeliverAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { KeepAlive = true, Interleave = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _dispatch.DrainAsync(cancellationToken);

    public Task EnsureStartedAsync() => this.EnsureReminderAsync(WatchdogReminder, WatchdogPeriod);

    // Being called is all that is needed: the activation it causes starts the timers.
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    public Task WakeAsync() => Task.CompletedTask;

    public async ValueTask<List<AlertView>> ReadPageAsync(AlertState? state, string? before, int limit) =>
        [.. (await store.ReadPageAsync(state, before, limit, CancellationToken.None)).Select(AlertNewsWriter.ToView)];

    public async ValueTask<AlertView?> AcknowledgeAsync(string alertId, OperatorAct act) =>
        await store.AcknowledgeAsync(alertId, ToAct(act), CancellationToken.None) is { } alert ? AlertNewsWriter.ToView(alert) : null;

    public async ValueTask<AlertView?> ResolveAsync(string alertId, OperatorAct act)
    {
        var alert = await _watch.ResolveAsync(alertId, ToAct(act));
        DeliverAfter(TimeSpan.Zero);
        return alert is null ? null : AlertNewsWriter.ToView(alert);
    }

    private AuditedAct ToAct(OperatorAct act) => new(time.GetUtcNow(), act.By, act.Reason);

    private void Every(TimeSpan period, TimeSpan first, Func<CancellationToken, Task<bool>> look) => this.RegisterGrainTimer(
        cancellationToken => LookAsync(look, cancellationToken), new GrainTimerCreationOptions(first, period) { KeepAlive = true, Interleave = true });

    private async Task LookAsync(Func<CancellationToken, Task<bool>> look, CancellationToken cancellationToken)
    {
        try
        {
            if (await look(cancellationToken))
                DeliverAfter(TimeSpan.Zero);
            _isFailing = false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The store or a silo is away. The next look tells as much as this one would have.
            if (!_isFailing)
                LogNotLooked(exception);
            _isFailing = true;
        }
    }

    private async Task DeliverAsync(CancellationToken cancellationToken)
    {
        _deliverAt = long.MaxValue;
        try
        {
            await _dispatch.DeliverDueAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next look finds what is due.
            LogNotDispatched(exception);
        }
    }

    private void DeliverAfter(TimeSpan delay)
    {
        var wait = delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
        var at = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        if (at >= _deliverAt)
            return;
        _deliverAt = at;
        _delivering?.Change(wait, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(5103, LogLevel.Warning, "The causes of alerts cannot be read for now; they are looked at again in a moment")]
    private partial void LogNotLooked(Exception exception);

    [LoggerMessage(5112, LogLevel.Warning, "The news of alerts cannot be read or noted for now; they are tried again")]
    private partial void LogNotDispatched(Exception exception);
}
