using System.Text.Json;
using Scout.Contracts.Pipeline;
using Scout.Contracts.Stores;
using Scout.Domain.Alerts;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Grains.Alerts;
using Scout.Storage.Checks;
using Scout.Storage.Quality;

namespace Scout.Grains.Tests.Alerts;

/// <summary>Alerts over time, by a clock that the test moves.</summary>
public sealed class AlertWatchTests : IAsyncLifetime
{
    private AlertBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await AlertBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Look_AtABadRate_RaisesOneAlertAndResolvesItAWhileAfterItIsWell()
    {
        await _bench.HoldAsync("SHOP");
        Assert.True(await _bench.Watch.LookAtFiguresAsync());
        for (var i = 0; i < 5; i++)
            _ = await _bench.Watch.LookAtFiguresAsync();
        Assert.Equal("quarantine_rate:SHOP", Assert.Single(await _bench.ReadAsync(AlertState.Open)).Cause);

        _bench.Rate = new IntakeRateView(1_000, 1, TimeSpan.FromHours(1));
        _bench.Clock.Advance(TimeSpan.FromSeconds(11));
        _ = await _bench.Watch.LookAtFiguresAsync();
        _bench.Clock.Advance(TimeSpan.FromSeconds(59));
        _ = await _bench.Watch.LookAtFiguresAsync();
        _ = Assert.Single(await _bench.ReadAsync(AlertState.Open));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await _bench.Watch.LookAtFiguresAsync());

