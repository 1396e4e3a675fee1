using Scout.Domain.Transactions;
using Scout.Storage.Links;
using Scout.Storage.Silver;

namespace Scout.Storage.Postgres;

/// <summary>One conformed event as rows for copy_transactions.sql and copy_line_items.sql: the same columns in the same order.</summary>
internal static class SilverRows
{
    private const short TransactionColumns = 19;
    private const short LineColumns = 13;

    public static void Write(
        in ConformedEvent conformed, long position, DateTimeOffset promotedAt, MentionCollector mentions, CopyBuffer transactions, CopyBuffer lines)
    {
        var transaction = conformed.Transaction;
        Int128 units = 0;
        for (var i = 0; i < transaction.Items.Count; i++)
        {
            units += transaction.Items[i].Quantity.Units;
            WriteLine(conformed.EventId, i + 1, transaction.Items[i], mentions.Add(transaction.Items[i], conformed.ReceivedAt), lines);
        }

        transactions.BeginRow(TransactionColumns);
        transactions.Int64(conformed.EventId.Value);
        transactions.Int64(position);
        transactions.Instant(transaction.OccurredAt);
        transactions.Instant(conformed.ReceivedAt);
        transactions.Instant(promotedAt);
        transactions.Int64(transaction.DeviceSeq);
        transactions.Int32(transaction.Items.Count);
        transactions.Int16((short)conformed.BrokenRules);
        transactions.Text(transaction.StoreId.Value);
        transactions.Text(transaction.TransactionId.Value);
        transactions.Text(transaction.Type == TransactionType.Return ? "return"u8 : "sale"u8);
        transactions.Text(transaction.Currency);
        transactions.Numeric(transaction.TotalAmount.Units);
        transactions.Numeric(transaction.NetAmount);
        transactions.Numeric(units);
        transactions.Text(transaction.CustomerId);
        transactions.Text(transaction.PaymentMethod);
        transactions.Text(transaction.DeviceId);
        transactions.Text(transaction.OriginalTransactionId?.Value);
    }

    private static void WriteLine(EventId eventId, int lineNumber, LineItem item, long mentionId, CopyBuffer lines)
    {
        lines.BeginRow(LineColumns);
        lines.Int64(eventId.Value);
        lines.Int32(lineNumber);
        lines.Text(item.ProductId);
        lines.Text(item.ProductName);
        lines.Text(item.Brand);
        lines.Text(item.Category);
        lines.Text(item.Gtin);
        lines.Text(item.Unit);
        lines.Numeric(item.Quantity.Units);
        lines.Numeric(item.UnitPrice.Units);
        lines.Numeric(item.LineAmount.Units);
        lines.Numeric(item.Discount);
        lines.Int64(mentionId);
    }
}
