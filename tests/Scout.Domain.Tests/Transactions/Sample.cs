using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Scout.Domain.Transactions;

namespace Scout.Domain.Tests.Transactions;

/// <summary>Documents to read: one small valid transaction, and ways to spoil one member of it.</summary>
internal static class Sample
{
    public const string Item = """{"product_id":"PROD-001","qty":2,"unit_price":25.00,"line_amount":50.00}""";

    public const string Document =
        $$"""{"transaction_id":"TXN-1","store_id":"STORE-001","ts":"2025-01-24T18:30:00Z","total_amount":50.00,"items":[{{Item}}]}""";

    /// <summary>The example of the contract.</summary>
    public const string ContractExample = """
        { "transaction_id": "TXN-20250824-001", "store_id": "STORE-001", "ts": "2025-01-24T18:30:00Z", "total_amount": 245.50,
          "items": [ { "product_id": "PROD-001", "product_name": "Coca-Cola 350ml", "brand": "Coca-Cola", "qty": 2, "unit_price": 25.00, "line_amount": 50.00 } ] }
        """;

    /// <summary>The document with a member replaced or added. The value is JSON text and stays exactly as it is.</summary>
    public static string With(string member, string json) => Replace(Document, member, json);

    /// <summary>The document with a member of its item replaced or added.</summary>
    public static string WithInItem(string member, string json) => Document.Replace(Item, Replace(Item, member, json), StringComparison.Ordinal);

    public static string Without(string member)
    {
        var node = JsonNode.Parse(Document)!.AsObject();
        node.Remove(member);
        return node.ToJsonString();
    }

    public static string WithoutInItem(string member)
    {
        var node = JsonNode.Parse(Document)!.AsObject();
        node["items"]![0]!.AsObject().Remove(member);
        return node.ToJsonString();
    }

    public static ParsedTransaction Parse(string document) => TransactionParser.Parse(Encoding.UTF8.GetBytes(document));

    public static Transaction ParseValid(string document)
    {
        var parsed = Parse(document);
        Assert.True(parsed.IsValid, parsed.Malformed ?? string.Join("; ", NameFaults(parsed)));
        return parsed.Transaction;
    }

    public static string ParseMalformed(string document)
    {
        var parsed = Parse(document);
        Assert.NotNull(parsed.Malformed);
        Assert.Null(parsed.Errors);
        Assert.Null(parsed.Transaction);
        return parsed.Malformed;
    }

    /// <summary>All the faults of a document, as <c>path: message</c> in the order named.</summary>
    public static string[] ParseErrors(string document)
    {
        var parsed = Parse(document);
        Assert.Null(parsed.Malformed);
        Assert.Null(parsed.Transaction);
        Assert.NotNull(parsed.Errors);
        return [.. NameFaults(parsed)];
    }

    public static string HashOf(string canonicalText) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalText)));

    private static IEnumerable<string> NameFaults(ParsedTransaction parsed) =>
        (parsed.Errors ?? new Dictionary<string, string[]>()).SelectMany(fault => fault.Value, (fault, message) => $"{fault.Key}: {message}");

    // By text, not by node: a node would lose lone surrogates and other spellings that are the point of a test.
    private static string Replace(string json, string member, string value)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        const string Placeholder = "\"@@\"";
        node[member] = "@@";
        return node.ToJsonString().Replace(Placeholder, value, StringComparison.Ordinal);
    }
}
