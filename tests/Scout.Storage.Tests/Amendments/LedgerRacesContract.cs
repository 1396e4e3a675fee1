using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Amendments;
using Scout.Storage.Silver;
using Scout.Storage.Tests.Stores;

namespace Scout.Storage.Tests.Amendments;

/// <summary>What every <see cref="ITransactionLedger"/> must do when everyone wants something at once.</summary>
public abstract class LedgerRacesContract : LedgerContract
{
    [Fact]
    public async Task Void_OneEventFromManyTasks_IsNewOnce()
    {
        var one = await NewPromotedEventAsync();

        var outcomes = await AllAtOnceAsync(Enumerable.Range(0, 8).Select(i => Void(one, Act($"{i}", Later.AddSeconds(i)))));

        var done = Assert.Single(outcomes, outcome => outcome.IsNew);
        Assert.All(outcomes, outcome => Assert.Equal((AmendmentStatus.Done, done.EventId, done.At), (outcome.Status, outcome.EventId, outcome.At)));
        Assert.Equal(default, await SumAsync());
        Assert.Equal(1, await Store.CountAsync("audit_log"));
    }

    [Fact]
    public async Task Correct_SameContentFromManyTasks_IsNewOnce()
    {
        var one = await NewPromotedEventAsync();
        var content = Content(one, 5);

        var outcomes = await AllAtOnceAsync(Enumerable.Range(0, 8).Select(_ => Correct(one, content)));

        var done = Assert.Single(outcomes, outcome => outcome.IsNew);
        Assert.All(outcomes, outcome => Assert.Equal(done with { IsNew = false }, outcome with { IsNew = false }));
        Assert.Equal(FiguresOf(content.Transaction), await SumAsync());
        Assert.Equal(2, await Store.CountAsync("bronze_events"));
    }

    [Fact]
    public async Task Correct_ManyContentsFromManyTasks_ChainsThemAndTheLastCounts()
    {
        var one = await NewPromotedEventAsync();

        var outcomes = await AllAtOnceAsync(Enumerable.Range(1, 8).Select(i => Correct(one, Content(one, i), Act($"{i}"))));

        Assert.All(outcomes, outcome => Assert.True(outcome.IsNew));
        var record = await FindAsync(one);
        Assert.Equal(Enumerable.Range(0, 9), record!.Revisions.Select(revision => revision.Revision));
        Assert.All(record.Revisions.SkipLast(1), revision => Assert.NotNull(revision.ReversedAt));
        Assert.Null(record.Revisions[^1].ReversedAt);
        Assert.Equal(Content(one, Assert.Single(record.Items).UnitPrice.ToDecimal()).Body, record.Revisions[^1].Body.ToArray());
        Assert.Equal(FiguresOf(Content(one, record.Items[0].UnitPrice.ToDecimal()).Transaction), await SumAsync());
    }

    [Fact]
    public async Task Amend_ReleaseAndDiscardAndVoidAtOnce_DecideOnce()
    {
        for (var round = 0; round < 10; round++)
        {
            var one = NewHeldEvent($"STORE-{round:D3}");
            _ = await AppendAsync(one);

            var outcomes = await AllAtOnceAsync([Release(one), Discard(one), Release(one, isReplay: true), Discard(one)]);

            _ = Assert.Single(outcomes, outcome => outcome.IsNew);
            var released = (await FindAsync(one))!.Quarantine!.State == QuarantineState.Released;
            Assert.Equal(released ? FiguresOf(one.Transaction) : default, await SumAsync($"STORE-{round:D3}"));
            Assert.Equal(outcomes[0].Status == AmendmentStatus.Done, released);
        }
    }

