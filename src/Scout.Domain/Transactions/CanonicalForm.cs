using System.Security.Cryptography;

namespace Scout.Domain.Transactions;

/// <summary>The one spelling of a transaction's content that its hash is made of (docs/canonical-form.md).</summary>
/// <remarks>
/// It is written from the typed values, not from the bytes that came, so the hash is a function of what was understood. Changing one
/// byte of it makes every stored hash a stranger to a retry: the worked example of the document is a test.
/// </remarks>
internal static class CanonicalForm
{
    /// <summary>Appends a line to the items' text. Its unknown members, sorted, are those since the mark.</summary>
    public static void AppendItem(ParserScratch scratch, LineItem item, int unknownMark)
    {
        var output = scratch.ItemsText;
        if (output.Length > 0)
            output.Append((byte)',');
        var text = new CanonicalObject(scratch, output, unknownMark);
        text.Add("\"brand\":"u8, item.Brand);
        text.Add("\"category\":"u8, item.Category);
        text.Add("\"discount\":"u8, item.Discount);
        text.Add("\"gtin\":"u8, item.Gtin);
        text.Add("\"line_amount\":"u8, item.LineAmount);
        text.Add("\"product_id\":"u8, item.ProductId);
        text.Add("\"product_name\":"u8, item.ProductName);
        text.Add("\"qty\":"u8, item.Quantity);
        text.Add("\"unit\":"u8, item.Unit);
        text.Add("\"unit_price\":"u8, item.UnitPrice);
        text.Close();
    }

    /// <summary>Writes the whole transaction, whose items and unknown members are in the scratch, and hashes it.</summary>
    public static ContentHash Hash(ParserScratch scratch, in TransactionDraft draft)
    {
        var output = scratch.Output;
        output.Truncate(0);
        Append(scratch, output, draft);
        Span<byte> hash = stackalloc byte[ContentHash.Length];
        SHA256.HashData(output.Written, hash);
        return ContentHash.FromBytes(hash);
    }

    private static void Append(ParserScratch scratch, ByteBuffer output, in TransactionDraft draft)
    {
        var text = new CanonicalObject(scratch, output, unknownMark: 0);
        text.Add("\"currency\":"u8, draft.Currency);
        text.Add("\"customer_id\":"u8, draft.CustomerId);
        text.Add("\"device_id\":"u8, draft.DeviceId);
        text.Add("\"device_seq\":"u8, draft.DeviceSeq);
        text.AddItems("\"items\":"u8);
        text.Add("\"net_amount\":"u8, draft.NetAmount);
        text.Add("\"original_transaction_id\":"u8, draft.OriginalTransactionId);
        text.Add("\"payment_method\":"u8, draft.PaymentMethod);
        text.Add("\"store_id\":"u8, draft.StoreId);
        text.Add("\"total_amount\":"u8, draft.TotalAmount);
        text.Add("\"transaction_id\":"u8, draft.TransactionId);
        text.Add("\"ts\":"u8, draft.OccurredAt);
        text.Add("\"type\":"u8, draft.Type == TransactionType.Return ? "return" : "sale");
        text.Close();
    }
}
