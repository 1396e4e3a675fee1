using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Stores;

namespace Scout.Grains.Tests.Stores;

public sealed class ShardPositionsTests
{
    private static readonly StoreId Store = StoreId.Parse("STORE-001");
    private static readonly int Shard = Sharding.ShardOf(Store);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 8, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryFiguresReader _reader = new(Store);
    private readonly ShardPositions _positions;

    public ShardPositionsTests() =>
        _positions = new ShardPositions(_reader, _clock, Options.Create(new StoreOptions { Freshness = TimeSpan.FromMilliseconds(100) }));

    [Fact]
    public async Task Get_WithinFreshness_IsAnsweredFromMemory()
    {
        _reader.Promote(5);
        Assert.Equal(5, (await _positions.GetAsync(Shard)).Position);
        _reader.Promote(1);
        _clock.Advance(TimeSpan.FromMilliseconds(99));

        Assert.Equal(5, (await _positions.GetAsync(Shard)).Position);
        Assert.Equal(1, _reader.PositionReads);
    }

    [Fact]
    public async Task Get_AfterFreshness_ReadsAgain()
    {
        _reader.Promote(5);
        _ = await _positions.GetAsync(Shard);
        _reader.Promote(1);
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal(6, (await _positions.GetAsync(Shard)).Position);
        Assert.Equal(2, _reader.PositionReads);
    }

    [Fact]
    public async Task Get_ManyAtOnce_ShareOneRead()
    {
        var answering = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _reader.Answering = answering.Task;
        _reader.Promote(5);

        var askers = Enumerable.Range(0, 50).Select(_ => _positions.GetAsync(Shard).AsTask()).ToArray();
        Assert.DoesNotContain(askers, asker => asker.IsCompleted);
        answering.SetResult();

        Assert.All(await Eventually.For(Task.WhenAll(askers), "the askers"), found => Assert.Equal(5, found.Position));
        Assert.Equal(1, _reader.PositionReads);
    }

    [Fact]
    public async Task Get_PromotedHereSince_IsKnownWithoutARead()
    {
        _ = await _positions.GetAsync(Shard);

        _positions.Advance(Shard, 7);
        _positions.Advance(Shard, 6);

        Assert.Equal(7, (await _positions.GetAsync(Shard)).Position);
        Assert.Equal(0, (await _positions.GetAsync(Shard + 1)).Position);
        Assert.Equal(1, _reader.PositionReads);
    }

    [Fact]
    public async Task Get_PromotedHereWhileARead_IsNotSetBackByIt()
    {
        _ = await _positions.GetAsync(Shard);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var answering = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _reader.Answering = answering.Task;

        var asker = _positions.GetAsync(Shard).AsTask();
        _positions.Advance(Shard, 9);
        answering.SetResult();

        Assert.Equal(9, (await Eventually.For(asker, "the asker")).Position);
    }

    [Fact]
    public async Task Advance_BeforeTheFirstRead_IsFoundByIt()
    {
        _reader.Promote(4);
        _positions.Advance(Shard, 4);

        Assert.Equal(4, (await _positions.GetAsync(Shard)).Position);
    }

    [Fact]
    public async Task Get_ReadFails_FailsItsAskersAndTheNextReadsAgain()
    {
        _reader.FaultsLeft = 1;
        _reader.Promote(2);

        _ = await Assert.ThrowsAsync<StorageUnavailableException>(() => _positions.GetAsync(Shard).AsTask());
        Assert.Equal(2, (await _positions.GetAsync(Shard)).Position);
    }
}
