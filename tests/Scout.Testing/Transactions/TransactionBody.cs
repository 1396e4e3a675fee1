using System.Text.Json;
using Scout.Domain.Money;
using Scout.Domain.Transactions;

namespace Scout.Testing.Transactions;

/// <summary>Writes a transaction as a device would send it.</summary>
internal static class TransactionBody
{
    public static byte[] Write(TransactionBuilder builder, Amount total, string customer, string payment)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("transaction_id", builder.Id);
            json.WriteString("store_id", builder.Store);
            json.WriteString("ts", builder.OccurredAt);
            if (builder.Type == TransactionType.Return)
                json.WriteString("type", "return");
            if (builder.OriginalId is { } original)
                json.WriteString("original_transaction_id", original);
            json.WriteNumber("total_amount", total.ToDecimal());
            if (builder.Currency is { } currency)
                json.WriteString("currency", currency);
            json.WriteString("customer_id", customer);
            json.WriteString("payment_method", payment);
            json.WriteString("device_id", "POS-1");
            if (builder.Note.Length > 0)
                json.WriteString("note", builder.Note);
            json.WriteStartArray("items");
            foreach (var item in builder.Items)
                WriteLine(json, item);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteLine(Utf8JsonWriter json, LineItem item)
    {
        json.WriteStartObject();
        json.WriteString("product_id", item.ProductId);
        WriteText(json, "product_name", item.ProductName);
        WriteText(json, "brand", item.Brand);
        WriteText(json, "category", item.Category);
        WriteText(json, "gtin", item.Gtin);
        WriteText(json, "unit", item.Unit);
        json.WriteNumber("qty", item.Quantity.ToDecimal());
        json.WriteNumber("unit_price", item.UnitPrice.ToDecimal());
        json.WriteNumber("line_amount", item.LineAmount.ToDecimal());
        if (item.Discount is { } discount)
            json.WriteNumber("discount", discount.ToDecimal());
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