        Assert.Null(Assert.Single(await _bench.ReadAsync(AlertState.Resolved)).ResolvedBy);
        await _bench.DeliverAsync();
        Assert.Equal(["alert.opened", "alert.resolved"], _bench.Sent.Select(sent => JsonElement.Parse(sent.Body).GetProperty("event").GetString()));
    }

    [Fact]
    public async Task Look_AfterAPersonResolved_IsSilentForTheSilenceAndThenNot()
    {
        await _bench.HoldAsync("SHOP");
        _ = await _bench.Watch.LookAtFiguresAsync();
        var alert = Assert.Single(await _bench.ReadAsync(AlertState.Open));
        _ = await _bench.Watch.ResolveAsync(alert.AlertId, new AuditedAct(_bench.Clock.GetUtcNow(), "maria", null));

        for (var minute = 0; minute < 60; minute += 5)
        {
            await _bench.HoldAsync("SHOP");
            _ = await _bench.Watch.LookAtFiguresAsync();
            Assert.Empty(await _bench.ReadAsync(AlertState.Open));
            _bench.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        await _bench.HoldAsync("SHOP");
        _ = await _bench.Watch.LookAtFiguresAsync();
        _ = Assert.Single(await _bench.ReadAsync(AlertState.Open));
    }

    [Fact]
    public async Task Look_ByTwoAtOnce_RaisesOneAlert()
    {
        await _bench.HoldAsync("SHOP");
        var twin = new AlertWatch(
            _bench.Port<Storage.Alerts.IAlertSignals>(), _bench.Port<Storage.Alerts.IAlertStore>(), _bench.Port<Storage.Stores.IStoreRegistry>(), _bench, _bench,
            _bench.Clock, _bench.Options, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

        _ = await Task.WhenAll(_bench.Watch.LookAtFiguresAsync(), twin.LookAtFiguresAsync());

        _ = Assert.Single(await _bench.ReadAsync(AlertState.Open));
        await _bench.DeliverAsync();
        _ = Assert.Single(_bench.Sent);
    }

    [Fact]
    public async Task Look_AtACriticalCheck_RaisesAnAlertUntilItIsWell()
    {
        await SaveAsync(new CheckResult(SanityCheck.OrphanLineItems, 3, 2, 0));
        _ = await _bench.Watch.LookAtFiguresAsync();
        Assert.Equal("check orphan_line_items: 3 events fail it, 2 of them unexplained", Assert.Single(await _bench.ReadAsync(AlertState.Open)).Message);

        await SaveAsync(new CheckResult(SanityCheck.OrphanLineItems, 0, 0, 0));
        _ = await _bench.Watch.LookAtFiguresAsync();
        Assert.Empty(await _bench.ReadAsync(AlertState.Open));
    }

    [Fact]
    public async Task Look_AtStages_RaisesAnAlertForTheStalledAndNotForThePaused()
    {
        _bench.Stages.Add(new StageStatus("promotion", "stalled", 120, TimeSpan.FromSeconds(35), null, Overdue: true));
        _bench.Stages.Add(new StageStatus("quality", "paused", 1, TimeSpan.Zero, null, Overdue: true));
        _ = await _bench.Watch.LookAtStagesAsync();
        var alert = Assert.Single(await _bench.ReadAsync(AlertState.Open));
        Assert.Equal(("stage:promotion", "promotion", "stage promotion is stalled: 120 wait, for up to 35 s"), (alert.Cause, alert.Stage, alert.Message));

        _bench.Stages.Clear();
        _ = await _bench.Watch.LookAtStagesAsync();
        _ = Assert.Single(await _bench.ReadAsync(AlertState.Open));
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        _ = await _bench.Watch.LookAtStagesAsync();
        Assert.Empty(await _bench.ReadAsync(AlertState.Open));
    }

    [Fact]
    public async Task Look_AtAStoreThatFellSilent_RaisesAnAlertUntilItSellsAgain()
    {
        var now = _bench.Clock.GetUtcNow();
        await _bench.SellAsync("SILENT", [.. Weeks(now).SelectMany(to => Enumerable.Range(1, 5).Select(minute => to.AddMinutes(-10 * minute))), now.AddMinutes(-61)]);
        await _bench.SellAsync("SELDOM", [.. Weeks(now).SelectMany(to => Enumerable.Range(1, 4).Select(minute => to.AddMinutes(-10 * minute)))]);
        await _bench.SellAsync("BUSY", [.. Weeks(now).SelectMany(to => Enumerable.Range(1, 5).Select(minute => to.AddMinutes(-10 * minute))), now.AddMinutes(-60)]);
        await _bench.SellAsync("YOUNG", [.. Enumerable.Range(1, 20).Select(minute => now.AddDays(-7).AddMinutes(-minute))]);

        _ = await _bench.Watch.LookAtStoresAsync(CancellationToken.None);
        var alert = Assert.Single(await _bench.ReadAsync(AlertState.Open));
        Assert.Equal(
            ("silent:SILENT", "SILENT", "store SILENT has sold nothing for 60 minutes; at this time of the last 4 weeks it sold 5 times on average"),
            (alert.Cause, alert.StoreId, alert.Message));

        // In the night nobody expects a sale, but this one has still not sold anything.
        _bench.Clock.Advance(TimeSpan.FromHours(12));
        _ = await _bench.Watch.LookAtStoresAsync(CancellationToken.None);
        Assert.Equal(["silent:SILENT"], (await _bench.ReadAsync(AlertState.Open)).Select(open => open.Cause));

        await _bench.SellAsync("SILENT", _bench.Clock.GetUtcNow().AddMinutes(-1));
        _ = await _bench.Watch.LookAtStoresAsync(CancellationToken.None);
        Assert.Empty(await _bench.ReadAsync(AlertState.Open));
    }

    [Theory]
    [InlineData("paused", false)]
    [InlineData("stalled", true)]
    public async Task Look_AtStoresWhileSilverLags_BlamesNone(string state, bool overdue)
    {
        var now = _bench.Clock.GetUtcNow();
        await _bench.SellAsync("SILENT", [.. Weeks(now).SelectMany(to => Enumerable.Range(1, 5).Select(minute => to.AddMinutes(-10 * minute)))]);
        _bench.Stages.Add(new StageStatus(Stages.Promotion, state, 5, TimeSpan.FromMinutes(10), null, overdue));

        _ = await _bench.Watch.LookAtStoresAsync(CancellationToken.None);

        Assert.Empty(await _bench.ReadAsync(AlertState.Open));
    }

    [Fact]
    public async Task Deliver_WhatFails_IsTriedAgainAtItsTimeAndThenDone()
    {
        _bench.Outcomes.Enqueue(() => ValueTask.FromResult(new SendOutcome(false, "answered 500")));
        _bench.Outcomes.Enqueue(() => ValueTask.FromResult(new SendOutcome(false, "did not answer in time")));
        await _bench.HoldAsync("SHOP");
        _ = await _bench.Watch.LookAtFiguresAsync();

        await _bench.DeliverAsync();
        await _bench.DeliverAsync();
        _ = Assert.Single(_bench.Sent);
        _bench.Clock.Advance(TimeSpan.FromMilliseconds(601));
        await _bench.DeliverAsync();
        _bench.Clock.Advance(TimeSpan.FromMilliseconds(1_201));
        await _bench.DeliverAsync();
        _bench.Clock.Advance(TimeSpan.FromDays(1));
        await _bench.DeliverAsync();

        Assert.Equal(3, _bench.Sent.Count);
        _ = Assert.Single(_bench.Sent.Distinct());
        var delivery = Assert.Single(Assert.Single(await _bench.ReadAsync(AlertState.Open)).Deliveries);
        Assert.Equal((DeliveryState.Delivered, 3, null), (delivery.State, delivery.Attempts, delivery.LastFault));
    }

    [Fact]
    public async Task Deliver_WhatFailsForEver_IsGivenUpAndSaysSo()
    {
        _bench.Options.DeliveryAttemptsMax = 3;
        for (var i = 0; i < 9; i++)
            _bench.Outcomes.Enqueue(() => ValueTask.FromResult(new SendOutcome(false, "answered 500")));
        await _bench.HoldAsync("SHOP");
        _ = await _bench.Watch.LookAtFiguresAsync();

        for (var i = 0; i < 9; i++)
        {
            await _bench.DeliverAsync();
            _bench.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(3, _bench.Sent.Count);
        Assert.Equal((DeliveryState.GivenUp, "answered 500"), (await _bench.ReadAsync(AlertState.Open)).Select(alert => (alert.Deliveries[0].State, alert.Deliveries[0].LastFault)).Single());
    }

    [Fact]
    public async Task Deliver_WhileOneReceiverHangs_ServesTheOther()
    {
        _bench.Targets = ["hangs", "answers"];
        var answer = new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.Outcomes.Enqueue(() => new ValueTask<SendOutcome>(answer.Task));
        await _bench.HoldAsync("SHOP");
        _ = await _bench.Watch.LookAtFiguresAsync();

        await _bench.Dispatch.DeliverDueAsync();
        await Eventually.UntilAsync(
            async () => Assert.Single(await _bench.ReadAsync(AlertState.Open)).Deliveries.Any(delivery => delivery is { Target: "answers", State: DeliveryState.Delivered }),
            "the other receiver to be told");

        answer.SetResult(SendOutcome.Done);
        await _bench.Dispatch.DrainAsync(TestContext.Current.CancellationToken);
        Assert.All(Assert.Single(await _bench.ReadAsync(AlertState.Open)).Deliveries, delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
    }

    private static IEnumerable<DateTimeOffset> Weeks(DateTimeOffset now) => Enumerable.Range(1, 4).Select(week => now.AddDays(-7 * week));

    private async Task SaveAsync(params CheckResult[] results)
    {
        var book = _bench.Port<ICheckBook>();
        var run = new CheckRun
        {
            RanAt = _bench.Clock.GetUtcNow(),
            IsFull = true,
            Events = 1,
            FullRanAt = null,
            Positions = new long[Sharding.ShardCount],
            Results = results,
            Failures = [],
        };
        Assert.True(await book.SaveAsync(run, (await book.ReadAsync(0, CancellationToken.None)).Version, CancellationToken.None));
    }
}
