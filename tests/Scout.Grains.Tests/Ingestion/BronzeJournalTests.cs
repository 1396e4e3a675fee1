using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Scout.Grains.Ingestion;
using Scout.Grains.Promotion;
using Scout.Storage.Bronze;
using Scout.Testing.Transactions;

namespace Scout.Grains.Tests.Ingestion;

public sealed class BronzeJournalTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 8, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentQueue<int> _woken = [];
    private readonly ManualResetEventSlim _gate = new();
    private ScriptedBronzeLog _log = new();
    private BronzeJournal? _journal;
    private int _seed;

    [Fact]
    public async Task Append_IdleJournal_WritesTheSubmissionAloneAndAnswersIt()
    {
        var journal = await StartAsync();
        var events = Events(2);

        var answer = journal.AppendAsync(events);
        var write = await _log.NextAsync();
        Assert.Equal(events, write.Batch);
        Assert.False(answer.IsCompleted);
        write.Accept();

        Assert.Equal(events.Select(item => item.EventId), (await Answer(answer)).Select(outcome => outcome.EventId));
        Assert.Equal(0, journal.Waiting);
        Assert.NotNull(journal.LastCommitAt);
    }

    [Fact]
    public async Task Append_WhileAWriteIsUnderWay_BatchesEverythingThatWaits()
    {
        var journal = await StartAsync();
        var first = journal.AppendAsync(Events(1));
        var write = await _log.NextAsync();
        var events = Enumerable.Range(1, 5).Select(Events).ToArray();
        var answers = events.Select(journal.AppendAsync).ToArray();
        write.Accept();

        var second = await _log.NextAsync();
        second.Accept();

        Assert.Equal(events.SelectMany(item => item), second.Batch);
        _ = await Answer(first);
        foreach (var (submitted, answer) in events.Zip(answers))
            Assert.Equal(submitted.Select(item => item.EventId), (await Answer(answer)).Select(outcome => outcome.EventId));
        Assert.Equal(0, _log.Unseen);
    }

    [Fact]
    public async Task Append_MoreThanOneBatchHolds_SplitsBetweenSubmissionsByEvents()
    {
        var journal = await StartAsync(new JournalOptions { BatchEventsMax = 10 });
        var batches = await WriteAllAsync(journal, Events(4), Events(4), Events(3), Events(10), Events(1), Events(25));

        // The first one was taken alone, to hold the others up.
        Assert.Equal([1, 8, 3, 10, 1, 25], batches.Select(batch => batch.Length));
    }

    [Fact]
    public async Task Append_MoreThanOneBatchHolds_SplitsBetweenSubmissionsByBytes()
    {
        var journal = await StartAsync(new JournalOptions { BatchBytesMax = 1_000 });
        var batches = await WriteAllAsync(journal, [Event(600)], [Event(400)], [Event(1)], [Event(5_000)], [Event(999)]);

        Assert.Equal([1, 2, 1, 1, 1], batches.Select(batch => batch.Length));
    }

    [Fact]
    public async Task Append_QueueFullOfEvents_RefusesAndHasRoomAgainAfterwards()
    {
        var journal = await StartAsync(new JournalOptions { QueueEventsMax = 10 });
        var first = journal.AppendAsync(Events(6));
        var write = await _log.NextAsync();
        var second = journal.AppendAsync(Events(4));

        Assert.Equal(1, journal.Load);
        _ = await Assert.ThrowsAsync<JournalFullException>(() => journal.AppendAsync(Events(1)));
        Assert.Equal(10, journal.Waiting);

        write.Accept();
        _ = await Answer(first);
        var third = journal.AppendAsync(Events(6));
        Assert.Equal(1, journal.Load);
        await AcceptUntilAsync(Task.WhenAll(second, third));
        Assert.Equal(0, journal.Load);
    }

    [Fact]
    public async Task Append_QueueFullOfBytes_RefusesAndHasRoomAgainAfterwards()
    {
        var journal = await StartAsync(new JournalOptions { QueueBytesMax = 1_000 });
        var first = journal.AppendAsync([Event(900)]);
        var write = await _log.NextAsync();

        _ = await Assert.ThrowsAsync<JournalFullException>(() => journal.AppendAsync([Event(101)]));
        Assert.Equal(0.9, journal.Load);
        write.Accept();
        _ = await Answer(first);

        await AcceptUntilAsync(journal.AppendAsync([Event(1_000)]));
    }

    [Fact]
    public async Task Append_SubmissionLargerThanTheQueue_PassesWhenItIsEmptyAndOnlyThen()
    {
        var journal = await StartAsync(new JournalOptions { QueueEventsMax = 10, QueueBytesMax = 1_000_000 });
        var large = journal.AppendAsync(Events(25));
        var write = await _log.NextAsync();
        Assert.Equal(25, write.Batch.Length);
        Assert.Equal(2.5, journal.Load);

        _ = await Assert.ThrowsAsync<JournalFullException>(() => journal.AppendAsync(Events(1)));
        _ = await Assert.ThrowsAsync<JournalFullException>(() => journal.AppendAsync(Events(25)));
        write.Accept();
        _ = await Answer(large);

        await AcceptUntilAsync(journal.AppendAsync(Events(25)));
    }

    [Fact]
    public async Task Append_WriteFails_FailsExactlyItsWaitersAndTheLoopGoesOn()
    {
        var journal = await StartAsync();
        var first = journal.AppendAsync(Events(1));
        var firstWrite = await _log.NextAsync();
        var doomed = new[] { journal.AppendAsync(Events(2)), journal.AppendAsync(Events(3)) };
        firstWrite.Accept();
        var doomedWrite = await _log.NextAsync();
        var last = journal.AppendAsync(Events(1));
        var fault = new StorageUnavailableException("gone");
        doomedWrite.Fail(fault);

        foreach (var answer in doomed)
            Assert.Same(fault, await Assert.ThrowsAsync<StorageUnavailableException>(() => Answer(answer)));
        (await _log.NextAsync()).Accept();
        _ = await Answer(first);
        _ = await Answer(last);
        Assert.Equal(0, journal.Waiting);
    }

    [Fact]
    public async Task Append_WriteThatNeverEnds_IsGivenUpAndTheLoopGoesOn()
    {
        var clock = new FakeTimeProvider(Noon);
        var journal = await StartAsync(time: clock);
        var stuck = journal.AppendAsync(Events(2));
        var lost = await _log.NextAsync();
        clock.Advance(TimeSpan.FromSeconds(20));

        _ = await Assert.ThrowsAsync<StorageUnavailableException>(() => Answer(stuck));
        var next = journal.AppendAsync(Events(3));
        (await _log.NextAsync()).Accept();
        Assert.Equal(3, (await Answer(next)).Length);

        // What was given up may still be done, by its own events.
        Assert.Equal(2, lost.Batch.Length);
        lost.Accept();
        Assert.Equal(0, journal.Waiting);
    }

    [Fact]
    public async Task Append_UnknownException_IsAnUnavailableStorageAndTheLoopGoesOn()
    {
        var journal = await StartAsync();
        var doomed = journal.AppendAsync(Events(2));
        var bug = new InvalidOperationException("a bug of the driver");
        (await _log.NextAsync()).Fail(bug);

        Assert.Same(bug, (await Assert.ThrowsAsync<StorageUnavailableException>(() => Answer(doomed))).InnerException);
        await AcceptUntilAsync(journal.AppendAsync(Events(1)));
        Assert.Equal(0, journal.Waiting);
    }

    [Fact]
    public async Task Append_LogAnswersTooFewOutcomes_FailsItsWaitersAndFreesTheQueueOnce()
    {
        var journal = await StartAsync();
        var first = journal.AppendAsync(Events(1));
        var firstWrite = await _log.NextAsync();
        var doomed = new[] { journal.AppendAsync(Events(2)), journal.AppendAsync(Events(2)) };
        firstWrite.Accept();
        var write = await _log.NextAsync();
        write.Answer.SetResult([.. write.Batch.Take(3).Select(item => new AppendOutcome(AppendStatus.Accepted, item.EventId, Noon))]);

        _ = await Answer(first);
        foreach (var answer in doomed)
            _ = await Assert.ThrowsAsync<StorageUnavailableException>(() => Answer(answer));
        Assert.Equal(0, journal.Waiting);
    }

    [Fact]
    public async Task Append_ReservationFails_FailsItsWaitersAndTheNextTriesAgain()
    {
        _log.ReservationFault = new StorageUnavailableException("gone");
        var journal = await StartAsync();

        _ = await Assert.ThrowsAsync<StorageUnavailableException>(() => Answer(journal.AppendAsync(Events(1))));
        await AcceptUntilAsync(journal.AppendAsync(Events(1)));
    }

    [Fact]
    public async Task Append_ManyBatches_NumbersThemWithoutAGapAndReservesWhenShort()
    {
        _log = new ScriptedBronzeLog(new EventIdBlock(100, 105), new EventIdBlock(300, 303), new EventIdBlock(700, 900));
        var journal = await StartAsync();

        var ids = new List<long[]>();
        foreach (var count in (int[])[2, 3, 1, 2, 1, 50])
        {
            var answer = journal.AppendAsync(Events(count));
            var write = await _log.NextAsync();
            ids.Add(write.Ids);
            write.Accept();
            _ = await Answer(answer);
        }

        Assert.Equal([[100, 101], [102, 103, 104], [300], [301, 302], [700], [.. Enumerable.Range(701, 50)]], ids);
    }

    [Fact]
    public async Task Append_RetryAfterAFailedWrite_HasNewIds()
    {
        var journal = await StartAsync();
        var events = Events(2);
        var failed = journal.AppendAsync(events);
        var write = await _log.NextAsync();
        write.Fail(new StorageUnavailableException("the answer was lost"));
        _ = await Assert.ThrowsAsync<StorageUnavailableException>(() => Answer(failed));

        var again = journal.AppendAsync(events);
        var second = await _log.NextAsync();
        second.Accept();
        _ = await Answer(again);

        Assert.Empty(write.Ids.Intersect(second.Ids));
    }

    [Fact]
    public async Task Append_WaiterThatBlocks_HoldsUpNobodyElse()
    {
        var journal = await StartAsync();
        var blocked = journal.AppendAsync(Events(1)).ContinueWith(
            _ => _gate.Wait(TestContext.Current.CancellationToken), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        (await _log.NextAsync()).Accept();

        await AcceptUntilAsync(journal.AppendAsync(Events(1)));

        Assert.False(blocked.IsCompleted);
        _gate.Set();
        await Eventually.For(blocked, "the waiter that blocked");
    }

    [Fact]
    public async Task Append_Committed_HintsThePromotersOfAcceptedEventsOnly()
    {
        var journal = await StartAsync();
        var accepted = Event(10, "STORE-001");
        var duplicate = Event(10, "STORE-002");
        var answer = journal.AppendAsync([accepted, duplicate]);
        var write = await _log.NextAsync();
        write.Answer.SetResult([new AppendOutcome(AppendStatus.Accepted, accepted.EventId, Noon), new AppendOutcome(AppendStatus.Duplicate, new(1), Noon)]);
        _ = await Answer(answer);

        Assert.Equal([accepted.Shard], _woken);
    }

    [Fact]
    public async Task Stop_WithSubmissionsWaiting_WritesThemFirstAndTakesNoMore()
    {
        var journal = await StartAsync();
        var first = journal.AppendAsync(Events(1));
        var write = await _log.NextAsync();
        var waiting = journal.AppendAsync(Events(3));

        var stopping = journal.StopAsync(TestContext.Current.CancellationToken);
        _ = await Assert.ThrowsAsync<JournalFullException>(() => journal.AppendAsync(Events(1)));
        Assert.False(stopping.IsCompleted);
        write.Accept();
        (await _log.NextAsync()).Accept();

        await Eventually.For(stopping, "the journal to stop");
        Assert.True(first.IsCompletedSuccessfully);
        Assert.Equal(3, (await Answer(waiting)).Length);
        Assert.Equal(0, journal.Waiting);
    }

    [Fact]
    public async Task Append_ManyThreadsAtOnce_AnswersEachWithItsOwn()
    {
        var journal = await StartAsync(new JournalOptions { BatchEventsMax = 64 });
        var submissions = Enumerable.Range(0, 400).Select(i => Events(1 + i % 7)).ToArray();

        var answering = Task.WhenAll(submissions.Select(events => Task.Run(() => journal.AppendAsync(events))));
        await AcceptUntilAsync(answering);
        var answers = await answering;

        foreach (var (events, outcomes) in submissions.Zip(answers))
            Assert.Equal(events.Select(item => item.EventId), outcomes.Select(outcome => outcome.EventId));
        Assert.Equal(0, journal.Waiting);
        Assert.Equal(0, journal.Load);
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Set();
        if (_journal is not null)
        {
            var stopping = _journal.StopAsync(CancellationToken.None);
            while (!stopping.IsCompleted && _log.Unseen > 0)
                (await _log.NextAsync()).Accept();
            _journal.Dispose();
        }

        _gate.Dispose();
    }

    private static Task<AppendOutcome[]> Answer(Task<AppendOutcome[]> answer) => Eventually.For(answer, "an answer of the journal");

    private async Task<BronzeJournal> StartAsync(JournalOptions? options = null, TimeProvider? time = null)
    {
        var handover = new PromotionHandover(Options.Create(new PromotionOptions()));
        _journal = new BronzeJournal(
            _log, handover, Hints.Into(_woken), time ?? TimeProvider.System, Options.Create(options ?? new JournalOptions()), NullLogger<BronzeJournal>.Instance);
        await _journal.StartAsync(TestContext.Current.CancellationToken);
        return _journal;
    }

    /// <summary>Holds the journal up with one event, queues the submissions behind it, and answers until all are written.</summary>
    private async Task<List<BronzeEvent[]>> WriteAllAsync(BronzeJournal journal, params BronzeEvent[][] submissions)
    {
        var answers = new List<Task<AppendOutcome[]>> { journal.AppendAsync([Event(1)]) };
        var write = await _log.NextAsync();
        answers.AddRange(submissions.Select(journal.AppendAsync));
        var batches = new List<BronzeEvent[]> { write.Batch };
        write.Accept();
        while (batches.Sum(batch => batch.Length) < 1 + submissions.Sum(events => events.Length))
        {
            write = await _log.NextAsync();
            batches.Add(write.Batch);
            write.Accept();
        }

        foreach (var answer in answers)
            _ = await Answer(answer);
        return batches;
    }

    private async Task AcceptUntilAsync(Task answered)
    {
        var accepting = AcceptAsync(answered);
        await Eventually.For(answered, "an answer of the journal");
        await accepting;
    }

    private async Task AcceptAsync(Task until)
    {
        while (!until.IsCompleted)
        {
            if (_log.Unseen > 0)
                (await _log.NextAsync()).Accept();
            await Task.Yield();
        }
    }

    private BronzeEvent[] Events(int count) => [.. Enumerable.Range(0, count).Select(_ => Event(10))];

    private BronzeEvent Event(int bytes, string store = "STORE-001")
    {
        var built = new TransactionBuilder(++_seed) { Store = store }.Build();
        return new BronzeEvent
        {
            Shard = built.Shard,
            Transaction = built.Transaction,
            Body = new byte[bytes],
            SourceSystem = "tests",
            ReceivedAt = Noon,
        };
    }
}
