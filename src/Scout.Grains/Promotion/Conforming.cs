using Scout.Domain.Transactions;
using Scout.Storage.Silver;

namespace Scout.Grains.Promotion;

/// <summary>Turns what bronze holds into what silver takes.</summary>
internal static class Conforming
{
    /// <returns>The event conformed, or why it never can be.</returns>
    public static (ConformedEvent? Event, PoisonEvent? Poison) Conform(StoredEvent stored)
    {
        var parsed = TransactionParser.Parse(stored.Body.Span);
        if (parsed.Transaction is not { } transaction)
            return (null, new PoisonEvent(stored.EventId, Describe(parsed)));
        if (transaction.StoreId != stored.StoreId || transaction.TransactionId != stored.TransactionId)
            return (null, new PoisonEvent(stored.EventId, "the body names another store or transaction than its row"));
        return (new ConformedEvent(stored.EventId, stored.ReceivedAt, stored.BrokenRules, transaction), null);
    }

    private static string Describe(ParsedTransaction parsed) => parsed.Errors is { } errors
        ? string.Join("; ", errors.Select(error => $"{error.Key} {error.Value[0]}"))
        : parsed.Malformed ?? "the body is not a transaction";
}
