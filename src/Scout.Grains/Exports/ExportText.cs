using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Scout.Contracts.Exports;
using Scout.Domain.Money;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;
using Scout.Storage.Reports;

namespace Scout.Grains.Exports;

/// <summary>Writes rows of a layer as lines: JSON with everything, or CSV with one row a line.</summary>
internal sealed class ExportText : IDisposable
{
    private const string BronzeColumns = "event_id,store_id,transaction_id,revision,received_at,source_system,broken_rules,transaction";
    private const string SilverColumns =
        "event_id,entry,store_id,transaction_id,type,occurred_at,received_at,promoted_at,currency,total_amount,net_amount,items,units,broken_rules,"
        + "customer_id,payment_method,device_id,device_seq,original_transaction_id";

    private const string FigureColumns = "currency,transactions,returns,items,units,revenue,late,restated_at";

    // One object a line, and text that stays readable: nothing embeds it in a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private readonly Utf8JsonWriter _json;
    private readonly bool _csv;

    public ExportText(bool csv)
    {
        _csv = csv;
        _json = new Utf8JsonWriter(_buffer, Options);
    }

    public int Rows { get; private set; }

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>What stands before the first row.</summary>
    public void Begin(ExportTable table)
    {
        if (!_csv)
            return;
        AddText(table switch
        {
            ExportTable.Bronze => BronzeColumns,
            ExportTable.Silver => SilverColumns,
            ExportTable.GoldDays => $"store_id,business_day,{FigureColumns}",
            _ => $"store_id,hour,{FigureColumns}",
        });
        AddText("\r\n");
    }

    public void Add(StoreProfile profile, BronzeRow row)
    {
        var rules = RuleCatalog.NamesOf(row.BrokenRules).ToList();
        var body = row.Body!;
        if (_csv)
        {
            AddRow(
                row.EventId.ToString(), profile.StoreId.Value, row.TransactionId, Text(row.Revision), Text(row.ReceivedAt), row.SourceSystem, string.Join(' ', rules),
                Encoding.UTF8.GetString(body));
            return;
        }

        AddObject(json =>
        {
            json.WriteString("event_id", row.EventId.ToString());
            json.WriteString("store_id", profile.StoreId.Value);
            json.WriteString("transaction_id", row.TransactionId);
            json.WriteNumber("revision", row.Revision);
            json.WriteString("received_at", row.ReceivedAt.UtcDateTime);
            json.WriteString("source_system", row.SourceSystem);
            WriteRules(json, rules);
            WriteBody(json, body);
        });
    }

    public void Add(StoreProfile profile, SilverRow row)
    {
        var (currency, type) = (row.Currency ?? profile.Currency, row.IsReturn ? "return" : "sale");
        var rules = RuleCatalog.NamesOf(row.BrokenRules).ToList();
        var units = row.Items.Aggregate((Int128)0, (sum, item) => sum + item.Quantity.Units);
        if (_csv)
        {
            AddRow(
                row.EventId.ToString(), Text(row.Entry), profile.StoreId.Value, row.TransactionId, type, Text(row.OccurredAt), Text(row.ReceivedAt), Text(row.PromotedAt),
                currency, Text(row.TotalAmount), Text(row.NetAmount), Text(row.Items.Count), Text(Amount.ToDecimal(units)), string.Join(' ', rules), row.CustomerId,
                row.PaymentMethod, row.DeviceId, row.DeviceSeq?.ToString(CultureInfo.InvariantCulture), row.OriginalTransactionId);
            return;
        }

        AddObject(json =>
        {
            json.WriteString("event_id", row.EventId.ToString());
            json.WriteNumber("entry", row.Entry);
            json.WriteString("store_id", profile.StoreId.Value);
            json.WriteString("transaction_id", row.TransactionId);
            json.WriteString("type", type);
            json.WriteString("occurred_at", row.OccurredAt.UtcDateTime);
            json.WriteString("received_at", row.ReceivedAt.UtcDateTime);
            json.WriteString("promoted_at", row.PromotedAt.UtcDateTime);
            json.WriteString("currency", currency);
            json.WriteNumber("total_amount", row.TotalAmount.ToDecimal());
            WriteAmount(json, "net_amount", row.NetAmount);
            json.WriteNumber("units", Amount.ToDecimal(units));
            WriteRules(json, rules);
            WriteOptional(json, "customer_id", row.CustomerId);
            WriteOptional(json, "payment_method", row.PaymentMethod);
            WriteOptional(json, "device_id", row.DeviceId);
            if (row.DeviceSeq is { } sequence)
                json.WriteNumber("device_seq", sequence);
            else
                json.WriteNull("device_seq");
            WriteOptional(json, "original_transaction_id", row.OriginalTransactionId);
            json.WriteStartArray("items");
            foreach (var item in row.Items)
                WriteItem(json, item);
            json.WriteEndArray();
        });
    }