    [Fact]
    public async Task Revive_WhileTheLetterIsDiscarded_OneOfThemWins()
    {
        for (var round = 0; round < 10; round++)
        {
            var one = await NewUnpromotableEventAsync();
            var letter = Assert.Single((await FindAsync(one))!.DeadLetters);

            var revival = Task.Run(() => AmendAsync(Revive(one)), Cancellation);
            var discarded = await PersistAsync(async () => await DeadLetters.ResolveAsync(letter.DeadLetterId, DeadLetterState.Discarded, Act(), Cancellation));
            var revived = await revival;

            Assert.Equal(revived.IsNew ? DeadLetterState.Replayed : DeadLetterState.Discarded, discarded!.State);
            Assert.Equal(revived.IsNew, (await FindAsync(one))!.Revisions[0].PromotedAt is not null);
            _ = Assert.Single((await FindAsync(one))!.History);
        }
    }

    [Fact]
    public async Task Amend_WhileTheShardIsPromoted_LosesNothingAndIsSeenInTheTail()
    {
        const string Name = "STORE-001";
        var store = StoreId.Parse(Name);
        var shard = Sharding.ShardOf(store);
        var promoted = NewEvents(60, Name);
        var held = Enumerable.Range(0, 30).Select(_ => NewHeldEvent(Name)).ToArray();
        var start = await PositionOfAsync(shard);
        _ = await AppendAndPromoteAsync(promoted);
        _ = await AppendAsync(held);
        var arriving = Enumerable.Range(0, 30).Select(_ => NewEvents(5, Name)).ToArray();
        using var ended = new CancellationTokenSource();

        var follower = Task.Run(() => FollowAsync(store, start, ended.Token), Cancellation);
        var promotions = Task.Run(async () =>
        {
            foreach (var batch in arriving)
            {
                _ = await AppendAsync(batch);
                Assert.Equal(PromotionStatus.Committed, (await PersistAsync(() => PromoteAsync(batch))).Status);
            }
        }, Cancellation);
        var amendments = promoted[..20].Select(one => (Amendment)Void(one))
            .Concat(promoted[20..40].Select(one => Correct(one, Content(one, 5))))
            .Concat(held[..15].Select(one => Release(one)))
            .Concat(held[15..20].Select(one => Discard(one)))
            .Concat(held[20..25].Select(one => Correct(one, Content(one, 7)))).ToArray();
        new Random(1).Shuffle(amendments);
        var outcomes = await Task.WhenAll(amendments.Chunk(10).Select(some => Task.Run(
            async () =>
            {
                var done = new List<AmendmentOutcome>();
                foreach (var amendment in some)
                    done.Add(await AmendAsync(amendment));
                return done;
            },
            Cancellation)));
        await promotions;
        await ended.CancelAsync();

        Assert.All(outcomes.SelectMany(some => some), outcome => Assert.True(outcome.IsNew, $"{outcome}"));
        var counted = promoted[40..].Concat(arriving.SelectMany(batch => batch)).Concat(held[..15]).Select(one => one.Transaction)
            .Concat(promoted[20..40].Select(one => Content(one, 5).Transaction))
            .Concat(held[20..25].Select(one => Content(one, 7).Transaction));
        var expected = counted.Aggregate(default(StoreFigures), (sum, transaction) => sum + FiguresOf(transaction));
        Assert.Equal(expected, await SumAsync(Name));
        Assert.Equal(expected, await follower);
        Assert.Equal(start + 1 + 30 + amendments.Length, await PositionOfAsync(shard));
    }

    /// <summary>Adds the tails behind the position of the one before, as a reader does that keeps its figures in memory.</summary>
    private async Task<StoreFigures> FollowAsync(StoreId store, long position, CancellationToken ended)
    {
        var figures = default(StoreFigures);
        while (true)
        {
            // Asked before the tail is read: what was written by then is in it.
            var last = ended.IsCancellationRequested;
            var tail = await Figures.ReadTailAsync(store, position, Cancellation);
            figures = tail.Minutes.Aggregate(figures, (sum, minute) => sum + minute.Figures);
            Assert.True(tail.Position >= position);
            position = tail.Position;
            if (last)
                return figures;
        }
    }

    private async Task<AmendmentOutcome[]> AllAtOnceAsync(IEnumerable<Amendment> amendments) =>
        await Task.WhenAll(amendments.Select(amendment => Task.Run(() => AmendAsync(amendment), Cancellation)));
}
