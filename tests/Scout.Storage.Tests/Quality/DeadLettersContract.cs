using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Bronze;
using Scout.Storage.Quality;
using Scout.Storage.Silver;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Quality;

/// <summary>What every <see cref="IDeadLetters"/> must do.</summary>
public abstract class DeadLettersContract : StorageContract
{
    private static readonly AuditedAct Act = new(Noon.AddHours(1), "me", "because");

    [Fact]
    public async Task Read_NoLetters_IsEmpty()
    {
        Assert.Empty(await DeadLetters.ReadPageAsync(new DeadLetterFilter(null, null, null, null, 10), Cancellation));
        Assert.Null(await DeadLetters.FindAsync(1, Cancellation));
        Assert.Null(await DeadLetters.ResolveAsync(1, DeadLetterState.Discarded, Act, Cancellation));
        Assert.Equal(0, await Store.CountAsync("audit_log"));
    }

    [Fact]
    public async Task Find_Letter_TellsAllOfIt()
    {
        var rejected = Hold(NewEvent(), Disposition.Reject);
        _ = await AppendAsync(rejected);

        var listed = Assert.Single(await ReadAllAsync(new DeadLetterFilter(null, null, null, null, 10)));
        var letter = await DeadLetters.FindAsync(listed.DeadLetterId, Cancellation);

        Assert.Equal(
            (DeadLetterKind.Rejected, DeadLetterState.Open, null, rejected.Transaction.StoreId, rejected.Transaction.TransactionId, "tests", Noon, rejected.Held!.Reason),
            (letter!.Kind, letter.State, letter.EventId, letter.StoreId, letter.TransactionId, letter.SourceSystem, letter.ReceivedAt, letter.Reason));
        Assert.Equal(rejected.Body.ToArray(), letter.Body.ToArray());
        Assert.Null(letter.ResolvedAt);
        Assert.Null(letter.ResolvedBy);
    }

    [Fact]
    public async Task Find_LetterOfAnEventThatCouldNotBePromoted_NamesItsEvent()
    {
        var one = NewEvent();
        await SetAsideAsync(one);

        Assert.Equal(one.EventId, Assert.Single(await ReadAllAsync(new DeadLetterFilter(null, DeadLetterKind.Unpromotable, null, null, 10))).EventId);
    }

    [Theory]
    [InlineData(DeadLetterState.Replayed, "dead_letter_replay")]
    [InlineData(DeadLetterState.Discarded, "dead_letter_discard")]
    public async Task Resolve_OpenLetter_IsDecidedOnceAndAudited(DeadLetterState state, string action)
    {
        var letter = await NewLetterAsync();

        var decided = await DeadLetters.ResolveAsync(letter.DeadLetterId, state, Act, Cancellation);
        var other = state == DeadLetterState.Replayed ? DeadLetterState.Discarded : DeadLetterState.Replayed;
        var again = await DeadLetters.ResolveAsync(letter.DeadLetterId, other, new AuditedAct(Noon.AddHours(2), "someone else", null), Cancellation);

        Assert.Equal((state, Act.At, "me", letter.Reason), (decided!.State, decided.ResolvedAt, decided.ResolvedBy, decided.Reason));
        Assert.Equal((state, Act.At, "me"), (again!.State, again.ResolvedAt, again.ResolvedBy));
        Assert.Equal(1, await Store.CountAsync($"audit_log where action = '{action}' and store_id = '{letter.StoreId}' and transaction_id = '{letter.TransactionId}' and reason = 'because'"));
        Assert.Equal(1, await Store.CountAsync("audit_log"));
    }

