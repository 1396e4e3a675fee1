using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Bronze;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Bronze;

/// <summary>What every <see cref="IBronzeLog"/> must do.</summary>
public abstract class BronzeLogContract : StorageContract
{
    [Fact]
    public async Task Append_NewEvent_IsAcceptedUnderItsOwnId()
    {
        var one = NewEvent();

        var outcome = Assert.Single(await AppendAsync(one));

        Assert.Equal(new AppendOutcome(AppendStatus.Accepted, one.EventId, one.ReceivedAt), outcome);
        var record = await FindAsync(one);
        Assert.NotNull(record);
        var revision = Assert.Single(record.Revisions);
        Assert.Equal(0, revision.Revision);
        Assert.Equal(one.EventId, revision.EventId);
        Assert.Equal(one.ReceivedAt, revision.ReceivedAt);
        Assert.Equal("tests", revision.SourceSystem);
        Assert.True(one.Body.Span.SequenceEqual(revision.Body.Span));
        Assert.Null(revision.PromotedAt);
        Assert.Null(record.Quarantine);
        Assert.Empty(record.History);
        Assert.Empty(record.DeadLetters);
    }

    [Fact]
    public async Task Append_TwoThousandNewEvents_AcceptsEachInTheOrderGiven()
    {
        var batch = NewEvents(2_000);

        var outcomes = await AppendAsync(batch);

        Assert.Equal(batch.Select(one => new AppendOutcome(AppendStatus.Accepted, one.EventId, one.ReceivedAt)), outcomes);
        Assert.Equal(2_000, await Store.CountAsync("bronze_events"));
    }

    [Fact]
    public async Task Append_SameContentAgain_AnswersTheFirst()
    {
        var built = new TransactionBuilder(NextSeed()).Build();
        var first = Event(built);
        _ = await AppendAsync(first);
        var again = built.ToEvent(first.EventId.Value + 10, Noon.AddHours(1));

        var outcome = Assert.Single(await AppendAsync(again));

        Assert.Equal(new AppendOutcome(AppendStatus.Duplicate, first.EventId, first.ReceivedAt), outcome);
        Assert.Equal(1, await Store.CountAsync("bronze_events"));
        Assert.Equal(0, await Store.CountAsync("dead_letters"));
    }

    [Fact]
    public async Task Append_SameBatchAgainAfterALostAnswer_AnswersDuplicates()
    {
        var batch = NewEvents(20);
        _ = await AppendAsync(batch);

        var outcomes = await AppendAsync(batch);

        Assert.Equal(batch.Select(one => new AppendOutcome(AppendStatus.Duplicate, one.EventId, one.ReceivedAt)), outcomes);
    }

    [Fact]
    public async Task Append_OtherContentTwice_KeepsTheFirstAndOneDeadLetter()
    {
        var seed = NextSeed();
        var first = Event(new TransactionBuilder(seed).Build());
        var other = new TransactionBuilder(seed) { Note = "other" }.Build();
        _ = await AppendAsync(first);

        var outcome = Assert.Single(await AppendAsync(Event(other)));
        _ = await AppendAsync(Event(other));

        Assert.Equal(new AppendOutcome(AppendStatus.Conflict, first.EventId, first.ReceivedAt), outcome);
        var record = await FindAsync(first);
        Assert.True(first.Body.Span.SequenceEqual(Assert.Single(record!.Revisions).Body.Span));
        var letter = Assert.Single(record.DeadLetters);
        Assert.Equal(DeadLetterKind.Conflict, letter.Kind);
        Assert.True(letter.Body.Span.SequenceEqual(other.Body));
    }

    [Fact]
    public async Task Append_SameContentTwiceInOneBatch_AcceptsTheFirstOnly()
    {
        var built = new TransactionBuilder(NextSeed()).Build();
        var (first, second) = (Event(built), Event(built));

        var outcomes = await AppendAsync(first, second);

        Assert.Equal(
            [
                new AppendOutcome(AppendStatus.Accepted, first.EventId, first.ReceivedAt),
                new AppendOutcome(AppendStatus.Duplicate, first.EventId, first.ReceivedAt),
            ],
            outcomes);
    }

    [Fact]
    public async Task Append_OtherContentOfOneIdentityInOneBatch_AcceptsTheFirstAndKeepsTheOther()
    {
        var seed = NextSeed();
        var first = Event(new TransactionBuilder(seed).Build());
        var other = Event(new TransactionBuilder(seed) { Note = "other" }.Build());

        var outcomes = await AppendAsync(first, other);

        Assert.Equal([AppendStatus.Accepted, AppendStatus.Conflict], outcomes.Select(outcome => outcome.Status));
        Assert.All(outcomes, outcome => Assert.Equal(first.EventId, outcome.EventId));
        Assert.Equal(first.Body.ToArray(), Assert.Single((await FindAsync(first))!.Revisions).Body.ToArray());
    }

