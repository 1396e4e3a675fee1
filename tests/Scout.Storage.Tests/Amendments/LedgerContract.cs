using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Amendments;
using Scout.Storage.Bronze;
using Scout.Storage.Quality;
using Scout.Storage.Silver;
using Scout.Testing.Transactions;

namespace Scout.Storage.Tests.Amendments;

/// <summary>What the suites of <see cref="ITransactionLedger"/> share: the amendments of an event, made by one person an hour after it came.</summary>
public abstract class LedgerContract : StorageContract
{
    protected static readonly DateTimeOffset Later = Noon.AddHours(1);

    protected static AuditedAct Act(string reason = "because", DateTimeOffset? at = null) => new(at ?? Later, "me", reason);

    protected async Task<AmendmentOutcome> AmendAsync(Amendment amendment) => await PersistAsync(async () => await Ledger.AmendAsync(amendment, Cancellation));

    /// <summary>Repeats an act while the store is not available: on a busy machine a queue for one shard's lock can outlast the second that PostgreSQL waits for it.</summary>
    protected static async Task<T> PersistAsync<T>(Func<Task<T>> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await act();
            }
            catch (StorageUnavailableException) when (attempt < 30)
            {
            }
        }
    }

    protected static ReleaseAmendment Release(BronzeEvent one, bool isReplay = false, AuditedAct? act = null) =>
        new(one.Transaction.StoreId, one.Transaction.TransactionId, act ?? Act(), BuiltTransaction.Conform(one), isReplay);

    protected static DiscardAmendment Discard(BronzeEvent one, AuditedAct? act = null) => new(one.Transaction.StoreId, one.Transaction.TransactionId, act ?? Act());

    protected static VoidAmendment Void(BronzeEvent one, AuditedAct? act = null) => new(one.Transaction.StoreId, one.Transaction.TransactionId, act ?? Act());

    protected static ReviveAmendment Revive(BronzeEvent one) => new(one.Transaction.StoreId, one.Transaction.TransactionId, Act(), BuiltTransaction.Conform(one));

    protected static KeepHeldAmendment Keep(BronzeEvent one, BrokenRules broken, string findings) =>
        new(one.Transaction.StoreId, one.Transaction.TransactionId, Act(), broken, findings);

    protected static CorrectAmendment Correct(BronzeEvent one, BuiltTransaction content, AuditedAct? act = null, BrokenRules rules = BrokenRules.None) =>
        new(one.Transaction.StoreId, one.Transaction.TransactionId, act ?? Act(), content.Transaction, rules, content.Body, "corrections");

    /// <summary>Another content of the same identity: one line of that price, sold at the same instant.</summary>
    protected static BuiltTransaction Content(BronzeEvent one, decimal price) => new TransactionBuilder(1)
    {
        Id = one.Transaction.TransactionId.Value,
        Store = one.Transaction.StoreId.Value,
        OccurredAt = one.Transaction.OccurredAt,
        Items = [TransactionBuilder.Line(1, 1, price)],
    }.Build();

    /// <summary>An event whose first promotion set it aside.</summary>
    protected async Task<BronzeEvent> NewUnpromotableEventAsync()
    {
        var one = NewEvent();
        _ = await AppendAsync(one);
        var claim = await Silver.ClaimShardAsync(one.Shard, Cancellation);
        var promotion = new PromotionBatch(await ReadAllPendingAsync(one.Shard), [], [new PoisonEvent(one.EventId, "could not be read")]);
        Assert.Equal(PromotionStatus.Committed, (await Silver.PromoteAsync(claim, promotion, Cancellation)).Status);
        return one;
    }

    protected async Task<BronzeEvent> NewPromotedEventAsync()
    {
        var one = NewEvent();
        _ = await AppendAndPromoteAsync(one);
        return one;
    }

    protected async Task<BronzeEvent> NewStoredHeldEventAsync()
    {
        var one = NewHeldEvent();
        _ = await AppendAsync(one);
        return one;
    }

    protected static AmendmentOutcome New(EventId eventId) => new(AmendmentStatus.Done, IsNew: true, eventId, Later);

    protected static AmendmentOutcome Known(EventId eventId) => new(AmendmentStatus.Done, IsNew: false, eventId, Later);
}
