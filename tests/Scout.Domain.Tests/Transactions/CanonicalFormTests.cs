using System.Text.Json.Nodes;
using CsCheck;

namespace Scout.Domain.Tests.Transactions;

public sealed class CanonicalFormTests
{
    // The three literals of the worked example in docs/canonical-form.md: change them together, which means never.
    private const string ExampleSent = """
        {
          "ts": "2025-01-24T19:30:00.250+01:00",
          "store_id": "STORE-001",
          "transaction_id": "TXN-20250824-001",
          "total_amount": 50.00,
          "currency": "GBP",
          "customer_id": null,
          "device_seq": 42,
          "channel": { "open": true, "lane": 4.0 },
          "metadata": { "firmware": "2.1" },
          "items": [
            { "product_id": "PROD-001", "product_name": "Quark \"leicht\" 1\/2", "brand": "M\u00fcller",
              "qty": 2, "unit_price": 2.5e1, "line_amount": 50.00, "promo": null }
          ]
        }
        """;

    private const string ExampleForm =
        """{"channel":{"lane":4,"open":true},"currency":"GBP","device_seq":42,"items":[{"brand":"Müller","line_amount":50,"product_id":"PROD-001","product_name":"Quark \"leicht\" 1/2","promo":null,"qty":2,"unit_price":25}],"store_id":"STORE-001","total_amount":50,"transaction_id":"TXN-20250824-001","ts":"2025-01-24T18:30:00.25Z","type":"sale"}""";

    private const string ExampleHash = "30d90c1b64e2e7ccfe457231e4f735b73aa066f219e91305bb2e063610f360b9";

