using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Scout.Contracts.Checks;
using Scout.Contracts.Pipeline;
using Scout.Domain.Quality;
using Scout.Grains.Pipeline;
using Scout.Grains.Quality;
using Scout.Storage.Checks;
using Scout.Storage.Stores;

namespace Scout.Grains.Checks;

/// <summary>Runs the sanity checks of silver, one run at a time.</summary>
/// <remarks>
/// Reentrant, because a run may take minutes while others ask. Memory holds only which runs are under way; what is found stands in the
/// database, where a run of another activation is noticed by the version of the record it began with.
/// </remarks>
[Reentrant]
internal sealed partial class SilverCheckGrain(
    ISilverAudit audit, ICheckBook book, IStoreFiguresReader figures, RuleBook rules, StageSwitches switches, TimeProvider time, IOptions<CheckOptions> options,
    ILogger<SilverCheckGrain> logger) : Grain, ISilverCheckGrain, IRemindable
{
    private const string RunReminder = "check";

    // Well inside the limit of a grain call.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(4);

    private readonly CheckOptions _options = options.Value;
    private CheckRequest? _current;
    private CheckRequest? _next;
    private CheckRequest? _last;

    public async Task EnsureStartedAsync()
    {
        await this.EnsureReminderAsync(RunReminder, _options.Period);
        var ranAt = await book.FindLastRunAsync(CancellationToken.None);
        if (_current is null && (ranAt is null || time.GetUtcNow() - ranAt >= _options.Period))
            await RunScheduledAsync();
    }

    // Set by an earlier start, whose period may have been another; a run that is due is never missed for long.
    public Task ReceiveReminder(string reminderName, TickStatus status) => EnsureStartedAsync();

    public async ValueTask<CheckReply> RunAsync(bool full, long ticket)
    {
        var request = Find(ticket) ?? Request(full, isScheduled: false);
        CheckReport? report = null;
        try
        {
            report = await request.Done.Task.WaitAsync(AnswerWithin, time);
        }
        catch (TimeoutException) when (!request.Done.Task.IsCompleted)
        {
            // It goes on; the caller may come back with the ticket.
        }

        return new CheckReply(request.Ticket, report, _current?.Progress);
    }

    public async ValueTask<CheckReport?> FindLastAsync() => CheckReports.Of((await book.ReadAsync(CheckReports.SampleMax, CancellationToken.None)).Run);

    private async Task RunScheduledAsync()
    {
        // Nobody else calls for as long as the run may take.
        DelayDeactivation(2 * _options.Period);
        if (!await switches.IsPausedAsync(Stages.Quality))
            _ = Request(full: false, isScheduled: true);
    }

    private CheckRequest? Find(long ticket) => new[] { _current, _next, _last }.FirstOrDefault(request => request is not null && request.Ticket == ticket);

    private CheckRequest Request(bool full, bool isScheduled)
    {
        if (_current is null)
        {
            // A run that fails at once is over before this returns.
            var request = _current = NewRequest(full, isScheduled);
            _ = RunAllAsync();
            return request;
        }

        // The run under way may have passed what the caller wants looked at. All who ask meanwhile share the one after it.
        _next ??= NewRequest(full, isScheduled);
        _next.IsFull |= full;
        return _next;
    }

    private CheckRequest NewRequest(bool full, bool isScheduled) =>
        new(Math.Max(time.GetUtcNow().Ticks, (_current?.Ticket ?? _last?.Ticket ?? 0) + 1), isScheduled) { IsFull = full };

    private async Task RunAllAsync()
    {
        while (_current is { } request)
        {
            try
            {
                request.Done.SetResult(await RunOnceAsync(request));
            }
            catch (Exception exception)
            {
                LogNotRun(exception);
                request.Done.SetException(exception);

                // Those who wait hear of it; a scheduled run has nobody who does.
                _ = request.Done.Task.Exception;
            }

            (_last, _current, _next) = (request, _next, null);
        }
    }

    private async Task<CheckReport> RunOnceAsync(CheckRequest request)
    {
        var record = await book.ReadAsync(int.MaxValue, CancellationToken.None);
        var startedAt = time.GetUtcNow();
        var full = request.IsFull || await IsSmallAsync() || (request.IsScheduled && IsFullDue(record.Run, startedAt));
        var chain = (await rules.RefreshAsync()).Chain;
        var runner = new CheckRunner(
            audit, figures, _options, new CheckLimits(chain[BrokenRules.AmountLimit].Amount, chain[BrokenRules.LineSumMismatch]), startedAt);
        request.Begin(runner, startedAt, full);
        var run = await runner.RunAsync(record.Run, full);
        if (!await book.SaveAsync(run, record.Version, CancellationToken.None))
        {
            // Another activation was faster; what it found is what is kept.
            run = (await book.ReadAsync(CheckReports.SampleMax, CancellationToken.None)).Run;
        }

        LogRan(run.Events, run.IsFull);
        foreach (var result in run.Results.Where(result => result.Severity == Severity.Critical))
            LogCritical(CheckCatalog.Of(result.Check).Name, result.Failures, result.Unexplained);
        return CheckReports.Of(run)!;
    }

    private async ValueTask<bool> IsSmallAsync() =>
        await audit.CountAsync(_options.SmallTransactionsMax + 1L, CancellationToken.None) <= _options.SmallTransactionsMax;

    private bool IsFullDue(CheckRun last, DateTimeOffset now) =>
        _options.FullPeriod > TimeSpan.Zero && (last.FullRanAt is not { } fullAt || now - fullAt >= _options.FullPeriod);

    /// <summary>A run that was asked for, and everyone who waits for it.</summary>
    private sealed class CheckRequest(long ticket, bool isScheduled)
    {
        private CheckRunner? _runner;
        private DateTimeOffset _startedAt;

        public long Ticket => ticket;

        /// <summary>Only such a run is made full because it is time for one: nobody waits for it.</summary>
        public bool IsScheduled => isScheduled;

        public bool IsFull { get; set; }

        public TaskCompletionSource<CheckReport> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CheckProgress? Progress => _runner is null ? null : new CheckProgress(_startedAt, IsFull, _runner.Events);

        public void Begin(CheckRunner runner, DateTimeOffset startedAt, bool full) => (_runner, _startedAt, IsFull) = (runner, startedAt, full);
    }
}
