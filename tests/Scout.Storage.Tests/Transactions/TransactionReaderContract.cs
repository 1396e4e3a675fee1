using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Transactions;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Transactions;

/// <summary>What every <see cref="ITransactionReader"/> must do.</summary>
public abstract class TransactionReaderContract : StorageContract
{
    [Fact]
    public async Task Find_UnknownIdentity_AnswersNothing()
    {
        var known = NewEvent();
        _ = await AppendAsync(known);

        Assert.Null(await Reader.FindAsync(StoreId.Parse("other"), known.Transaction.TransactionId, Cancellation));
        Assert.Null(await Reader.FindAsync(known.Transaction.StoreId, TransactionId.Parse("other"), Cancellation));
    }

    [Fact]
    public async Task Find_SameIdInTwoStores_AnswersEachOnesOwn()
    {
        var first = Event(new TransactionBuilder(NextSeed()) { Id = "T", Store = "A" }.Build());
        var second = Event(new TransactionBuilder(NextSeed()) { Id = "T", Store = "B" }.Build());
        _ = await AppendAsync(first, second);

        Assert.Equal(first.EventId, (await FindAsync(first))!.Revisions[0].EventId);
        Assert.Equal(second.EventId, (await FindAsync(second))!.Revisions[0].EventId);
    }

    [Fact]
    public async Task Find_BeforeAndAfterPromotion_TellsTheState()
    {
        var one = new TransactionBuilder(NextSeed()).Build().ToEvent(77, Noon.AddMicroseconds(1), BrokenRules.LateEvent);
        _ = await AppendAsync(one);
        var before = await FindAsync(one);
        _ = await PromoteAsync(one);
        var after = await FindAsync(one);

        Assert.Null(before!.Revisions[0].PromotedAt);
        Assert.Empty(before.Items);
        Assert.NotNull(after!.Revisions[0].PromotedAt);
        Assert.Equal(one.Transaction.Items.Count, after.Items.Count);
        Assert.Equal(BrokenRules.LateEvent, after.Revisions[0].BrokenRules);
        Assert.Equal(Noon.AddMicroseconds(1), after.Revisions[0].ReceivedAt);
    }

    [Fact]
    public async Task Find_MoreConflictsThanAreShown_AnswersTheHundredOldestInOrder()
    {
        var seed = NextSeed();
        var first = Event(new TransactionBuilder(seed).Build());
        _ = await AppendAsync(first);
        var others = Enumerable.Range(0, 120).Select(i => new TransactionBuilder(seed) { Note = $"{i}" }.Build()).ToArray();
        foreach (var other in others)
            _ = await AppendAsync(Event(other));

        var letters = (await FindAsync(first))!.DeadLetters;

        Assert.Equal(others.Take(100).Select(other => Convert.ToHexString(other.Body)), letters.Select(letter => Convert.ToHexString(letter.Body.Span)));
        Assert.All(letters, letter => Assert.Equal(("tests", Noon), (letter.SourceSystem, letter.ReceivedAt)));
    }
}
