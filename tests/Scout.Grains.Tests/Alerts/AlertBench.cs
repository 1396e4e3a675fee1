using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Scout.Contracts.Pipeline;
using Scout.Contracts.Stores;
using Scout.Domain.Alerts;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Grains.Alerts;
using Scout.Grains.Tests.Clusters;
using Scout.Storage.Alerts;
using Scout.Storage.Bronze;
using Scout.Storage.Silver;
using Scout.Storage.Stores;
using Scout.Testing.Transactions;

namespace Scout.Grains.Tests.Alerts;

/// <summary>Watch and dispatch on a real store, without a cluster: the clock, the other grains and the receivers are the test's.</summary>
internal sealed class AlertBench : IAlertSources, IAlertSender, IAsyncDisposable
{
    private readonly ClusterDatabase _database;
    private readonly ServiceProvider _services;
    private long _lastEventId;

    private AlertBench(ClusterDatabase database)
    {
        _database = database;
        _services = database.Register(new ServiceCollection()).AddSingleton<TimeProvider>(Clock).BuildServiceProvider();
        var (alerts, outbox) = (Port<IAlertStore>(), Port<IAlertOutbox>());
        Watch = new AlertWatch(Port<IAlertSignals>(), alerts, Port<IStoreRegistry>(), this, this, Clock, Options, NullLogger.Instance);
        Dispatch = new AlertDispatch(outbox, this, Clock, Options, _ => { }, NullLogger.Instance);
    }

    public static async Task<AlertBench> StartAsync() => new(await ClusterDatabase.CreateSqliteAsync());

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2025, 8, 24, 12, 0, 0, TimeSpan.Zero));

    public AlertOptions Options { get; } = new();

    public AlertWatch Watch { get; }

    public AlertDispatch Dispatch { get; }

    public IntakeRateView Rate { get; set; } = new(1, 1, TimeSpan.FromHours(1));

    public List<StageStatus> Stages { get; } = [];

    /// <summary>How the attempts end, in their order; then all succeed.</summary>
    public Queue<Func<ValueTask<SendOutcome>>> Outcomes { get; } = [];

    public List<(string Target, string WebhookId, string Body)> Sent { get; } = [];

    public IReadOnlyList<string> Targets { get; set; } = ["one"];

    public T Port<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask<IntakeRateView> ReadIntakeRateAsync(StoreId store) => ValueTask.FromResult(Rate);

    public ValueTask<List<StageStatus>> ReadStagesAsync() => ValueTask.FromResult(Stages);

    public ValueTask<SendOutcome> SendAsync(string target, string webhookId, string body, CancellationToken cancellationToken)
    {
        Sent.Add((target, webhookId, body));
        return Outcomes.TryDequeue(out var outcome) ? outcome() : ValueTask.FromResult(SendOutcome.Done);
    }

    public async Task DeliverAsync()
    {
        await Dispatch.DeliverDueAsync();
        await Dispatch.DrainAsync(TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<Alert>> ReadAsync(AlertState state) => await Port<IAlertStore>().ReadPageAsync(state, null, 100, TestContext.Current.CancellationToken);

    /// <summary>Events of a store that are held from now on, by the clock of the test.</summary>
    public async Task HoldAsync(string store, int count = 1) => _ = await Port<IBronzeLog>().AppendAsync(
        [.. Enumerable.Range(0, count).Select(_ => ToHeld(New(store, Clock.GetUtcNow())))], TestContext.Current.CancellationToken);

    /// <summary>Sales of a store in silver at given instants of event time.</summary>
    public async Task SellAsync(string store, params DateTimeOffset[] instants)
    {
        var cancellation = TestContext.Current.CancellationToken;
        _ = await Port<IStoreRegistry>().RegisterAsync(
            new StoreProfile { StoreId = StoreId.Parse(store), TimeZone = "Europe/London", Currency = "GBP", RegisteredAt = Clock.GetUtcNow(), UpdatedAt = Clock.GetUtcNow() }, cancellation);
        var events = instants.Select(at => New(store, at)).ToArray();
        _ = await Port<IBronzeLog>().AppendAsync(events, cancellation);
        var silver = Port<ISilverStore>();
        var pending = await silver.ReadPendingAsync(events[0].Shard, int.MaxValue, cancellation);
        var promotion = new PromotionBatch(pending, [.. events.Select(BuiltTransaction.Conform)], []);
        Assert.Equal(PromotionStatus.Committed, (await silver.PromoteAsync(await silver.ClaimShardAsync(events[0].Shard, cancellation), promotion, cancellation)).Status);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _database.Delete();
    }

    private BronzeEvent New(string store, DateTimeOffset at)
    {
        var id = ++_lastEventId;
        return new TransactionBuilder((int)id) { Store = store, OccurredAt = at }.Build().ToEvent(id, Clock.GetUtcNow());
    }

    private static BronzeEvent ToHeld(BronzeEvent one) => new()
    {
        EventId = one.EventId,
        Shard = one.Shard,
        Transaction = one.Transaction,
        Body = one.Body,
        SourceSystem = one.SourceSystem,
        ReceivedAt = one.ReceivedAt,
        BrokenRules = Domain.Quality.BrokenRules.NegativeAmount,
        Held = new HeldVerdict(Domain.Quality.Disposition.Quarantine, "[]", "a reason"),
    };
}
