using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Scout.Cli.Mapping;
using Scout.Domain.Money;
using Scout.Domain.Transactions;

namespace Scout.Cli.Reading;

/// <summary>Writes a gathered transaction as JSON: the same bytes for the same lines and mapping in every run.</summary>
internal static class TransactionBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The entry to send, or a refusal when the transaction cannot be sent whole.</summary>
    public static ImportEntry ToEntry(TransactionDraft draft, ImportMapping mapping)
    {
        if (draft.LineCount > TransactionLimits.ItemsMax)
            draft.AddFaults([new RowFault(draft.FirstLineNumber, null, $"starts a transaction of {draft.LineCount} lines; one takes at most {TransactionLimits.ItemsMax}")]);
        if (draft.Faults.Count > 0)
            return Refuse(draft);
        var total = draft.Total?.Exactly() ?? draft.Lines.Sum(line => line.LineAmount.Exactly());
        if (decimal.Abs(total) * Amount.UnitsPerWhole > Amount.UnitsMax)
            draft.AddFaults([new RowFault(draft.FirstLineNumber, null, $"starts a transaction whose total is too large: {total.ToString(CultureInfo.InvariantCulture)}")]);
        else if (Write(draft, mapping, total) is var body && body.Length <= TransactionLimits.BodyBytesMax)
            return new ImportEntry(draft.FirstLineNumber, draft.StoreId, draft.TransactionId, TypeOf(draft), draft.LineCount, total, body, []);
        else
            draft.AddFaults([new RowFault(draft.FirstLineNumber, null, $"starts a transaction of {body.Length} bytes; one takes at most {TransactionLimits.BodyBytesMax}")]);
        return Refuse(draft);
    }

    private static TransactionType TypeOf(TransactionDraft draft) => draft.IsReturn ? TransactionType.Return : TransactionType.Sale;

    private static ImportEntry Refuse(TransactionDraft draft) =>
        ImportEntry.Refused(draft.FirstLineNumber, draft.StoreId, draft.TransactionId, draft.Faults);

    private static byte[] Write(TransactionDraft draft, ImportMapping mapping, decimal total)
    {
        var buffer = new ArrayBufferWriter<byte>(256 * (draft.Lines.Count + 1));
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("transaction_id", draft.TransactionId);
            json.WriteString("store_id", draft.StoreId);
            if (draft.IsReturn)
                json.WriteString("type", "return");
            json.WriteString("ts", draft.OccurredAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
            WriteNumber(json, "total_amount", Amount.FromDecimal(total));
            if (draft.Net is { } net)
                WriteNumber(json, "net_amount", net);
            WriteTexts(json, mapping.Transaction.Texts, draft.Texts);
            json.WriteStartArray("items");
            foreach (var line in draft.Lines)
                WriteLine(json, line, mapping.Line);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteLine(Utf8JsonWriter json, LineDraft line, LineMapping mapping)
    {
        json.WriteStartObject();
        json.WriteString("product_id", line.ProductId);
        WriteTexts(json, mapping.Texts, line.Texts);
        WriteNumber(json, "qty", line.Quantity);
        WriteNumber(json, "unit_price", line.UnitPrice);
        WriteNumber(json, "line_amount", line.LineAmount);
        if (line.Discount is { } discount)
            WriteNumber(json, "discount", discount);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, IReadOnlyList<NamedText> names, string?[] texts)
    {
        for (var index = 0; index < texts.Length; index++)
        {
            if (texts[index] is { } text)
                json.WriteString(names[index].Member, text);
        }
    }

    // An amount has one spelling, so 2.50 and 2.5 in the file give the same bytes.
    private static void WriteNumber(Utf8JsonWriter json, string name, Amount amount)
    {
        Span<byte> text = stackalloc byte[20];
        json.WritePropertyName(name);
        json.WriteRawValue(text[..amount.Format(text)], skipInputValidation: true);
    }
}
