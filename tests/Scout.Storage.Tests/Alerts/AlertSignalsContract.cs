using Scout.Domain.Alerts;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Alerts;
using Scout.Storage.Amendments;
using Scout.Storage.Bronze;
using Scout.Storage.Checks;
using Scout.Storage.Quality;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Alerts;

/// <summary>What every <see cref="IAlertSignals"/> must see.</summary>
public abstract class AlertSignalsContract : StorageContract
{
    private static readonly AuditedAct Act = new(Noon, "maria", null);

    private IAlertSignals Signals => Store.Port<IAlertSignals>();

    [Fact]
    public async Task Read_WhereAllIsWell_IsEmpty()
    {
        _ = await AppendAndPromoteAsync(NewEvents(5));

        var reading = await ReadAsync();

        Assert.Empty(reading.Standing);
        Assert.Empty(reading.Silenced);
        Assert.Empty(reading.Critical);
        Assert.Empty(reading.Quarantined);
        Assert.Null(reading.NextDeliveryAt);
    }

    [Fact]
    public async Task Read_WhatWasSetAside_IsCountedByStoreSinceThen()
    {
        _ = await AppendAsync([NewHeldEvent("A"), NewHeldEvent("B"), NewHeldEvent("B"), NewEvent("C")]);

        Assert.Equal([new QuarantinedStore(StoreId.Parse("B"), 2), new QuarantinedStore(StoreId.Parse("A"), 1)], (await ReadAsync()).Quarantined);
        Assert.Equal([new QuarantinedStore(StoreId.Parse("B"), 2)], (await ReadAsync(storesMax: 1)).Quarantined);
        Assert.Empty((await ReadAsync(since: Noon.AddMicroseconds(1))).Quarantined);
    }

    [Fact]
    public async Task Read_AlertsAndTheirNews_TellsWhatStandsWhatIsSilencedAndWhatIsDue()
    {
        var alerts = Store.Port<IAlertStore>();
        var (open, acknowledged, gone, resolved) = (NewAlert("open", 0), NewAlert("acknowledged", 1), NewAlert("gone", 2), NewAlert("resolved", 3));
        foreach (var alert in new[] { open, acknowledged, gone, resolved })
            Assert.True(await alerts.OpenAsync(alert, [], Cancellation));
        _ = await alerts.AcknowledgeAsync(acknowledged.AlertId, Act, Cancellation);
        _ = await alerts.ResolveAsync(gone.AlertId, Noon, null, [], Cancellation);
        _ = await alerts.ResolveAsync(resolved.AlertId, Noon, Act, [new AlertNews("msg_1", "alert.resolved", "one", "{}")], Cancellation);

        var reading = await ReadAsync();

        Assert.Equal(["open", "acknowledged"], reading.Standing.Select(alert => alert.Cause));
        Assert.Equal(["resolved"], reading.Silenced);
        Assert.Equal(Noon, reading.NextDeliveryAt);
        Assert.Empty((await ReadAsync(silencedSince: Noon)).Silenced);
        _ = await Store.Port<IAlertOutbox>().TakeAsync(Noon, Noon.AddSeconds(30), 9, Cancellation);
        Assert.Equal(Noon.AddSeconds(30), (await ReadAsync()).NextDeliveryAt);
    }

    [Fact]
    public async Task Read_Checks_TellsTheCriticalOnes()
    {
        var book = Store.Port<ICheckBook>();
        var run = new CheckRun
        {
            RanAt = Noon,
            IsFull = true,
            Events = 1,
            FullRanAt = Noon,
            Positions = new long[Sharding.ShardCount],
            Failures = [],
            Results = [new(SanityCheck.OrphanLineItems, 3, 2, 0), new(SanityCheck.LineItemsSumMatchesTotal, 3, 0, 0), new(SanityCheck.ReturnsMatchOriginal, 9, 9, 0)],
        };
        Assert.True(await book.SaveAsync(run, (await book.ReadAsync(0, Cancellation)).Version, Cancellation));

        Assert.Equal([new CriticalCheck(SanityCheck.OrphanLineItems, 3, 2)], (await ReadAsync()).Critical);
    }

    [Fact]
    public async Task FindQuiet_StoresWithoutASaleSince_AreThoseThatSoldBefore()
    {
        _ = await AppendAndPromoteAsync(SaleAt("QUIET", Noon.AddHours(-9)), SaleAt("QUIET", Noon.AddHours(-3)));
        _ = await AppendAndPromoteAsync(SaleAt("BUSY", Noon.AddHours(-9)), SaleAt("BUSY", Noon.AddHours(-1)));
        _ = await AppendAndPromoteAsync(SaleAt("UNASKED", Noon.AddHours(-9)));

        var quiet = await Signals.FindQuietAsync([.. new[] { "QUIET", "BUSY", "NEVER" }.Select(StoreId.Parse)], Noon.AddHours(-1), Cancellation);

        Assert.Equal([new QuietStore(StoreId.Parse("QUIET"), Noon.AddHours(-9))], quiet);
        Assert.Empty(await Signals.FindQuietAsync([], Noon, Cancellation));
    }

    [Fact]
    public async Task Count_SpansOfStores_IsExactAtTheirEndsAndTakesOffWhatWasVoided()
    {
        var (a, b) = (StoreId.Parse("A"), StoreId.Parse("B"));
        var voided = SaleAt("A", Noon.AddMinutes(5));
        _ = await AppendAndPromoteAsync(SaleAt("A", Noon), SaleAt("A", Noon.AddMinutes(10)), SaleAt("A", Noon.AddMinutes(7)), voided);
        _ = await AppendAndPromoteAsync(SaleAt("B", Noon));
        _ = await Ledger.AmendAsync(new VoidAmendment(a, voided.Transaction.TransactionId, Act), Cancellation);

        var counts = await Signals.CountAsync(
        [
            new StoreSpan(b, Noon, Noon.AddMinutes(10)), new StoreSpan(a, Noon, Noon.AddMinutes(10)), new StoreSpan(a, Noon.AddMinutes(10), Noon.AddMinutes(11)),
            new StoreSpan(a, Noon.AddDays(1), Noon.AddDays(2)),
        ], Cancellation);

        Assert.Equal([1, 2, 1, 0], counts);
    }

    private static Alert NewAlert(string cause, int second) => new()
    {
        AlertId = Alert.NewId(Noon.AddSeconds(second)),
        Cause = cause,
        Kind = AlertKind.StageStalled,
        Severity = Severity.Critical,
        State = AlertState.Open,
        Message = "something is wrong",
        OpenedAt = Noon,
        LastSeenAt = Noon,
        TimesSeen = 1,
    };

    private BronzeEvent SaleAt(string store, DateTimeOffset at) => Event(new TransactionBuilder(NextSeed()) { Store = store, OccurredAt = at }.Build());

    private ValueTask<AlertReading> ReadAsync(DateTimeOffset? since = null, DateTimeOffset? silencedSince = null, int storesMax = 10) =>
        Signals.ReadAsync(new AlertReadingQuery(since ?? Noon, silencedSince ?? Noon.AddHours(-1), storesMax, 10), Cancellation);
}