    [Fact]
    public async Task Append_MixedBatch_AnswersInTheOrderGiven()
    {
        var seed = NextSeed();
        var known = new TransactionBuilder(seed).Build();
        var first = Event(known);
        _ = await AppendAsync(first);

        var outcomes = await AppendAsync(
            NewEvent(), Event(known), NewEvent("STORE-002"), Event(new TransactionBuilder(seed) { Note = "other" }.Build()), NewEvent());

        Assert.Equal(
            [AppendStatus.Accepted, AppendStatus.Duplicate, AppendStatus.Accepted, AppendStatus.Conflict, AppendStatus.Accepted],
            outcomes.Select(outcome => outcome.Status));
    }

    [Fact]
    public async Task Append_SameKeysFromManyTasksInAnyOrder_AcceptsEachOnce()
    {
        const int Writers = 12;
        var transactions = Enumerable.Range(0, 200).Select(_ => new TransactionBuilder(NextSeed()).Build()).ToArray();
        var batches = Enumerable.Range(0, Writers).Select(writer =>
        {
            var batch = transactions.Select(Event).ToArray();
            new Random(writer).Shuffle(batch);
            return batch;
        }).ToArray();

        var outcomes = await Task.WhenAll(batches.Select(batch => Task.Run(() => AppendAsync(batch), Cancellation)));

        var byKey = batches.Zip(outcomes).SelectMany(pair => pair.First.Zip(pair.Second)).GroupBy(pair => pair.First.Transaction.TransactionId).ToArray();
        Assert.Equal(transactions.Length, byKey.Length);
        Assert.All(byKey, key =>
        {
            var winner = Assert.Single(key, pair => pair.Second.Status == AppendStatus.Accepted);
            Assert.Equal(Writers - 1, key.Count(pair => pair.Second.Status == AppendStatus.Duplicate));
            Assert.All(key, pair => Assert.Equal(winner.First.EventId, pair.Second.EventId));
        });
        Assert.Equal(transactions.Length, (await Silver.ReadBacklogAsync(Cancellation)).Sum(shard => shard.Events));
    }

    [Fact]
    public async Task Append_SameConflictsFromManyTasksInAnyOrder_KeepsEachOnce()
    {
        var seeds = Enumerable.Range(0, 100).Select(_ => NextSeed()).ToArray();
        _ = await AppendAsync([.. seeds.Select(seed => Event(new TransactionBuilder(seed).Build()))]);
        var batches = Enumerable.Range(0, 12).Select(writer =>
        {
            var batch = seeds.Select(seed => Event(new TransactionBuilder(seed) { Note = "other" }.Build())).ToArray();
            new Random(writer).Shuffle(batch);
            return batch;
        }).ToArray();

        var outcomes = await Task.WhenAll(batches.Select(batch => Task.Run(() => AppendAsync(batch), Cancellation)));

        Assert.All(outcomes.SelectMany(batch => batch), outcome => Assert.Equal(AppendStatus.Conflict, outcome.Status));
        Assert.Equal(100, await Store.CountAsync("dead_letters"));
    }

    [Fact]
    public async Task Append_EventsOfSomeShards_LeaveOneRangeForEach()
    {
        var batch = NewEvents(5, "STORE-001").Concat(NewEvents(7, "STORE-004")).ToArray();
        new Random(1).Shuffle(batch);
        Assert.NotEqual(1, batch.Select(one => one.Shard).Distinct().Count());

        _ = await AppendAsync(batch);

        foreach (var shard in batch.GroupBy(one => one.Shard))
        {
            var range = Assert.Single(await ReadAllPendingAsync(shard.Key));
            Assert.Equal(shard.Min(one => one.EventId.Value), range.First.Value);
            Assert.Equal(shard.Max(one => one.EventId.Value), range.Last.Value);
            Assert.Equal(shard.Count(), range.Events);
            Assert.Equal(Noon, range.ReceivedAt);
        }
    }

    [Fact]
    public async Task Append_SomeKnownEvents_LeavesARangeOfTheNewOnes()
    {
        var built = Enumerable.Range(0, 6).Select(_ => new TransactionBuilder(NextSeed()) { Store = "STORE-001" }.Build()).ToArray();
        _ = await AppendAsync(Event(built[0]), Event(built[5]));
        var again = built.Select(Event).ToArray();

        _ = await AppendAsync(again);

        var ranges = await ReadAllPendingAsync(again[0].Shard);
        Assert.Equal(2, ranges.Count);
        Assert.Equal((again[1].EventId, again[4].EventId, 4), (ranges[1].First, ranges[1].Last, ranges[1].Events));
    }

