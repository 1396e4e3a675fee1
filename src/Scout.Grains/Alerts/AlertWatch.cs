using System.Globalization;
using Microsoft.Extensions.Logging;
using Scout.Contracts.Pipeline;
using Scout.Domain.Alerts;
using Scout.Domain.Quality;
using Scout.Grains.Stores;
using Scout.Storage.Alerts;
using Scout.Storage.Quality;
using Scout.Storage.Stores;

namespace Scout.Grains.Alerts;

/// <summary>Looks for causes, kind by kind, and does what the rules say. Belongs to one activation and is only touched in its turns.</summary>
internal sealed partial class AlertWatch(
    IAlertSignals signals, IAlertStore store, IStoreRegistry registry, IAlertSources sources, IAlertSender sender, TimeProvider time, AlertOptions options, ILogger logger)
{
    private static readonly HashSet<string> Nothing = [];
    private readonly AlertRules _rules = new(time, options);
    private readonly QuarantineRates _rates = new(sources, time, options);
    private readonly SilentStores _silent = new(registry, signals, time, options);

    /// <summary>Looks at checks and quarantine.</summary>
    /// <returns>Whether there are news to deliver now.</returns>
    public async Task<bool> LookAtFiguresAsync()
    {
        var reading = await ReadAsync();
        var (rates, undecided) = await _rates.FindAsync(reading.Quarantined, reading.Standing);
        var round = new AlertRound([AlertKind.CheckFailed, AlertKind.QuarantineRate], [.. reading.Critical.Select(ToSignal), .. rates], undecided);
        var changed = await ActAsync(round, reading);
        return changed || reading.NextDeliveryAt <= time.GetUtcNow();
    }

    /// <summary>Looks at the stages of the pipeline. One that is paused rests because somebody wants it to.</summary>
    /// <returns>Whether there are news to deliver now.</returns>
    public async Task<bool> LookAtStagesAsync()
    {
        var stages = await sources.ReadStagesAsync();
        var stalled = stages.Where(stage => stage is { Overdue: true, State: "stalled" }).Select(ToSignal).ToList();
        return await ActAsync(new AlertRound([AlertKind.StageStalled], stalled, Nothing), await ReadAsync());
    }

    /// <summary>Looks for silent stores, unless silver lags: then it is not they who are silent.</summary>
    /// <returns>Whether there are news to deliver now.</returns>
    public async Task<bool> LookAtStoresAsync(CancellationToken cancellationToken)
    {
        var stages = await sources.ReadStagesAsync();
        if (stages.Any(stage => stage.Stage == Stages.Promotion && (stage.Overdue || stage.State != "running")))
            return false;
        var reading = await ReadAsync();
        var silent = await _silent.FindAsync(reading.Standing, cancellationToken);
        return await ActAsync(new AlertRound([AlertKind.StoreSilent], silent, Nothing), reading);
    }

    /// <returns>The alert as it stands now; null when there is none of that id.</returns>
    public async Task<Alert?> ResolveAsync(string alertId, AuditedAct act)
    {
        var alert = await store.FindAsync(alertId, CancellationToken.None);
        if (alert is null || alert.State == AlertState.Resolved)
            return alert;
        var at = CutToMicrosecond(act.At);
        return await store.ResolveAsync(alertId, at, act with { At = at }, NewsOfResolving(alert, at, act.By), CancellationToken.None);
    }

    private ValueTask<AlertReading> ReadAsync()
    {
        var now = time.GetUtcNow();
        return signals.ReadAsync(new AlertReadingQuery(now - IntakeRate.Window, now - options.SilenceFor, options.RateStoresMax, options.StandingMax), CancellationToken.None);
    }

    private async Task<bool> ActAsync(AlertRound round, AlertReading reading)
    {
        var decision = _rules.Decide(round, reading.Standing, reading.Silenced);
        var now = CutToMicrosecond(time.GetUtcNow());
        foreach (var signal in decision.Raise)
            await RaiseAsync(signal, now);
        if (decision.Seen.Count > 0)
            await store.NoteSeenAsync(decision.Seen, now, CancellationToken.None);
        foreach (var alert in decision.Resolve)
        {
            _ = await store.ResolveAsync(alert.AlertId, now, act: null, NewsOfResolving(alert, now, by: null), CancellationToken.None);
            LogResolved(alert.Cause);
        }

        return decision.Raise.Count + decision.Resolve.Count > 0;
    }

    private async Task RaiseAsync(AlertSignal signal, DateTimeOffset now)
    {
        var alert = new Alert
        {
            AlertId = Alert.NewId(now),
            Cause = signal.Cause,
            Kind = signal.Kind,
            Severity = signal.Severity,
            State = AlertState.Open,
            StoreId = signal.StoreId,
            Stage = signal.Stage,
            Message = signal.Message,
            OpenedAt = now,
            LastSeenAt = now,
            TimesSeen = 1,
        };
        if (await store.OpenAsync(alert, AlertNewsWriter.Write(AlertNewsWriter.Opened, alert, sender.Targets), CancellationToken.None))
            LogOpened(alert.Cause, alert.Message);
    }

    private IReadOnlyList<AlertNews> NewsOfResolving(Alert alert, DateTimeOffset at, string? by) => AlertNewsWriter.Write(
        AlertNewsWriter.Resolved, alert with { State = AlertState.Resolved, ResolvedAt = at, ResolvedBy = by }, sender.Targets);

    // Both stores keep microseconds; what is told must be what is shown later.
    private static DateTimeOffset CutToMicrosecond(DateTimeOffset instant) => new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    private static AlertSignal ToSignal(CriticalCheck check)
    {
        var name = CheckCatalog.Of(check.Check).Name;
        var message = string.Create(CultureInfo.InvariantCulture, $"check {name}: {check.Failures} events fail it, {check.Unexplained} of them unexplained");
        return new AlertSignal($"check:{name}", AlertKind.CheckFailed, Severity.Critical, message, check.Failures);
    }

    private static AlertSignal ToSignal(StageStatus stage)
    {
        var since = stage.LastRun is { } last ? $", last run {last.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}" : "";
        var message = string.Create(CultureInfo.InvariantCulture, $"stage {stage.Stage} is stalled: {stage.Backlog} wait, for up to {Math.Round(stage.Lag.TotalSeconds)} s{since}");
        return new AlertSignal($"stage:{stage.Stage}", AlertKind.StageStalled, Severity.Critical, message, Evidence: 1, Stage: stage.Stage);
    }

    [LoggerMessage(5101, LogLevel.Warning, "An alert is open for {Cause}: {Message}")]
    private partial void LogOpened(string cause, string message);

    [LoggerMessage(5102, LogLevel.Information, "The alert for {Cause} is resolved: its cause is gone")]
    private partial void LogResolved(string cause);
}
