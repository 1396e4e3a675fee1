using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scout.Contracts.Links;
using Scout.Contracts.Pipeline;
using Scout.Grains.Pipeline;
using Scout.Storage;
using Scout.Storage.Catalog;
using Scout.Storage.Links;

namespace Scout.Grains.Links;

/// <summary>Decides mentions in batches. The reminder keeps it awake for ever, the timer paces it, hints make it fast, the database decides.</summary>
/// <remarks>
/// Two activations may live at once for a while after a failure, and a silo may die at any point: a decision is a function of the mention and the
/// catalogue, and is written only over an older one, so doing it twice changes nothing.
/// </remarks>
internal sealed partial class ProductLinkingGrain(
    ILinkStore links, ICatalogStore catalog, CatalogBook book, StageSwitches switches, TimeProvider time, IOptions<ProductLinkingOptions> options,
    ILogger<ProductLinkingGrain> logger) : Grain, IProductLinkingGrain, IRemindable
{
    private const string WatchdogReminder = "link";
    private static readonly TimeSpan WatchdogPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ActLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryDelayMin = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromSeconds(5);

    private readonly ProductLinkingOptions _options = options.Value;
    private IGrainTimer? _timer;
    private bool _policyIsNoted;
    private TimeSpan _retryDelay;

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
            RunAfter(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    private void RunAfter(TimeSpan delay) => _timer?.Change(delay, _options.PollInterval);

    private async Task RunCycleAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await switches.IsPausedAsync(Stages.Linking))
                return;
            if (!_policyIsNoted)
                _ = await catalog.NotePolicyAsync(LinkJudge.PolicyOf(_options), cancellationToken);
            _policyIsNoted = true;
            var more = await DecideSomeAsync(cancellationToken);
            _retryDelay = TimeSpan.Zero;
            if (more)
                RunAfter(TimeSpan.Zero);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (_retryDelay == TimeSpan.Zero)
                LogStorageAway(exception);
            _retryDelay = _retryDelay == TimeSpan.Zero ? RetryDelayMin : TimeSpan.FromTicks(Math.Min(_retryDelay.Ticks * 2, RetryDelayMax.Ticks));
            RunAfter(_retryDelay);
        }
    }

    /// <returns>Whether there may be more to decide.</returns>
    private async Task<bool> DecideSomeAsync(CancellationToken cancellationToken)
    {
        var edition = await book.GetAsync();
        var due = await links.ReadDueAsync(edition.Version, _options.BatchMax, cancellationToken).WithinAsync(ActLimit, time);
        if (due.Count == 0)
            return false;

        // Off the grain's turn: matching a batch takes tenths of a second of a core.
        var decisions = await Task.Run(
            () => due.Select(one => LinkJudge.Decide(edition.Matcher, one.Mention, one.Rejected, _options)).ToList(), cancellationToken);
        var written = await links.DecideAsync(decisions, edition.Version.Current, time.GetUtcNow(), cancellationToken).WithinAsync(ActLimit, time);

        // Where nothing was written somebody else was quicker, or a rejection came between: no reason to hurry.
        return written > 0 && due.Count >= _options.BatchMax;
    }

    [LoggerMessage(8020, LogLevel.Error, "Mentions cannot be decided for now; it goes on trying")]
    private partial void LogStorageAway(Exception exception);
}