    [Fact]
    public async Task Resolve_FromManyTasks_IsDecidedOnce()
    {
        var letter = await NewLetterAsync();

        var decided = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            async () => await DeadLetters.ResolveAsync(
                letter.DeadLetterId, i % 2 == 0 ? DeadLetterState.Replayed : DeadLetterState.Discarded, new AuditedAct(Noon, $"{i}", null), Cancellation),
            Cancellation)));

        _ = Assert.Single(decided.Select(one => (one!.State, one.ResolvedBy)).Distinct());
        Assert.Equal(1, await Store.CountAsync("audit_log"));
    }

    [Theory]
    [InlineData(DeadLetterState.Open)]
    [InlineData(DeadLetterState.Corrected)]
    public async Task Resolve_ToAStateThatNobodyDecides_IsAMistake(DeadLetterState state)
    {
        var letter = await NewLetterAsync();

        _ = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await DeadLetters.ResolveAsync(letter.DeadLetterId, state, Act, Cancellation));
    }

    [Fact]
    public async Task Append_SameBodyAfterItsLetterWasDecided_LeavesTheLetter()
    {
        var rejected = Hold(NewEvent(), Disposition.Reject);
        _ = await AppendAsync(rejected);
        var letter = Assert.Single(await ReadAllAsync(new DeadLetterFilter(null, null, null, null, 10)));
        _ = await DeadLetters.ResolveAsync(letter.DeadLetterId, DeadLetterState.Discarded, Act, Cancellation);

        _ = await AppendAsync(rejected);

        Assert.Equal(DeadLetterState.Discarded, Assert.Single(await ReadAllAsync(new DeadLetterFilter(null, null, null, null, 10))).State);
    }

    [Fact]
    public async Task ReadPage_AnyFilter_AnswersWhatANaiveFilterWould()
    {
        for (var i = 0; i < 30; i++)
            await AddLetterAsync(i, $"STORE-{i % 4:D3}");
        var all = await ReadAllAsync(new DeadLetterFilter(null, null, null, null, 100));
        Assert.Equal(30, all.Count);
        Assert.Equal(all.Select(one => one.DeadLetterId).OrderDescending(), all.Select(one => one.DeadLetterId));
        foreach (var (i, letter) in all.Index())
        {
            if (i % 5 < 2)
                _ = await DeadLetters.ResolveAsync(letter.DeadLetterId, i % 5 == 0 ? DeadLetterState.Discarded : DeadLetterState.Replayed, Act, Cancellation);
        }

        all = await ReadAllAsync(new DeadLetterFilter(null, null, null, null, 100));
        foreach (var state in new DeadLetterState?[] { null, DeadLetterState.Open, DeadLetterState.Replayed, DeadLetterState.Discarded, DeadLetterState.Corrected })
        {
            foreach (var kind in new DeadLetterKind?[] { null, DeadLetterKind.Conflict, DeadLetterKind.Rejected, DeadLetterKind.Unpromotable, DeadLetterKind.Unstorable })
            {
                foreach (var store in new StoreId?[] { null, StoreId.Parse("STORE-001"), StoreId.Parse("nowhere") })
                {
                    var expected = all.Where(one => (state is null || one.State == state) && (kind is null || one.Kind == kind) && (store is null || one.StoreId == store));
                    var read = await ReadAllAsync(new DeadLetterFilter(state, kind, store, null, 4));
                    Assert.Equal(expected.Select(one => one.DeadLetterId), read.Select(one => one.DeadLetterId));
                }
            }
        }
    }

    private async Task<DeadLetter> NewLetterAsync()
    {
        await AddLetterAsync(0, "STORE-001");
        return Assert.Single(await ReadAllAsync(new DeadLetterFilter(null, null, null, null, 10)));
    }

    private async Task AddLetterAsync(int kind, string store)
    {
        var seed = NextSeed();
        var one = Event(new TransactionBuilder(seed) { Store = store }.Build());
        switch (kind % 3)
        {
            case 0:
                _ = await AppendAsync(Hold(one, Disposition.Reject));
                break;
            case 1:
                _ = await AppendAsync(one, Event(new TransactionBuilder(seed) { Store = store, Note = "other" }.Build()));
                _ = await PromoteAsync(one);
                break;
            default:
                await SetAsideAsync(one);
                break;
        }
    }

    private async Task SetAsideAsync(BronzeEvent one)
    {
        _ = await AppendAsync(one);
        var claim = await Silver.ClaimShardAsync(one.Shard, Cancellation);
        var promotion = new PromotionBatch(await ReadAllPendingAsync(one.Shard), [], [new PoisonEvent(one.EventId, "could not be read")]);
        Assert.Equal(PromotionStatus.Committed, (await Silver.PromoteAsync(claim, promotion, Cancellation)).Status);
    }

    private async Task<List<DeadLetter>> ReadAllAsync(DeadLetterFilter filter)
    {
        var all = new List<DeadLetter>();
        while (true)
        {
            var page = await DeadLetters.ReadPageAsync(filter with { Before = all.Count == 0 ? null : all[^1].DeadLetterId }, Cancellation);
            Assert.True(page.Count <= filter.Limit);
            all.AddRange(page);
            if (page.Count < filter.Limit)
                return all;
        }
    }
}
