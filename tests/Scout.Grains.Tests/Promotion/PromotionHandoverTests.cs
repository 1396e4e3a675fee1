using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Scout.Domain.Transactions;
using Scout.Grains.Promotion;
using Scout.Storage.Bronze;
using Scout.Storage.Silver;
using Scout.Testing.Transactions;

namespace Scout.Grains.Tests.Promotion;

public sealed class PromotionHandoverTests
{
    private const string Store = "STORE-001";
    private static readonly DateTimeOffset Noon = new(2025, 8, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly BuiltTransaction Sale = new TransactionBuilder(1) { Store = Store }.Build();
    private static readonly int Shard = Sale.Shard;

    private long _lastEventId;

    [Fact]
    public void Offer_NoPromoterHere_WakesAndKeepsNothing()
    {
        var handover = Create(100);

        Assert.Equal([Shard], Offer(handover, 3));
        Assert.Equal([Shard], Offer(handover, 3));
        Assert.Empty(handover.Take(Shard, 100, long.MaxValue, out _));
    }

    [Fact]
    public void Offer_PromoterHere_WakesOnceUntilItLooks()
    {
        var handover = CreateAttached(100);

        Assert.Equal([Shard], Offer(handover, 1));
        Assert.Empty(Offer(handover, 1));
        handover.BeginTake(Shard);
        Assert.Equal([Shard], Offer(handover, 1));
        Assert.Empty(Offer(handover, 1));

        Assert.Equal([1, 2, 3, 4], handover.Take(Shard, 100, long.MaxValue, out _).SelectMany(range => range.Events).Select(one => one.EventId.Value));
    }

    [Fact]
    public void Offer_MixedOutcomes_HandsOverTheAcceptedAsOneTightRange()
    {
        var handover = CreateAttached(100);
        var batch = Batch(5);
        var statuses = new[] { AppendStatus.Duplicate, AppendStatus.Accepted, AppendStatus.Conflict, AppendStatus.Accepted, AppendStatus.Unstorable };

        _ = handover.Offer(batch, [.. statuses.Select(status => new AppendOutcome(status, new EventId(9), Noon))]);

        var handed = Assert.Single(handover.Take(Shard, 100, long.MaxValue, out _));
        Assert.Equal(new PendingRange(Shard, new EventId(2), new EventId(4), 2, Noon, 2 * Sale.Body.Length), handed.Range);
        Assert.Equal([2, 4], handed.Events.Select(one => one.EventId.Value));
    }

    [Fact]
    public void Offer_SeveralShards_KeepsThemApart()
    {
        var handover = Create(100);
        var other = new TransactionBuilder(2) { Store = "STORE-002" }.Build();
        handover.Attach(Shard);
        handover.Attach(other.Shard);

        var woken = handover.Offer([Sale.ToEvent(1, Noon), other.ToEvent(2, Noon), Sale.ToEvent(3, Noon)], Accepted(3));

        Assert.Equal(new[] { Shard, other.Shard }.Order(), woken.Order());
        Assert.Equal([1, 3], handover.Take(Shard, 100, long.MaxValue, out _).SelectMany(range => range.Events).Select(one => one.EventId.Value));
        Assert.Equal([2], handover.Take(other.Shard, 100, long.MaxValue, out _).SelectMany(range => range.Events).Select(one => one.EventId.Value));
    }

    [Fact]
    public void Take_MoreThanAsked_StopsAfterTheRangeThatReachesIt()
    {
        var handover = CreateAttached(100);
        foreach (var count in (int[])[3, 3, 3])
            _ = Offer(handover, count);

        Assert.Equal([3, 3], handover.Take(Shard, 4, long.MaxValue, out _).Select(range => range.Events.Count));
        Assert.Equal([3], handover.Take(Shard, 4, long.MaxValue, out _).Select(range => range.Events.Count));
        Assert.Empty(handover.Take(Shard, 4, long.MaxValue, out _));
    }

    [Fact]
    public void Take_MoreBytesThanAsked_StopsAfterTheRangeThatReachesThem()
    {
        var handover = CreateAttached(100);
        foreach (var count in (int[])[3, 3, 3])
            _ = Offer(handover, count);

        Assert.Equal([3, 3], handover.Take(Shard, 100, 4 * Sale.Body.Length, out _).Select(range => range.Events.Count));
    }

    [Fact]
    public void Offer_BatchWrittenInParts_HandsOverARangeForEachPart()
    {
        // Bronze halves a batch around a row it refuses. One range for all of it would be promoted, and its other parts once more.
        var handover = CreateAttached(100);
        AppendOutcome[] outcomes = [.. Accepted(2), new(AppendStatus.Unstorable, default, Noon), .. Accepted(1, part: 1), .. Accepted(2, part: 2)];

        _ = handover.Offer(Batch(6), outcomes);

        var ranges = handover.Take(Shard, 100, long.MaxValue, out _).Select(handed => (handed.Range.First.Value, handed.Range.Last.Value, handed.Range.Events));
        Assert.Equal([(1, 2, 2), (4, 4, 1), (5, 6, 2)], ranges);
    }

    [Fact]
    public void Offer_BeyondTheBound_IsDroppedAndToldOnceThenThereIsRoomAgain()
    {
        var handover = CreateAttached(10);
        _ = Offer(handover, 8);
        _ = Offer(handover, 3);
        _ = Offer(handover, 2);

        Assert.Equal([8, 2], handover.Take(Shard, 100, long.MaxValue, out var overflowed).Select(range => range.Events.Count));
        Assert.True(overflowed);
        Assert.Empty(handover.Take(Shard, 100, long.MaxValue, out overflowed));
        Assert.False(overflowed);

        _ = Offer(handover, 10);
        Assert.Equal(10, Assert.Single(handover.Take(Shard, 100, long.MaxValue, out overflowed)).Events.Count);
        Assert.False(overflowed);
    }

    [Fact]
    public void Offer_NothingFits_StillWakes()
    {
        var handover = CreateAttached(0);

        Assert.Equal([Shard], Offer(handover, 1));
        Assert.Empty(handover.Take(Shard, 100, long.MaxValue, out var overflowed));
        Assert.True(overflowed);
    }

    [Fact]
    public void TakeRange_KnownRange_GivesItOnceAndFreesItsRoom()
    {
        var handover = CreateAttached(3);
        _ = Offer(handover, 3);
        var range = new PendingRange(Shard, new EventId(1), new EventId(3), 3, Noon);

        Assert.Equal(3, handover.TakeRange(range)!.Count);
        Assert.Null(handover.TakeRange(range));
        _ = Offer(handover, 3);
        Assert.Equal(3, Assert.Single(handover.Take(Shard, 100, long.MaxValue, out var overflowed)).Events.Count);
        Assert.False(overflowed);
    }

    [Fact]
    public void Detach_WithRangesLeft_DropsThemAndFreesTheirRoom()
    {
        var handover = CreateAttached(10);
        _ = Offer(handover, 10);

        handover.Detach(Shard);
        Assert.Equal([Shard], Offer(handover, 1));
        handover.Attach(Shard);

        Assert.Empty(handover.Take(Shard, 100, long.MaxValue, out _));
        handover.BeginTake(Shard);
        Assert.Equal([Shard], Offer(handover, 10));
        Assert.Equal(10, Assert.Single(handover.Take(Shard, 100, long.MaxValue, out _)).Events.Count);
    }

    // The promoter sleeps unless it is woken. Were a wake lost between its look and an offer, events would stay and the test would wait in vain.
    [Fact]
    public async Task Offer_WhileThePromoterLooks_LosesNoWake()
    {
        const int Offers = 40_000;
        const int Writers = 2;
        var handover = CreateAttached(int.MaxValue / 2);
        using var wakes = new SemaphoreSlim(0);
        var taken = new ConcurrentBag<long>();

        var promoter = Task.Run(async () =>
        {
            while (taken.Count < Offers)
            {
                await wakes.WaitAsync(TestContext.Current.CancellationToken);
                handover.BeginTake(Shard);
                foreach (var one in handover.Take(Shard, int.MaxValue, long.MaxValue, out _).SelectMany(range => range.Events))
                    taken.Add(one.EventId.Value);
            }
        }, TestContext.Current.CancellationToken);
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (var i = writer; i < Offers; i += Writers)
            {
                if (handover.Offer([Sale.ToEvent(i, Noon)], Accepted(1)).Count > 0)
                    _ = wakes.Release();
            }
        })).ToArray();

        await Eventually.For(Task.WhenAll(writers), "the writers");
        await Eventually.For(promoter, "the promoter to be woken for everything", () => $"{taken.Count} of {Offers} were taken, {wakes.CurrentCount} wakes are left.");
        Assert.Equal(Offers, taken.Distinct().Count());
    }

    private static PromotionHandover Create(int eventsMax) => new(Options.Create(new PromotionOptions { HandoverBytesMax = (long)eventsMax * Sale.Body.Length }));

    private static PromotionHandover CreateAttached(int eventsMax)
    {
        var handover = Create(eventsMax);
        handover.Attach(Shard);
        return handover;
    }

    private static AppendOutcome[] Accepted(int count, int part = 0) => [.. Enumerable.Repeat(new AppendOutcome(AppendStatus.Accepted, default, Noon, part), count)];

    private List<int> Offer(PromotionHandover handover, int count) => handover.Offer(Batch(count), Accepted(count));

    private List<BronzeEvent> Batch(int count) => [.. Enumerable.Range(0, count).Select(_ => Sale.ToEvent(++_lastEventId, Noon))];
}