    public void Add(StoreProfile profile, in DayFigures row) =>
        AddFigures(profile, "business_day", row.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Currency, row.Figures, row.RestatedAt);

    public void Add(StoreProfile profile, in HourFigures row) => AddFigures(profile, "hour", Text(row.Hour), row.Currency, row.Figures, row.RestatedAt);

    public void Dispose() => _json.Dispose();

    private void AddFigures(StoreProfile profile, string bucketName, string bucket, string currency, StoreFigures figures, DateTimeOffset? restatedAt)
    {
        if (_csv)
        {
            AddRow(
                profile.StoreId.Value, bucket, currency, Text(figures.Transactions), Text(figures.Returns), Text(figures.Items), Text(figures.Units), Text(figures.Revenue),
                Text(figures.Late), restatedAt is { } at ? Text(at) : null);
            return;
        }

        AddObject(json =>
        {
            json.WriteString("store_id", profile.StoreId.Value);
            json.WriteString(bucketName, bucket);
            json.WriteString("currency", currency);
            json.WriteNumber("transactions", figures.Transactions);
            json.WriteNumber("returns", figures.Returns);
            json.WriteNumber("items", figures.Items);
            json.WriteNumber("units", figures.Units);
            json.WriteNumber("revenue", figures.Revenue);
            json.WriteNumber("late", figures.Late);
            WriteOptional(json, "restated_at", restatedAt is { } at ? Text(at) : null);
        });
    }

    private void AddObject(Action<Utf8JsonWriter> write)
    {
        _json.Reset(_buffer);
        _json.WriteStartObject();
        write(_json);
        _json.WriteEndObject();
        _json.Flush();
        AddText("\n");
        Rows++;
    }

    private void AddRow(params ReadOnlySpan<string?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                AddText(",");
            var value = values[i] ?? "";
            AddText(value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        AddText("\r\n");
        Rows++;
    }

    private void AddText(string text) => Encoding.UTF8.GetBytes(text, _buffer);

    /// <summary>The body in one line, whatever white space it was sent with; its numbers and texts stay as they are.</summary>
    private static void WriteBody(Utf8JsonWriter json, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            json.WritePropertyName("transaction");
            document.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteBase64String("transaction_base64", body);
        }
    }

    private static void WriteItem(Utf8JsonWriter json, LineItem item)
    {
        json.WriteStartObject();
        json.WriteString("product_id", item.ProductId);
        WriteOptional(json, "product_name", item.ProductName);
        WriteOptional(json, "brand", item.Brand);
        WriteOptional(json, "category", item.Category);
        WriteOptional(json, "gtin", item.Gtin);
        WriteOptional(json, "unit", item.Unit);
        json.WriteNumber("qty", item.Quantity.ToDecimal());
        json.WriteNumber("unit_price", item.UnitPrice.ToDecimal());
        json.WriteNumber("line_amount", item.LineAmount.ToDecimal());
        WriteAmount(json, "discount", item.Discount);
        json.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter json, List<string> rules)
    {
        json.WriteStartArray("broken_rules");
        foreach (var rule in rules)
            json.WriteStringValue(rule);
        json.WriteEndArray();
    }

    private static void WriteAmount(Utf8JsonWriter json, string name, Amount? value)
    {
        if (value is { } present)
            json.WriteNumber(name, present.ToDecimal());
        else
            json.WriteNull(name);
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
            json.WriteNull(name);
        else
            json.WriteString(name, value);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static string? Text(Amount? value) => value?.ToString();

    private static string Text(DateTimeOffset value) => value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
