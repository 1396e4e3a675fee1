using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using CsCheck;

namespace Scout.Domain.Tests.Transactions;

/// <summary>Valid transactions of every kind, with <c>ts</c> in its canonical spelling.</summary>
internal static class Contents
{
    private static readonly Gen<string> Word =
        Gen.OneOf("a", "b", "Müller", "é", "e\u0301", "\"", "\\", "/", "\\\"", "店", "🛒", "\uffee", " ", "u0041", "0", "STORE", "z").Array[1, 4].Select(string.Concat);

    private static readonly Gen<string> Identifier = Gen.Select(Word, word => "x" + word.Trim());

    private static readonly Gen<JsonNode?> Text = Gen.Select(Gen.Bool, Word, (empty, word) => (JsonNode?)(empty ? "" : word));

    private static readonly Gen<JsonNode?> Amount =
        Gen.Select(Gen.OneOf(Gen.Long[-30_000, 30_000], Gen.Long[-Domain.Money.Amount.UnitsMax, Domain.Money.Amount.UnitsMax]), units => Number((decimal)units / 10_000));

    private static readonly Gen<JsonNode?> AnyNumber =
        Gen.Select(Gen.Long, Gen.OneOf(Gen.Long[-40, 40], Gen.Long), (digits, exponent) => JsonNode.Parse($"{digits}e{exponent}"));

    /// <summary>Exponents of any length, which no integer type holds.</summary>
    private static readonly Gen<JsonNode?> HugeNumber = Gen.Select(Gen.Int[-99, 99], Gen.Int[17, 40], Gen.Int[-2, 2], Gen.Bool, (digits, length, near, negative) =>
        JsonNode.Parse($"{digits}e{(negative ? "-" : "")}{BigInteger.Pow(10, length) + near}"));

    private static readonly Gen<JsonNode?> Leaf = Gen.OneOf(
        Text, Amount, AnyNumber, HugeNumber, Gen.Const(() => (JsonNode?)null), Gen.Bool.Select(value => (JsonNode?)value));

    private static readonly Gen<JsonNode?> Anything = Gen.Recursive<JsonNode?>((depth, inner) => depth > 3
        ? Leaf
        : Gen.Frequency(
            (3, Leaf),
            (1, Gen.Select(inner.Array[0, 3], values => (JsonNode?)new JsonArray([.. values.Select(Clone)]))),
            (1, Gen.Select(Word.Array[0, 4], inner.Array[4], (names, values) => (JsonNode?)Members(names, values)))));

    private static readonly Gen<JsonObject> Unknown =
        Gen.Select(Gen.Select(Word, word => "?" + word).Array[0, 3], Gen.OneOf("a", "cz", "itemsa", "uni", "unit_", "zz", "Qty", "qt", "unit ", "qty!", "ts ", "store_id!").Array[0, 2], Anything.Array[5], (strange, near, values) =>
            Members([.. strange, .. near], values));

    private static readonly Gen<JsonObject> Item = Gen.Select(
        Identifier,
        Amount.Array[4],
        Text.Array[5],
        Gen.Int[0, 63],
        Unknown,
        (id, amounts, texts, chosen, unknown) => With(unknown, new JsonObject
        {
            ["product_id"] = id,
            ["qty"] = Clone(amounts[0]),
            ["unit_price"] = Clone(amounts[1]),
            ["line_amount"] = Clone(amounts[2]),
        }, chosen, [("discount", amounts[3]), ("product_name", texts[0]), ("brand", texts[1]), ("category", texts[2]), ("gtin", texts[3]), ("unit", texts[4])]));

    private static readonly Gen<JsonNode?> Instant = Gen.Select(Gen.Long[86_400, 253_370_764_800], Gen.OneOf(Gen.Const(0), Gen.Int[0, 999_999_999]), (seconds, nanoseconds) =>
    {
        var whole = DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        var fraction = nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return (JsonNode?)(whole + (fraction.Length > 0 ? "." + fraction : "") + "Z");
    });

    public static readonly Gen<JsonObject> Transaction = Gen.Select(
        Identifier.Array[3],
        Gen.Select(Amount.Array[2], Instant, (amounts, instant) => (amounts, instant)),
        Text.Array[3],
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[0, 511], (sequence, chosen) => (sequence, chosen)),
        Unknown,
        Item.Array[1, 4],
        (identifiers, values, texts, numbers, unknown, items) => With(unknown, new JsonObject
        {
            ["transaction_id"] = identifiers[0],
            ["store_id"] = identifiers[1],
            ["ts"] = Clone(values.instant),
            ["total_amount"] = Clone(values.amounts[0]),
            ["items"] = new JsonArray([.. items.Select(Clone)]),
        }, numbers.chosen,
        [
            ("original_transaction_id", identifiers[2]), ("net_amount", values.amounts[1]), ("customer_id", texts[0]), ("payment_method", texts[1]),
            ("device_id", texts[2]), ("device_seq", numbers.sequence), ("type", "return"), ("currency", "GBP"), ("metadata", new JsonObject { ["a"] = 1.5m }),
        ]));

    private static JsonNode? Number(decimal value) => JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture));

    private static JsonNode? Clone(JsonNode? node) => node?.DeepClone();

    private static JsonObject Members(string[] names, JsonNode?[] values)
    {
        var members = new JsonObject();
        foreach (var (index, name) in names.Index())
            members[name] = Clone(values[index]);
        return members;
    }

    // Half of the optional members are given; of the others, every second one is an explicit null.
    private static JsonObject With(JsonObject unknown, JsonObject known, int chosen, (string Name, JsonNode? Value)[] optional)
    {
        foreach (var (name, value) in unknown)
            known[name] = Clone(value);
        foreach (var (index, (name, value)) in optional.Index())
        {
            if ((chosen >> index & 1) == 1)
                known[name] = Clone(value);
            else if (index % 2 == 0)
                known[name] = null;
        }

        return known;
    }
}
