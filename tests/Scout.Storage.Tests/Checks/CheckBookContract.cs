using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Checks;

namespace Scout.Storage.Tests.Checks;

/// <summary>What every <see cref="ICheckBook"/> must keep.</summary>
public abstract class CheckBookContract : StorageContract
{
    private ICheckBook Book => Store.Port<ICheckBook>();

    [Fact]
    public async Task Save_ARun_ComesBackWholeAfterARestart()
    {
        var before = await Book.ReadAsync(100, Cancellation);
        var run = NewRun(
            new CheckFailure(SanityCheck.LineItemsSumMatchesTotal, new EventId(7), "S", "T", Explained: false, 9_999_999_999_999_990.1234m, -0.5m, "a note"),
            new CheckFailure(SanityCheck.OrphanLineItems, new EventId(8), null, null, Explained: true));

        Assert.True(await Book.SaveAsync(run, before.Version, Cancellation));
        await Store.ReopenAsync();

        var kept = await Book.ReadAsync(100, Cancellation);
        Assert.Equal(before.Version + 1, kept.Version);
        Assert.Equal((run.RanAt, run.IsFull, run.Events, run.FullRanAt), (kept.Run.RanAt, kept.Run.IsFull, kept.Run.Events, kept.Run.FullRanAt));
        Assert.Equal(run.Positions, kept.Run.Positions);
        Assert.Equal(run.Results.OrderBy(result => result.Check), kept.Run.Results.OrderBy(result => result.Check));
        Assert.Equal(run.Failures.OrderBy(failure => failure.EventId.Value), kept.Run.Failures.OrderBy(failure => failure.EventId.Value));
        Assert.Equal(run.RanAt, await Book.FindLastRunAsync(Cancellation));
    }

    [Fact]
    public async Task Save_AfterAnotherRunWasSaved_WritesNothing()
    {
        var version = (await Book.ReadAsync(0, Cancellation)).Version;
        var (first, late) = (NewRun(Failure(1)), NewRun(Failure(2), Failure(3)) with { Events = 99 });
        Assert.True(await Book.SaveAsync(first, version, Cancellation));

        Assert.False(await Book.SaveAsync(late, version, Cancellation));

        var kept = (await Book.ReadAsync(100, Cancellation)).Run;
        Assert.Equal((first.Events, 1L), (kept.Events, Assert.Single(kept.Failures).EventId.Value));
    }

    [Fact]
    public async Task Save_ARunWithoutFailures_ForgetsTheOldOnes()
    {
        Assert.True(await Book.SaveAsync(NewRun(Failure(1)), (await Book.ReadAsync(0, Cancellation)).Version, Cancellation));
        Assert.True(await Book.SaveAsync(NewRun(), (await Book.ReadAsync(0, Cancellation)).Version, Cancellation));

        Assert.Empty((await Book.ReadAsync(100, Cancellation)).Run.Failures);
    }

    [Fact]
    public async Task Read_ABoundedSample_TellsTheUnexplainedFirst()
    {
        var failures = Enumerable.Range(1, 30).Select(id => Failure(id) with { Explained = id <= 20 }).ToArray();
        Assert.True(await Book.SaveAsync(NewRun(failures), (await Book.ReadAsync(0, Cancellation)).Version, Cancellation));

        var sample = (await Book.ReadAsync(12, Cancellation)).Run.Failures;

        Assert.Equal([.. Enumerable.Range(21, 10), 1, 2], sample.Select(failure => (int)failure.EventId.Value));
    }

    private static CheckFailure Failure(long id) => new(SanityCheck.NonNegativeLineAmounts, new EventId(id), "S", $"T-{id}", Explained: false, -1, 0);

    private static CheckRun NewRun(params CheckFailure[] failures) => new()
    {
        RanAt = Noon,
        IsFull = false,
        Events = 42,
        FullRanAt = Noon.AddHours(-3),
        Positions = [.. Enumerable.Range(0, Sharding.ShardCount).Select(shard => ((long)shard << 48) + 5)],
        Results = [.. CheckCatalog.All.Select(info => new CheckResult(info.Check, failures.Count(failure => failure.Check == info.Check), 0, 0))],
        Failures = failures,
    };
}
