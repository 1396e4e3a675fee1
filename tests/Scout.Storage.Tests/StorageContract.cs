using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Amendments;
using Scout.Storage.Bronze;
using Scout.Storage.Gold;
using Scout.Storage.Quality;
using Scout.Storage.Silver;
using Scout.Storage.Stores;
using Scout.Storage.Transactions;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests;

/// <summary>What the contract suites share: a clean store for each test, and the acts that most of them begin with.</summary>
public abstract class StorageContract : IAsyncLifetime
{
    protected static readonly DateTimeOffset Noon = new(2025, 8, 24, 12, 0, 0, TimeSpan.Zero);

    private long _lastEventId = 1_000;
    private int _lastSeed;

    protected TestStore Store { get; private set; } = null!;

    protected virtual IBronzeLog Bronze => Store.Port<IBronzeLog>();

    protected ISilverStore Silver => Store.Port<ISilverStore>();

    protected IStoreRegistry Registry => Store.Port<IStoreRegistry>();

    protected IStoreFiguresReader Figures => Store.Port<IStoreFiguresReader>();

    protected IGoldStore Gold => Store.Port<IGoldStore>();

    protected IGoldReader GoldReader => Store.Port<IGoldReader>();

    protected ITransactionLedger Ledger => Store.Port<ITransactionLedger>();

    protected IQuarantine Quarantine => Store.Port<IQuarantine>();

    protected IDeadLetters DeadLetters => Store.Port<IDeadLetters>();

    protected ITransactionReader Reader => Store.Port<ITransactionReader>();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await OpenStoreAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A store without rows, migrated.</summary>
    protected abstract Task<TestStore> OpenStoreAsync();

    protected int NextSeed() => ++_lastSeed;

    /// <summary>The next event of a transaction, received at noon.</summary>
    protected BronzeEvent Event(BuiltTransaction transaction) => transaction.ToEvent(++_lastEventId, Noon);

    protected BronzeEvent NewEvent(string store = "STORE-001") => Event(new TransactionBuilder(NextSeed()) { Store = store }.Build());

    protected BronzeEvent[] NewEvents(int count, string store = "STORE-001") => [.. Enumerable.Range(0, count).Select(_ => NewEvent(store))];

    /// <summary>The same event with a verdict that keeps it from silver; its findings and its reason are made of its id.</summary>
    protected static BronzeEvent Hold(BronzeEvent one, Disposition disposition = Disposition.Quarantine, BrokenRules rules = BrokenRules.NegativeAmount) => new()
    {
        EventId = one.EventId,
        Shard = one.Shard,
        Transaction = one.Transaction,
        Body = one.Body,
        SourceSystem = one.SourceSystem,
        ReceivedAt = one.ReceivedAt,
        BrokenRules = rules,
        Held = new HeldVerdict(disposition, $$"""[{"event":{{one.EventId}}}]""", $"breaks a rule, {one.EventId}"),
    };

    protected BronzeEvent NewHeldEvent(string store = "STORE-001") => Hold(NewEvent(store));

    protected async Task<long> PositionOfAsync(int shard) => (await Figures.ReadPositionsAsync(Cancellation))[shard];

    protected async Task<AppendOutcome[]> AppendAsync(params BronzeEvent[] batch) => await Bronze.AppendAsync(batch, Cancellation);

    protected async Task<TransactionRecord?> FindAsync(BronzeEvent one) =>
        await Reader.FindAsync(one.Transaction.StoreId, one.Transaction.TransactionId, Cancellation);

    protected async Task<IReadOnlyList<PendingRange>> ReadAllPendingAsync(int shard) => await Silver.ReadPendingAsync(shard, int.MaxValue, Cancellation);

    /// <summary>Promotes all that waits in the shard of some events, under a claim of its own.</summary>
    protected async Task<PromotionOutcome> PromoteAsync(params BronzeEvent[] events)
    {
        var claim = await Silver.ClaimShardAsync(events[0].Shard, Cancellation);
        return await Silver.PromoteAsync(claim, await AllPendingAsync(events), Cancellation);
    }

    protected async Task<PromotionBatch> AllPendingAsync(params BronzeEvent[] events) =>
        new(await ReadAllPendingAsync(events[0].Shard), Conform(events), []);

    protected static ConformedEvent[] Conform(IEnumerable<BronzeEvent> events) => [.. events.Select(BuiltTransaction.Conform)];

    protected async Task<PromotionOutcome> AppendAndPromoteAsync(params BronzeEvent[] events)
    {
        Assert.All(await AppendAsync(events), outcome => Assert.Equal(AppendStatus.Accepted, outcome.Status));
        return await PromoteAsync(events);
    }

    /// <summary>What a transaction adds to its store's figures.</summary>
    protected static StoreFigures FiguresOf(Transaction transaction, BrokenRules rules = BrokenRules.None) => new()
    {
        Transactions = 1,
        Returns = transaction.Type == TransactionType.Return ? 1 : 0,
        Items = transaction.Items.Count,
        Units = transaction.Items.Sum(item => item.Quantity.ToDecimal()),
        Revenue = transaction.TotalAmount.ToDecimal(),
        Late = rules.HasFlag(BrokenRules.LateEvent) ? 1 : 0,
    };

    /// <summary>All that silver holds of a store, in one sum; of one currency only.</summary>
    protected async Task<StoreFigures> SumAsync(string store = "STORE-001") =>
        (await Figures.ReadSpanAsync(StoreId.Parse(store), DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancellation)).SingleOrDefault().Figures;

    /// <summary>A body of an event with an amount that no device may send and both stores refuse.</summary>
    protected static Transaction WithTotal(Transaction transaction, long units) => new()
    {
        TransactionId = transaction.TransactionId,
        StoreId = transaction.StoreId,
        OccurredAt = transaction.OccurredAt,
        TotalAmount = new Domain.Money.Amount(units),
        Items = transaction.Items,
        ContentHash = transaction.ContentHash,
    };
}
