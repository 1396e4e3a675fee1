using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scout.Domain;
using Scout.Grains.Promotion;
using Scout.Storage;
using Scout.Storage.Bronze;

namespace Scout.Grains.Ingestion;

/// <summary>Group commit: one loop takes all that waits, writes it as one batch, then answers everyone in it.</summary>
/// <remarks>
/// The busier the silo, the larger the batches, so the cost of a commit is shared by more events exactly when it matters. It is
/// registered before Orleans: hosted services stop in reverse, so the grains that wait for it are gone before it ends.
/// </remarks>
internal sealed partial class BronzeJournal(
    IBronzeLog log, PromotionHandover handover, PromotionHints hints, TimeProvider time, IOptions<JournalOptions> options, ILogger<BronzeJournal> logger)
    : IBronzeJournal, IHostedService, IDisposable
{
    /// <summary>Several times what the driver allows the statements of a batch; the silo's devices wait for it.</summary>
    private static readonly TimeSpan WriteLimit = TimeSpan.FromSeconds(20);

    private readonly JournalOptions _options = options.Value;
    private readonly Channel<Submission> _queue = Channel.CreateUnbounded<Submission>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<Submission> _submissions = [];
    private List<BronzeEvent> _batch = [];
    private EventIdBlock _ids;
    private long _waitingEvents;
    private long _waitingBytes;
    private long _lastCommitTicks;
    private bool _storageWasAway;
    private volatile bool _stopping;
    private Task _loop = Task.CompletedTask;

    public double Load => Math.Max(
        (double)Volatile.Read(ref _waitingEvents) / _options.QueueEventsMax, (double)Volatile.Read(ref _waitingBytes) / _options.QueueBytesMax);

    public long Waiting => Volatile.Read(ref _waitingEvents);

    public DateTimeOffset? LastCommitAt => Volatile.Read(ref _lastCommitTicks) is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public Task<AppendOutcome[]> AppendAsync(BronzeEvent[] events)
    {
        long bytes = 0;
        foreach (var item in events)
            bytes += item.Body.Length;

        // A submission larger than the whole queue is still taken when the queue is empty: it could never pass otherwise.
        var waiting = Interlocked.Add(ref _waitingEvents, events.Length);
        var waitingBytes = Interlocked.Add(ref _waitingBytes, bytes);
        var full = (waiting > _options.QueueEventsMax && waiting > events.Length) || (waitingBytes > _options.QueueBytesMax && waitingBytes > bytes);
        var submission = new Submission(events, bytes);
        if (full || !_queue.Writer.TryWrite(submission))
        {
            Release(submission);
            throw new JournalFullException();
        }

        return submission.Completion.Task;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Outside any grain and any request: the loop must not inherit a scheduler or a context.
        using (ExecutionContext.SuppressFlow())
            _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        _ = _queue.Writer.TryComplete();

        // Out of time is no fault to report: who was not answered was not acknowledged.
        _ = await Task.WhenAny(_loop, Task.Delay(Timeout.Infinite, cancellationToken));
    }

    public void Dispose() => _queue.Writer.TryComplete();

    private async Task RunAsync()
    {
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            TakeWaiting();
            await WriteAsync().ConfigureAwait(false);
            _submissions.Clear();
            _batch.Clear();
        }
    }

    private void TakeWaiting()
    {
        long bytes = 0;
        while (_queue.Reader.TryPeek(out var next)
            && (_submissions.Count == 0 || (_batch.Count + next.Events.Length <= _options.BatchEventsMax && bytes + next.Bytes <= _options.BatchBytesMax)))
        {
            _ = _queue.Reader.TryRead(out _);
            _submissions.Add(next);
            _batch.AddRange(next.Events);
            bytes += next.Bytes;
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await NumberAsync().ConfigureAwait(false);
            var outcomes = await log.AppendAsync(_batch, CancellationToken.None).WithinAsync(WriteLimit, time).ConfigureAwait(false);
            if (outcomes.Length != _batch.Count)
                throw new InvalidOperationException($"Bronze answered {outcomes.Length} outcomes for {_batch.Count} events.");
            Volatile.Write(ref _lastCommitTicks, time.GetUtcNow().UtcTicks);
            NoteStorageBack();
            HandOver(outcomes);
            Answer(outcomes);
        }
        catch (Exception exception)
        {
            // Whatever failed, every waiter learns of it and the loop goes on: their retries settle what the store did.
            NoteStorageAway(exception);
            var failure = exception as StorageUnavailableException ?? new StorageUnavailableException("Writing to bronze failed.", exception);

            // A write that was given up may still read its batch.
            _batch = [];

            // Ids of a batch whose fate is unknown are not given again; and a block that a restored database has used is left.
            _ids = default;
            foreach (var submission in _submissions)
                Fail(submission, failure);

            // The process is about to end: waiting for the store once for each batch would outlast the time it has.
            while (_stopping && _queue.Reader.TryRead(out var submission))
                Fail(submission, failure);
        }
    }

    private void Fail(Submission submission, StorageUnavailableException failure)
    {
        Release(submission);
        _ = submission.Completion.TrySetException(failure);
    }

    /// <summary>Gives the batch consecutive ids, so that the ranges of its shards are tight.</summary>
    private async ValueTask NumberAsync()
    {
        if (_ids.End - _ids.Next < _batch.Count)
            _ids = await log.ReserveEventIdsAsync(CancellationToken.None).WithinAsync(WriteLimit, time).ConfigureAwait(false);
        foreach (var item in _batch)
        {
            item.EventId = new Domain.Transactions.EventId(_ids.Next);
            _ids = _ids with { Next = _ids.Next + 1 };
        }
    }

    private void HandOver(AppendOutcome[] outcomes)
    {
        foreach (var range in handover.Offer(_batch, outcomes))
            hints.Wake(range);
    }

    private void Answer(AppendOutcome[] outcomes)
    {
        var next = 0;
        foreach (var submission in _submissions)
        {
            var mine = outcomes.Length == submission.Events.Length ? outcomes : outcomes[next..(next + submission.Events.Length)];
            next += submission.Events.Length;
            Release(submission);
            _ = submission.Completion.TrySetResult(mine);
        }
    }

    private void Release(Submission submission)
    {
        _ = Interlocked.Add(ref _waitingEvents, -submission.Events.Length);
        _ = Interlocked.Add(ref _waitingBytes, -submission.Bytes);
    }

    private void NoteStorageAway(Exception exception)
    {
        if (!_storageWasAway)
            LogStorageAway(exception);
        _storageWasAway = true;
    }

    private void NoteStorageBack()
    {
        if (_storageWasAway)
            LogStorageBack();
        _storageWasAway = false;
    }

    private sealed class Submission(BronzeEvent[] events, long bytes)
    {
        public BronzeEvent[] Events { get; } = events;

        public long Bytes { get; } = bytes;

        // Asynchronous continuations: a waiter must never run inside the writer's loop.
        public TaskCompletionSource<AppendOutcome[]> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