    [Fact]
    public async Task Append_OnlyKnownEvents_LeavesNoRange()
    {
        var batch = NewEvents(3);
        _ = await AppendAsync(batch);

        _ = await AppendAsync(batch);

        _ = Assert.Single(await ReadAllPendingAsync(batch[0].Shard));
    }

    [Fact]
    public async Task Append_WithACancelledToken_ThrowsAndCanBeRepeated()
    {
        var batch = NewEvents(3);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Bronze.AppendAsync(batch, new CancellationToken(canceled: true)));

        Assert.All(await AppendAsync(batch), outcome => Assert.NotEqual(AppendStatus.Conflict, outcome.Status));
        Assert.Equal(3, (await Silver.ReadBacklogAsync(Cancellation)).Sum(shard => shard.Events));
    }

    [Fact]
    public async Task Append_CancelledInTheMiddle_StoresEachBatchWhollyOrNotAtAll()
    {
        var batches = Enumerable.Range(0, 40).Select(_ => NewEvents(25)).ToArray();
        using var cancel = new CancellationTokenSource();

        var appends = batches.Select((batch, i) => Task.Run(
            async () =>
            {
                if (i == batches.Length / 2)
                    await cancel.CancelAsync();
                _ = await Bronze.AppendAsync(batch, cancel.Token);
            },
            Cancellation)).ToArray();
        await Task.WhenAll(appends).ContinueWith(_ => { }, TaskScheduler.Default);

        foreach (var (batch, append) in batches.Zip(appends))
        {
            Assert.True(append.IsCompletedSuccessfully || append.IsCanceled, append.Exception?.ToString());
            var status = Assert.Single((await AppendAsync(batch)).Select(outcome => outcome.Status).Distinct());
            if (append.IsCompletedSuccessfully)
                Assert.Equal(AppendStatus.Duplicate, status);
        }

        Assert.Equal(1_000, (await Silver.ReadBacklogAsync(Cancellation)).Sum(shard => shard.Events));
    }

    [Fact]
    public async Task Append_ThenReopen_IsStillThere()
    {
        var batch = NewEvents(10);
        _ = await AppendAsync(batch);

        await Store.ReopenAsync();

        Assert.All(await AppendAsync(batch), outcome => Assert.Equal(AppendStatus.Duplicate, outcome.Status));
        Assert.Equal(10, Assert.Single(await ReadAllPendingAsync(batch[0].Shard)).Events);
    }

    [Fact]
    public async Task Append_UnderTheEventIdOfAnother_BlamesNoOneAndStoresNothing()
    {
        // A restored database whose counter stands behind its rows gives such ids; other ids will do.
        var first = NewEvent();
        _ = await AppendAsync(first);
        var (before, taken, after) = (NewEvent(), NewEvent(), NewEvent());
        taken.EventId = first.EventId;

        _ = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await AppendAsync(before, taken, after));

        Assert.Equal(1, await Store.CountAsync("bronze_events"));
        Assert.Equal(0, await Store.CountAsync("dead_letters"));
    }

    [Fact]
    public async Task Append_TextsAndBodyAtTheirLimits_ComeBackUnchanged()
    {
        var wide = string.Concat(Enumerable.Repeat("\U0001F6D2", TransactionId.CharactersMax));
        var built = new TransactionBuilder(NextSeed()) { Id = wide, Store = wide[..(StoreId.CharactersMax * 2)] }.Build();
        var body = new byte[TransactionLimits.BodyBytesMax];
        new Random(1).NextBytes(body);
        var one = Event(built with { Body = body });

        _ = await AppendAsync(one);

        var record = await FindAsync(one);
        Assert.True(Assert.Single(record!.Revisions).Body.Span.SequenceEqual(body));
        var stored = Assert.Single(await Silver.ReadEventsAsync(one.Shard, await ReadAllPendingAsync(one.Shard), Cancellation));
        Assert.Equal((built.Transaction.StoreId, built.Transaction.TransactionId), (stored.StoreId, stored.TransactionId));
    }

    [Fact]
    public async Task ReserveEventIds_FromManyTasksAndAfterReopening_NeverOverlap()
    {
        var blocks = (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Bronze.ReserveEventIdsAsync(Cancellation).AsTask()))).ToList();
        await Store.ReopenAsync();
        blocks.Add(await Bronze.ReserveEventIdsAsync(Cancellation));

        Assert.Equal(21, blocks.Distinct().Count());
        Assert.All(blocks, block => Assert.Equal(EventIdBlock.Size, block.End - block.Next));
        Assert.All(blocks, block => Assert.True(block.Next > 0));
        Assert.Equal(blocks.Max(block => block.Next), blocks[^1].Next);
    }
}