    [Fact]
    public void Hash_WhenGivenTheDocumentedExample_IsTheDocumentedHash()
    {
        Assert.Equal(ExampleHash, Sample.HashOf(ExampleForm));
        Assert.Equal(ExampleHash, Sample.ParseValid(ExampleSent).ContentHash.ToString());
        Assert.Equal(ExampleHash, Sample.ParseValid(ExampleForm).ContentHash.ToString());
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.0e5", "0")]
    [InlineData("1.00", "1")]
    [InlineData("1e0", "1")]
    [InlineData("-1.50", "-1.5")]
    [InlineData("120e1", "1200")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("12.5e-8", "125e-9")]
    [InlineData("100000000000000000000", "100000000000000000000")]
    [InlineData("1000000000000000000000", "1e21")]
    [InlineData("123456789012345678901.5", "123456789012345678901.5")]
    [InlineData("1e0400", "1e400")]
    [InlineData("10e-401", "1e-400")]
    [InlineData("10e999999999999999", "1e1000000000000000")]
    [InlineData("0.1e1000000000000000", "1e999999999999999")]
    [InlineData("1000e99999999999999999999999999999", "1e100000000000000000000000000002")]
    [InlineData("0.001e100000000000000000000000000000002", "1e99999999999999999999999999999999")]
    [InlineData("1000e-100000000000000000000000000000002", "1e-99999999999999999999999999999999")]
    [InlineData("0.01e-0099999999999999999999999999999999", "1e-100000000000000000000000000000001")]
    public void Hash_WhenANumberIsUnknown_UsesItsOneSpelling(string sent, string canonical)
    {
        var form = ExampleForm.Replace("\"lane\":4", $"\"lane\":{canonical}", StringComparison.Ordinal);

        Assert.Equal(canonical, CanonicalOracle.WriteNumber(sent));
        Assert.Equal(Sample.HashOf(form), Sample.ParseValid(ExampleSent.Replace("4.0", sent, StringComparison.Ordinal)).ContentHash.ToString());
    }

    [Fact]
    public void Hash_WhenNamesOrderDifferentlyInUtf16AndEscaped_FollowsTheirUtf8()
    {
        // In UTF-16 the cart comes before U+FFEE, and in escaped text the backslash (5C) would put the quote (22) behind the A (41).
        const string Sorted = """{"":0,"\"":1,"A":2,"\\":3,"\\\"":4,"\\\\":5,"\\]":6,"a":7,"a\"":8,"aa":9,"é":10,"ￎ":11,"🛒":12}""";
        var shuffled = new Speller(seed: 7).Spell(JsonNode.Parse(Sorted)!.AsObject());

        var sent = ExampleSent.Replace("{ \"open\": true, \"lane\": 4.0 }", shuffled, StringComparison.Ordinal);

        Assert.Equal(Sample.HashOf(ExampleForm.Replace("""{"lane":4,"open":true}""", Sorted, StringComparison.Ordinal)), Sample.ParseValid(sent).ContentHash.ToString());
    }

    [Theory]
    [InlineData("\"metadata\": { \"firmware\": \"2.1\" }", "\"metadata\": { \"firmware\": \"3\", \"x\": [1] }")]
    [InlineData("\"metadata\": { \"firmware\": \"2.1\" }", "\"metadata\": null")]
    [InlineData("\"customer_id\": null", "\"type\": \"sale\"")]
    [InlineData("\"customer_id\": null", "\"net_amount\": null")]
    public void Hash_WhenWhatCarriesNoContentChanges_StaysTheSame(string from, string to) =>
        Assert.Equal(ExampleHash, Sample.ParseValid(ExampleSent.Replace(from, to, StringComparison.Ordinal)).ContentHash.ToString());

    [Theory]
    [InlineData("\"customer_id\": null", "\"customer_id\": \"\"")]
    [InlineData("\"customer_id\": null", "\"type\": \"return\"")]
    [InlineData("\"promo\": null", "\"promo\": false")]
    [InlineData(", \"promo\": null", "")]
    [InlineData("\"open\": true", "\"open\": \"true\"")]
    [InlineData("4.0", "\"4\"")]
    [InlineData("{ \"open\": true, \"lane\": 4.0 }", "[{ \"open\": true, \"lane\": 4.0 }]")]
    [InlineData("M\\u00fcller", "Mu\\u0308ller")]
    [InlineData("00.250+01:00", "00.250000001+01:00")]
    [InlineData("00.250+01:00", "00.250+01:01")]
    [InlineData("\"promo\": null", "\"metadata\": {}, \"promo\": null")]
    public void Hash_WhenContentChanges_Changes(string from, string to) =>
        Assert.NotEqual(ExampleHash, Sample.ParseValid(ExampleSent.Replace(from, to, StringComparison.Ordinal)).ContentHash.ToString());

    [Fact]
    public void Hash_WhenSpelledAnyhow_IsThatOfTheDocumentedForm() =>
        Gen.Select(Contents.Transaction, Gen.Int).Sample((content, seed) =>
        {
            var expected = Sample.HashOf(CanonicalOracle.Write(content));

            return Sample.ParseValid(new Speller(seed).Spell(content)).ContentHash.ToString() == expected
                && Sample.ParseValid(content.ToJsonString()).ContentHash.ToString() == expected;
        }, iter: 2_000);

    [Fact]
    public void Hash_WhenOneKnownValueChanges_Changes() =>
        Gen.Select(Contents.Transaction, Contents.Transaction, Gen.Int).Sample((content, other, seed) =>
        {
            // One member takes its value from another transaction: a known one, an unknown one or one of an item.
            var changed = content.DeepClone().AsObject();
            var random = new Random(seed);
            var inItem = random.Next(2) == 0;
            var target = inItem ? changed["items"]!.AsArray()[0]!.AsObject() : changed;
            var source = inItem ? other["items"]!.AsArray()[0]!.AsObject() : other;
            var (name, value) = source.ElementAt(random.Next(source.Count));
            target[name] = value?.DeepClone();

            var sameForm = CanonicalOracle.Write(content) == CanonicalOracle.Write(changed);

            return IsMissing(name, value) || sameForm == (HashOf(content) == HashOf(changed));
        }, iter: 2_000);

    [Fact]
    public void Hash_WhenItemsChangePlaces_Changes() =>
        Contents.Transaction.Sample(content =>
        {
            var changed = content.DeepClone().AsObject();
            var items = changed["items"]!.AsArray();
            var first = items[0];
            items.RemoveAt(0);
            items.Add(first);

            return (CanonicalOracle.Write(content) == CanonicalOracle.Write(changed)) == (HashOf(content) == HashOf(changed));
        });

    private static bool IsMissing(string name, JsonNode? value) => value is null && name is "store_id" or "transaction_id" or "ts" or "total_amount";

    private static string HashOf(JsonObject content) => Sample.ParseValid(content.ToJsonString()).ContentHash.ToString();
}
