using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scout.Domain.Tests.Transactions;

/// <summary>docs/canonical-form.md once more, slow and plain, to hold the fast writer to it.</summary>
internal static class CanonicalOracle
{
    private static readonly string[] Optional =
        ["type", "original_transaction_id", "net_amount", "currency", "customer_id", "payment_method", "device_id", "device_seq"];

    private static readonly string[] OptionalInItem = ["product_name", "brand", "category", "gtin", "discount", "unit"];

    /// <param name="transaction">Valid, with <c>ts</c> in its canonical spelling already.</param>
    public static string Write(JsonObject transaction)
    {
        var content = transaction.DeepClone().AsObject();
        content.Remove("metadata");
        RemoveNulls(content, Optional);
        content.TryAdd("type", "sale");
        foreach (var item in content["items"]!.AsArray())
            RemoveNulls(item!.AsObject(), OptionalInItem);
        return WriteValue(content);
    }

    public static string WriteNumber(string number)
    {
        var (digits, exponent) = Read(number);
        if (digits.IsZero)
            return "0";
        for (; digits % 10 == 0; digits /= 10)
            exponent++;

        var sign = digits < 0 ? "-" : "";
        var text = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture);
        var point = text.Length + exponent;
        if (point < -5 || point > 21)
            return $"{sign}{text}e{exponent}";
        if (point <= 0)
            return sign + "0." + new string('0', (int)-point) + text;
        return point >= text.Length ? sign + text.PadRight((int)point, '0') : sign + text[..(int)point] + "." + text[(int)point..];
    }

    /// <summary>The value of a number: digits x 10^exponent.</summary>
    public static (BigInteger Digits, BigInteger Exponent) Read(string number)
    {
        var parts = number.Split('e', 'E');
        var exponent = parts.Length > 1 ? BigInteger.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
            exponent -= parts[0].Length - 1 - point;
        return (BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), exponent);
    }

    private static void RemoveNulls(JsonObject content, string[] names)
    {
        foreach (var name in names)
        {
            if (content[name] is null)
                content.Remove(name);
        }
    }

    private static string WriteValue(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject members => "{" + string.Join(',', members
            .OrderBy(member => Encoding.UTF8.GetBytes(member.Key), Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)))
            .Select(member => WriteText(member.Key) + ":" + WriteValue(member.Value))) + "}",
        JsonArray values => "[" + string.Join(',', values.Select(WriteValue)) + "]",
        _ when node.GetValueKind() == JsonValueKind.String => WriteText(node.GetValue<string>()),
        _ when node.GetValueKind() == JsonValueKind.Number => WriteNumber(node.ToJsonString()),
        _ => node.ToJsonString(),
    };

    private static string WriteText(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
