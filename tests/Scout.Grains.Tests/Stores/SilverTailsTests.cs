using Microsoft.Extensions.Options;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Stores;
using Scout.Storage.Stores;

namespace Scout.Grains.Tests.Stores;

public sealed class SilverTailsTests
{
    private static readonly StoreId Store = StoreId.Parse("STORE-001");
    private static readonly int Shard = Sharding.ShardOf(Store);
    private static readonly DateTimeOffset Noon = new(2025, 8, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryFiguresReader _reader = new(Store);
    private readonly SilverTails _tails;

    public SilverTailsTests() => _tails = new SilverTails(_reader, Options.Create(new StoreOptions { TailRowsMax = 10 }));

    [Fact]
    public async Task Find_AskedByManyAtOnce_ReadsOnceAndAnswersEachFromItsPlace()
    {
        Promote(1, 2, 3);
        var gate = new TaskCompletionSource();
        _reader.Answering = gate.Task;
        var first = _tails.FindAsync(Shard, 0, 3, Store).AsTask();
        var later = _tails.FindAsync(Shard, 1, 3, Store).AsTask();
        gate.SetResult();

        Assert.Equal([1, 2, 3], Units(await first));
        Assert.Equal([2, 3], Units(await later));
        Assert.Equal([3], Units(await _tails.FindAsync(Shard, 2, 3, Store)));
        Assert.Equal(1, _reader.TailReads);
    }

    [Fact]
    public async Task Find_OfAnotherStore_HasThePositionAndNoRows()
    {
        Promote(1);

        var tail = await _tails.FindAsync(Shard, 0, 1, StoreId.Parse("STORE-002"));

        Assert.Equal(1, tail!.Position);
        Assert.Empty(tail.Rows);
    }

    [Fact]
    public async Task Find_OfWhatIsNoLongerKept_IsNullAndWhatIsKeptHasNoGap()
    {
        for (var unit = 1; unit <= 25; unit++)
        {
            Promote(unit);
            _ = await _tails.FindAsync(Shard, unit - 1, unit, Store);
        }

        Assert.Null(await _tails.FindAsync(Shard, 0, 25, Store));
        var kept = Enumerable.Range(0, 25).First(after => _tails.FindAsync(Shard, after, 25, Store).AsTask().Result is not null);
        Assert.InRange(25 - kept, 5, 10);
        Assert.Equal(Enumerable.Range(kept + 1, 25 - kept).Select(unit => (long)unit), Units(await _tails.FindAsync(Shard, kept, 25, Store)));
    }

    [Fact]
    public async Task Find_FarBehind_IsNullAndReadsNothing()
    {
        _reader.Promote(SilverTails.PromotionsMax + 1);

        Assert.Null(await _tails.FindAsync(Shard, 0, _reader.Position, Store));
        Assert.Equal(0, _reader.TailReads);
    }

    [Fact]
    public async Task Find_AfterLongSilence_BeginsWhereTheCallerIs()
    {
        Promote(1);
        _ = await _tails.FindAsync(Shard, 0, 1, Store);
        _reader.Promote(5 * SilverTails.PromotionsMax);
        var here = _reader.Position;
        Promote(7);

        Assert.Equal([7], Units(await _tails.FindAsync(Shard, here, here + 1, Store)));
    }

    [Fact]
    public async Task Find_WhenTheReadFails_FailsAndTheNextReadsAgain()
    {
        Promote(1);
        _reader.FaultsLeft = 1;

        _ = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await _tails.FindAsync(Shard, 0, 1, Store));
        Assert.Equal([1], Units(await _tails.FindAsync(Shard, 0, 1, Store)));
    }

    private static IEnumerable<long> Units(ShardTail? tail) => tail!.Rows.Select(row => (long)row.Minutes.Figures.Units);

    private void Promote(params int[] units)
    {
        foreach (var unit in units)
            _reader.Promote(1, new SilverRow(Noon.AddMinutes(unit), null, unit));
    }
}
