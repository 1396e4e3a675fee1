using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Bronze;
using Scout.Storage.Silver;

namespace Scout.Testing.Transactions;

/// <summary>A transaction and the JSON that says the same.</summary>
public sealed record BuiltTransaction(Transaction Transaction, byte[] Body)
{
    public int Shard => Sharding.ShardOf(Transaction.StoreId);

    /// <summary>On its way into bronze.</summary>
    public BronzeEvent ToEvent(long eventId, DateTimeOffset receivedAt, BrokenRules brokenRules = BrokenRules.None) => new()
    {
        EventId = new EventId(eventId),
        Shard = Shard,
        Transaction = Transaction,
        Body = Body,
        SourceSystem = "tests",
        ReceivedAt = receivedAt,
        BrokenRules = brokenRules,
    };

    /// <summary>On its way into silver.</summary>
    public static ConformedEvent Conform(BronzeEvent stored) => new(stored.EventId, stored.ReceivedAt, stored.BrokenRules, stored.Transaction);
}
