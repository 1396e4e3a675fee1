using Scout.Domain.Alerts;
using Scout.Domain.Quality;
using Scout.Storage.Alerts;
using Scout.Storage.Quality;

namespace Scout.Storage.Tests.Alerts;

/// <summary>What every <see cref="IAlertStore"/> and <see cref="IAlertOutbox"/> must do.</summary>
public abstract class AlertStoreContract : StorageContract
{
    private static readonly AuditedAct Act = new(Noon.AddMinutes(5), "maria", "seen it");

    private IAlertStore Alerts => Store.Port<IAlertStore>();

    private IAlertOutbox Outbox => Store.Port<IAlertOutbox>();

    [Fact]
    public async Task Open_ManyAtOnceOfOneCause_LetsOneStandWithItsNews()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () => await Alerts.OpenAsync(NewAlert("check:a"), [News("one"), News("two")], Cancellation), Cancellation)));

        _ = Assert.Single(opened, isOpen => isOpen);
        var alert = Assert.Single(await Alerts.ReadPageAsync(AlertState.Open, null, 100, Cancellation));
        Assert.Equal(["one", "two"], alert.Deliveries.Select(delivery => delivery.Target));
        Assert.Equal(2, await Store.CountAsync("alert_deliveries"));
    }

    [Fact]
    public async Task Open_AnAlert_ComesBackAsItWas()
    {
        var alert = NewAlert("quarantine_rate:Zürich 冷") with { Kind = AlertKind.QuarantineRate, StoreId = "Zürich 冷", Severity = Severity.Warning };
        Assert.True(await Alerts.OpenAsync(alert, [], Cancellation));
        await Store.ReopenAsync();

        var found = await Alerts.FindAsync(alert.AlertId, Cancellation);

        Assert.Equal(alert with { Deliveries = found!.Deliveries }, found);
        Assert.Empty(found.Deliveries);
    }

    [Fact]
    public async Task Open_AfterResolving_IsANewAlert()
    {
        var (first, second) = (NewAlert("check:a"), NewAlert("check:a"));
        Assert.True(await Alerts.OpenAsync(first, [], Cancellation));
        Assert.False(await Alerts.OpenAsync(second, [], Cancellation));
        _ = await Alerts.AcknowledgeAsync(first.AlertId, Act, Cancellation);
        Assert.False(await Alerts.OpenAsync(second, [], Cancellation));
        _ = await Alerts.ResolveAsync(first.AlertId, Noon, null, [], Cancellation);

        Assert.True(await Alerts.OpenAsync(second, [], Cancellation));
    }

    [Fact]
    public async Task Acknowledge_TwiceByTwo_KeepsTheFirstAndNotesItOnce()
    {
        var alert = await OpenAsync("check:a");

        var first = await Alerts.AcknowledgeAsync(alert.AlertId, Act, Cancellation);
        var again = await Alerts.AcknowledgeAsync(alert.AlertId, Act with { By = "another" }, Cancellation);

        Assert.Equal((AlertState.Acknowledged, "maria", Act.At), (first!.State, first.AcknowledgedBy, first.AcknowledgedAt));
        Assert.Equal(first with { Deliveries = again!.Deliveries }, again);
        Assert.Equal(1, await Store.CountAsync("audit_log where action = 'alert_acknowledge' and actor = 'maria' and reason = 'seen it' and store_id = 'STORE-001'"));
        Assert.Equal(1, await Store.CountAsync("audit_log"));
    }

    [Fact]
    public async Task Resolve_ByAPersonOrByItself_IsDoneOnceWithItsNews()
    {
        var (byPerson, byItself) = (await OpenAsync("check:a"), await OpenAsync("check:b"));

        var resolved = await Alerts.ResolveAsync(byPerson.AlertId, Act.At, Act, [News("one")], Cancellation);
        _ = await Alerts.ResolveAsync(byPerson.AlertId, Act.At.AddHours(1), Act with { By = "another" }, [News("one")], Cancellation);
        var gone = await Alerts.ResolveAsync(byItself.AlertId, Act.At, null, [News("one")], Cancellation);

        Assert.Equal((AlertState.Resolved, "maria", Act.At), (resolved!.State, resolved.ResolvedBy, resolved.ResolvedAt));
        Assert.Equal((AlertState.Resolved, null, Act.At), (gone!.State, gone.ResolvedBy, gone.ResolvedAt));
        Assert.Equal(2, await Store.CountAsync("alert_deliveries"));
        Assert.Equal(1, await Store.CountAsync("audit_log where action = 'alert_resolve'"));
        Assert.Equal(AlertState.Resolved, (await Alerts.AcknowledgeAsync(byItself.AlertId, Act, Cancellation))!.State);
        Assert.Equal(1, await Store.CountAsync("audit_log"));
    }

    [Fact]
    public async Task Act_OnAnAlertThatIsNone_AnswersNothingAndNotesNothing()
    {
        Assert.Null(await Alerts.FindAsync("nobody", Cancellation));
        Assert.Null(await Alerts.AcknowledgeAsync("nobody", Act, Cancellation));
        Assert.Null(await Alerts.ResolveAsync("nobody", Noon, Act, [News("one")], Cancellation));
        Assert.Equal(0, await Store.CountAsync("audit_log"));
        Assert.Equal(0, await Store.CountAsync("alert_deliveries"));
    }

    [Fact]
    public async Task NoteSeen_WhatStands_CountsAndTellsTheNewMessage()
    {
        var (standing, done) = (await OpenAsync("check:a"), await OpenAsync("check:b"));
        _ = await Alerts.ResolveAsync(done.AlertId, Noon, null, [], Cancellation);

        await Alerts.NoteSeenAsync([new AlertSighting(standing.AlertId, "worse"), new AlertSighting(done.AlertId, "worse")], Noon.AddMinutes(1), Cancellation);

        var seen = await Alerts.FindAsync(standing.AlertId, Cancellation);
        Assert.Equal((2L, "worse", Noon.AddMinutes(1), Noon), (seen!.TimesSeen, seen.Message, seen.LastSeenAt, seen.OpenedAt));
        Assert.Equal(1, (await Alerts.FindAsync(done.AlertId, Cancellation))!.TimesSeen);
    }

    [Fact]
    public async Task ReadPage_ByState_IsNewestFirstAndGoesOnWhereItEnded()
    {
        var alerts = new List<Alert>();
        for (var i = 0; i < 7; i++)
            alerts.Add(await OpenAsync($"check:{i}", Noon.AddSeconds(i)));
        _ = await Alerts.AcknowledgeAsync(alerts[1].AlertId, Act, Cancellation);
        _ = await Alerts.ResolveAsync(alerts[2].AlertId, Noon, null, [], Cancellation);

        var first = await Alerts.ReadPageAsync(AlertState.Open, null, 3, Cancellation);
        var rest = await Alerts.ReadPageAsync(AlertState.Open, first[^1].AlertId, 3, Cancellation);

        Assert.Equal(["check:6", "check:5", "check:4"], first.Select(alert => alert.Cause));
        Assert.Equal(["check:3", "check:0"], rest.Select(alert => alert.Cause));
        Assert.Equal(["check:1"], (await Alerts.ReadPageAsync(AlertState.Acknowledged, null, 9, Cancellation)).Select(alert => alert.Cause));
        Assert.Equal(["check:2"], (await Alerts.ReadPageAsync(AlertState.Resolved, null, 9, Cancellation)).Select(alert => alert.Cause));
        Assert.Equal(7, (await Alerts.ReadPageAsync(null, null, 9, Cancellation)).Count);
    }

    [Fact]
    public async Task Take_ManyAtOnce_GivesEachMessageToOne()
    {
        for (var i = 0; i < 10; i++)
            Assert.True(await Alerts.OpenAsync(NewAlert($"check:{i}"), [News("one")], Cancellation));

        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () => await Outbox.TakeAsync(Noon, Noon.AddSeconds(30), 4, Cancellation), Cancellation)));

        var ids = taken.SelectMany(part => part).Select(news => news.DeliveryId).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(taken, part => Assert.InRange(part.Count, 0, 4));
        var rest = await Outbox.TakeAsync(Noon, Noon.AddSeconds(30), 10, Cancellation);
        Assert.Equal(10, ids.Count + rest.Count);
    }

    [Fact]
    public async Task Take_WhatIsLeased_WaitsForTheEndOfTheLease()
    {
        Assert.True(await Alerts.OpenAsync(NewAlert("check:a"), [News("one")], Cancellation));
        Assert.Empty(await Outbox.TakeAsync(Noon.AddSeconds(-1), Noon.AddSeconds(30), 9, Cancellation));
        var first = Assert.Single(await Outbox.TakeAsync(Noon, Noon.AddSeconds(30), 9, Cancellation));

        Assert.Empty(await Outbox.TakeAsync(Noon.AddSeconds(29), Noon.AddSeconds(60), 9, Cancellation));
        var second = Assert.Single(await Outbox.TakeAsync(Noon.AddSeconds(30), Noon.AddSeconds(60), 9, Cancellation));

        Assert.Equal((1, 2), (first.Attempts, second.Attempts));
        Assert.Equal(first.News, second.News);
        Assert.Equal((Noon, "alert.opened", """{"text":"é"}"""), (first.CreatedAt, first.News.Event, first.News.Body));

        // The first one comes back late: it decides nothing any more.
        await Outbox.CompleteAsync([new DeliveryOutcome(first.DeliveryId, first.Attempts, null, null, "late")], Cancellation);
        Assert.Equal(DeliveryState.Waiting, (await DeliveryAsync()).State);
    }

    [Fact]
    public async Task Complete_EachWay_IsKept()
    {
        Assert.True(await Alerts.OpenAsync(NewAlert("check:a"), [News("one")], Cancellation));
        var news = Assert.Single(await Outbox.TakeAsync(Noon, Noon.AddSeconds(30), 9, Cancellation));
        await Outbox.CompleteAsync([new DeliveryOutcome(news.DeliveryId, 1, null, Noon.AddSeconds(2), "answered 500")], Cancellation);
        Assert.Equal((DeliveryState.Waiting, 1, "answered 500"), Summary(await DeliveryAsync()));

        Assert.Empty(await Outbox.TakeAsync(Noon.AddSeconds(1), Noon.AddSeconds(30), 9, Cancellation));
        _ = Assert.Single(await Outbox.TakeAsync(Noon.AddSeconds(2), Noon.AddSeconds(30), 9, Cancellation));
        await Outbox.CompleteAsync([new DeliveryOutcome(news.DeliveryId, 2, Noon.AddSeconds(3), null, null)], Cancellation);

        Assert.Equal((DeliveryState.Delivered, 2, null), Summary(await DeliveryAsync()));
        Assert.Empty(await Outbox.TakeAsync(Noon.AddDays(1), Noon.AddDays(2), 9, Cancellation));

        Assert.True(await Alerts.OpenAsync(NewAlert("check:b"), [News("one")], Cancellation));
        var hopeless = Assert.Single(await Outbox.TakeAsync(Noon, Noon.AddSeconds(30), 9, Cancellation));
        await Outbox.CompleteAsync([new DeliveryOutcome(hopeless.DeliveryId, 1, null, null, "answered 410")], Cancellation);
        Assert.Equal(1, await Store.CountAsync("alert_deliveries where state = 'given_up' and last_fault = 'answered 410'"));
        Assert.Empty(await Outbox.TakeAsync(Noon.AddDays(1), Noon.AddDays(2), 9, Cancellation));
    }

    private static (DeliveryState, int, string?) Summary(AlertDelivery delivery) => (delivery.State, delivery.Attempts, delivery.LastFault);

    private static AlertNews News(string target) => new($"msg_{Guid.NewGuid():N}", "alert.opened", target, """{"text":"é"}""");

    private static Alert NewAlert(string cause, DateTimeOffset? at = null) => new()
    {
        AlertId = Alert.NewId(at ?? Noon),
        Cause = cause,
        Kind = AlertKind.CheckFailed,
        Severity = Severity.Critical,
        State = AlertState.Open,
        StoreId = "STORE-001",
        Message = "something is wrong",
        OpenedAt = at ?? Noon,
        LastSeenAt = at ?? Noon,
        TimesSeen = 1,
    };

    private async Task<Alert> OpenAsync(string cause, DateTimeOffset? at = null)
    {
        var alert = NewAlert(cause, at);
        Assert.True(await Alerts.OpenAsync(alert, [], Cancellation));
        return alert;
    }

    private async Task<AlertDelivery> DeliveryAsync() => Assert.Single(Assert.Single(await Alerts.ReadPageAsync(AlertState.Open, null, 9, Cancellation)).Deliveries);
}
