using Scout.Domain.Transactions;
using Scout.Storage.Links;
using Scout.Storage.Silver;

namespace Scout.Storage.Sqlite;

/// <summary>Adds the events of one promotion to silver.</summary>
internal sealed class SilverRows(SqliteSession session, long position, DateTimeOffset promotedAt, MentionCollector mentions)
{
    /// <returns>The events that the database refused for their values; nothing of them is left.</returns>
    public IReadOnlyList<PoisonEvent> AddAll(IReadOnlyList<ConformedEvent> events)
    {
        session.Use(SqliteStatements.OpenSavepoint).Run();
        try
        {
            foreach (var conformed in events)
                Add(conformed);
            return [];
        }
        catch (SqliteFault fault) when (fault.IsDataFault)
        {
            // A savepoint for each event finds the one that is refused, at a cost only poison pays.
            session.Use(SqliteStatements.ReturnToSavepoint).Run();
            return AddOneByOne(events);
        }
        finally
        {
            session.Use(SqliteStatements.ReleaseSavepoint).Run();
        }
    }

    private List<PoisonEvent> AddOneByOne(IReadOnlyList<ConformedEvent> events)
    {
        var refused = new List<PoisonEvent>();
        foreach (var conformed in events)
        {
            session.Use(SqliteStatements.OpenSavepoint).Run();
            try
            {
                Add(conformed);
            }
            catch (SqliteFault fault) when (fault.IsDataFault)
            {
                session.Use(SqliteStatements.ReturnToSavepoint).Run();
                refused.Add(new PoisonEvent(conformed.EventId, fault.Message));
            }

            session.Use(SqliteStatements.ReleaseSavepoint).Run();
        }

        return refused;
    }

    private void Add(in ConformedEvent conformed)
    {
        var items = conformed.Transaction.Items;
        AddTransaction(conformed, SumOfQuantities(items));
        var line = session.Use(SqliteStatements.AddLineItem);
        for (var i = 0; i < items.Count; i++)
            AddLine(line, conformed.EventId, i + 1, items[i], mentions.Add(items[i], conformed.ReceivedAt));
    }

    private void AddTransaction(in ConformedEvent conformed, Int128 units)
    {
        var transaction = conformed.Transaction;
        var (unitsHigh, unitsLow) = WideUnits.Split(units);
        session.Use(SqliteStatements.AddTransaction)
            .Int64(conformed.EventId.Value)
            .Int64(position)
            .Instant(transaction.OccurredAt)
            .Instant(conformed.ReceivedAt)
            .Instant(promotedAt)
            .Int64(transaction.DeviceSeq)
            .Int64(transaction.Items.Count)
            .Int64((long)conformed.BrokenRules)
            .Text(transaction.StoreId.Value)
            .Text(transaction.TransactionId.Value)
            .Text(transaction.Type == TransactionType.Return ? "return"u8 : "sale"u8)
            .Text(transaction.Currency)
            .Amount(transaction.TotalAmount)
            .Amount(transaction.NetAmount)
            .Int64(unitsHigh)
            .Int64(unitsLow)
            .Text(transaction.CustomerId)
            .Text(transaction.PaymentMethod)
            .Text(transaction.DeviceId)
            .Text(transaction.OriginalTransactionId?.Value)
            .Run();
    }

    private static void AddLine(SqliteStatement line, EventId eventId, int lineNumber, LineItem item, long mentionId) => line
        .Int64(eventId.Value)
        .Int64(lineNumber)
        .Text(item.ProductId)
        .Text(item.ProductName)
        .Text(item.Brand)
        .Text(item.Category)
        .Text(item.Gtin)
        .Text(item.Unit)
        .Amount(item.Quantity)
        .Amount(item.UnitPrice)
        .Amount(item.LineAmount)
        .Amount(item.Discount)
        .Int64(mentionId)
        .Run();

    private static Int128 SumOfQuantities(IReadOnlyList<LineItem> items)
    {
        Int128 units = 0;
        for (var i = 0; i < items.Count; i++)
            units += items[i].Quantity.Units;
        return units;
    }
}
