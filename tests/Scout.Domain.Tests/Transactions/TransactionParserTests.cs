using System.Text;
using Scout.Domain.Transactions;

namespace Scout.Domain.Tests.Transactions;

public sealed class TransactionParserTests
{
    [Fact]
    public void Parse_WhenGivenTheContractsExample_ReadsEveryMember()
    {
        var transaction = Sample.ParseValid(Sample.ContractExample);

        Assert.Equal("TXN-20250824-001", transaction.TransactionId.Value);
        Assert.Equal("STORE-001", transaction.StoreId.Value);
        Assert.Equal(new DateTimeOffset(2025, 1, 24, 18, 30, 0, TimeSpan.Zero), transaction.OccurredAt);
        Assert.Equal(245.5m, transaction.TotalAmount.ToDecimal());
        Assert.Equal(TransactionType.Sale, transaction.Type);
        var line = Assert.Single(transaction.Items);
        Assert.Equal(("PROD-001", "Coca-Cola 350ml", "Coca-Cola"), (line.ProductId, line.ProductName, line.Brand));
        Assert.Equal((2m, 25m, 50m), (line.Quantity.ToDecimal(), line.UnitPrice.ToDecimal(), line.LineAmount.ToDecimal()));
        Assert.Null(line.Category ?? line.Gtin ?? line.Unit);
        Assert.Null(line.Discount);
    }

    [Fact]
    public void Parse_WhenEveryOptionalMemberIsGiven_ReadsThem()
    {
        var transaction = Sample.ParseValid("""
            {"transaction_id":"R-1","store_id":"S","ts":"2025-01-24T18:30:00Z","total_amount":-1.5,"type":"return","original_transaction_id":"T-1",
             "net_amount":-1.25,"currency":"GBP","customer_id":"C","payment_method":"card","device_id":"D","device_seq":7,"metadata":{"a":[1,{"b":null}]},
             "items":[{"product_id":"P","product_name":"","brand":"B","category":"K","gtin":"G","discount":0.1,"unit":"kg","qty":-1,"unit_price":1.6,"line_amount":-1.5}]}
            """);

        Assert.Equal(TransactionType.Return, transaction.Type);
        Assert.Equal("T-1", transaction.OriginalTransactionId?.Value);
        Assert.Equal(-1.25m, transaction.NetAmount?.ToDecimal());
        Assert.Equal(("GBP", "C", "card", "D", 7), (transaction.Currency, transaction.CustomerId, transaction.PaymentMethod, transaction.DeviceId, transaction.DeviceSeq));
        var line = Assert.Single(transaction.Items);
        Assert.Equal(("", "B", "K", "G", "kg", 0.1m), (line.ProductName, line.Brand, line.Category, line.Gtin, line.Unit, line.Discount?.ToDecimal()));
    }

    [Fact]
    public void Parse_WhenOptionalMembersAreNull_TakesThemAsAbsent()
    {
        var document = Sample.Document[..^1] + """
            ,"type":null,"original_transaction_id":null,"net_amount":null,"currency":null,"customer_id":null,"payment_method":null,
            "device_id":null,"device_seq":null,"metadata":null}
            """;

        Assert.Equal(Sample.ParseValid(Sample.Document).ContentHash, Sample.ParseValid(document).ContentHash);
    }

    [Fact]
    public void Parse_WhenKnownNamesAreEscaped_RecognisesThem()
    {
        var document = Sample.Document.Replace("\"store_id\"", "\"\\u0073tore\\u005Fid\"", StringComparison.Ordinal).Replace("\"qty\"", "\"q\\u0074y\"", StringComparison.Ordinal);

        Assert.Equal(Sample.ParseValid(Sample.Document).ContentHash, Sample.ParseValid(document).ContentHash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("{")]
    [InlineData("nul")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{},")]
    [InlineData("// comment\n{}")]
    [InlineData("{/* comment */}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":[1,]}")]
    [InlineData("{'a':1}")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\":\"\t\"}")]
    [InlineData("{\"a\":\"\u0000\"}")]
    [InlineData("{\"a\":\"\\x\"}")]
    [InlineData("{\"a\":\"\\ud8\"}")]
    [InlineData("\ufeff{}")]
    [InlineData("{\"a\" 1}")]
    public void Parse_WhenNotOneJsonDocument_IsMalformed(string document) => Assert.Contains("byte", Sample.ParseMalformed(document), StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"a\":@}")]
    [InlineData("{\n\n\"a\":@}")]
    public void Parse_WhenGrammarBreaks_TellsTheByte(string document) =>
        Assert.Equal($"not one well-formed JSON document: unexpected byte at {document.IndexOf('@', StringComparison.Ordinal)}", Sample.ParseMalformed(document));

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("{\"\\u0022\":1,\"\\\"\":2}")]
    [InlineData("{\"\":1,\"\":2}")]
    [InlineData("{\"é\":1,\"\\u00e9\":2}")]
    [InlineData("{\"🛒\":1,\"\\ud83d\\uded2\":2}")]
    [InlineData("{\"c\":1,\"a\":1,\"b\":1,\"a\":2}")]
    [InlineData("{\"store_id\":\"A\",\"store_id\":\"A\"}")]
    [InlineData("{\"store_id\":null,\"store\\u005fid\":\"A\"}")]
    [InlineData("{\"metadata\":{\"a\":1,\"a\":1}}")]
    [InlineData("{\"metadata\":{\"x\":[{\"b\":{\"a\":1,\"a\":1}}]}}")]
    [InlineData("{\"metadata\":{},\"metadata\":{}}")]
    [InlineData("{\"other\":{\"a\":1,\"a\":1}}")]
    [InlineData("{\"\\u0000\":1,\"\\u0000\":1}")]
    [InlineData("{\"items\":[{\"qty\":1,\"qty\":1}]}")]
    [InlineData("{\"items\":[{\"x\":1,\"x\":1}]}")]
    [InlineData("{\"items\":[{\"x\":{\"a\":1,\"a\":1}}]}")]
    [InlineData("{\"items\":[[{\"a\":1,\"a\":1}]]}")]
    [InlineData("{\"qty\":1,\"total_amount\":{\"a\":1,\"a\":1}}")]
    [InlineData("{\"ts\":[{\"a\":1,\"a\":1}]}")]
    [InlineData("[{\"a\":1,\"a\":1}]")]
    public void Parse_WhenANameStandsTwice_IsMalformed(string document) =>
        Assert.StartsWith("duplicate member at byte ", Sample.ParseMalformed(document), StringComparison.Ordinal);

    [Fact]
    public void Parse_WhenANameStandsTwice_TellsWhereTheSecondStands()
    {
        Assert.Equal("duplicate member at byte 13", Sample.ParseMalformed("{\"b\":1,\"a\":1,\"b\":2}"));
        Assert.Equal("duplicate member at byte 14", Sample.ParseMalformed("{\"store_id\":1,\"store_id\":2}"));
    }

    [Theory]
    [InlineData("{\"Qty\":1,\"qty\":1}")]
    [InlineData("{\"a\":{\"x\":1},\"b\":{\"x\":1}}")]
    [InlineData("{\"a\":[{\"x\":1},{\"x\":1}]}")]
    public void Parse_WhenNamesDifferOrStandApart_IsNotMalformed(string document) => Assert.NotEmpty(Sample.ParseErrors(document));

    [Theory]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"a\":{\"\\udc00x\":1}}")]
    [InlineData("{\"metadata\":{\"\\ud800\\ud800\":1}}")]
    [InlineData("{\"items\":[{\"\\ud800\":1}]}")]
    public void Parse_WhenANameIsNoUnicode_IsMalformed(string document) =>
        Assert.StartsWith("member name that is not valid Unicode at byte ", Sample.ParseMalformed(document), StringComparison.Ordinal);

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF5, 0x80, 0x80, 0x80 })]
    public void Parse_WhenTextIsNotUtf8_IsMalformedWhereverItStands(byte[] wrong)
    {
        foreach (var place in (string[])["{\"store_id\":\"@\"}", "{\"@\":1}", "{\"metadata\":{\"a\":\"@\"}}", "{\"items\":[{\"x\":[\"@\"]}]}", "@"])
        {
            var at = place.IndexOf('@', StringComparison.Ordinal);
            byte[] document = [.. Encoding.UTF8.GetBytes(place[..at]), .. wrong, .. Encoding.UTF8.GetBytes(place[(at + 1)..])];

            Assert.Equal($"not valid UTF-8 at byte {at}", TransactionParser.Parse(document).Malformed);
        }
    }

    [Theory]
    [InlineData("other", 31)]
    [InlineData("metadata", 31)]
    public void Parse_WhenNestedToTheLimit_IsFineAndBeyondIsMalformed(string member, int levels)
    {
        string Nested(int depth) => "{\"a\":" + string.Concat(Enumerable.Repeat("[", depth - 1)) + string.Concat(Enumerable.Repeat("]", depth - 1)) + "}";

        Assert.NotNull(Sample.ParseValid(Sample.With(member, Nested(levels))));
        Assert.StartsWith("nested more than 32 levels deep at byte ", Sample.ParseMalformed(Sample.With(member, Nested(levels + 1))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"x\"")]
    [InlineData("[{}]")]
    public void Parse_WhenNotAnObject_NamesTheDocument(string document) => Assert.Equal(["$: must be an object"], Sample.ParseErrors(document));

    [Fact]
    public void Parse_WhenNothingIsGiven_NamesEveryRequiredMember() =>
        Assert.Equal(
            ["transaction_id: is required", "store_id: is required", "ts: is required", "total_amount: is required", "items: is required"],
            Sample.ParseErrors("{}"));

    [Theory]
    [InlineData("transaction_id")]
    [InlineData("store_id")]
    [InlineData("ts")]
    [InlineData("total_amount")]
    [InlineData("items")]
    public void Parse_WhenARequiredMemberIsNullOrAbsent_NamesIt(string member)
    {
        Assert.Equal([$"{member}: is required"], Sample.ParseErrors(Sample.With(member, "null")));
        Assert.Equal([$"{member}: is required"], Sample.ParseErrors(Sample.Without(member)));
    }

    [Theory]
    [InlineData("product_id")]
    [InlineData("qty")]
    [InlineData("unit_price")]
    [InlineData("line_amount")]
    public void Parse_WhenARequiredMemberOfAnItemIsNullOrAbsent_NamesIt(string member)
    {
        Assert.Equal([$"items[0].{member}: is required"], Sample.ParseErrors(Sample.WithInItem(member, "null")));
        Assert.Equal([$"items[0].{member}: is required"], Sample.ParseErrors(Sample.WithoutInItem(member)));
    }

    [Fact]
    public void Parse_WhenNamesHaveAnotherCase_DoesNotKnowThem() =>
        Assert.Equal(["store_id: is required"], Sample.ParseErrors(Sample.Document.Replace("store_id", "Store_id", StringComparison.Ordinal)));

    [Theory]
    [InlineData("transaction_id", "\"\"", "must be 1 to 128 printable characters")]
    [InlineData("transaction_id", "\"a\\u200bb\"", "must be 1 to 128 printable characters")]
    [InlineData("transaction_id", "7", "must be a string")]
    [InlineData("store_id", "\" \"", "must be 1 to 64 printable characters")]
    [InlineData("store_id", "{\"a\":1}", "must be a string")]
    [InlineData("original_transaction_id", "\"\"", "must be 1 to 128 printable characters")]
    [InlineData("type", "\"Sale\"", "must be sale or return")]
    [InlineData("type", "\"\"", "must be sale or return")]
    [InlineData("type", "0", "must be a string")]
    [InlineData("net_amount", "\"1\"", "must be a number")]
    [InlineData("currency", "\"gbp\"", "must be a currency code of three capital letters, such as GBP")]
    [InlineData("currency", "\"\"", "must be a currency code of three capital letters, such as GBP")]
    [InlineData("customer_id", "5", "must be a string")]
    [InlineData("payment_method", "[]", "must be a string")]
    [InlineData("device_id", "true", "must be a string")]
    [InlineData("metadata", "[]", "must be an object")]
    [InlineData("metadata", "\"x\"", "must be an object")]
    [InlineData("items", "{}", "must be an array")]
    [InlineData("items", "[]", "must hold 1 to 1000 items")]
    public void Parse_WhenAMemberIsAtFault_NamesIt(string member, string json, string message) =>
        Assert.Equal([$"{member}: {message}"], Sample.ParseErrors(Sample.With(member, json)));

    [Theory]
    [InlineData("product_id", "\"\"", "must be 1 to 256 printable characters")]
    [InlineData("product_id", "1", "must be a string")]
    [InlineData("qty", "\"2\"", "must be a number")]
    [InlineData("qty", "0.00001", "must have at most 4 decimals")]
    [InlineData("unit_price", "1e12", "must be below 10^12 in absolute value")]
    [InlineData("line_amount", "false", "must be a number")]
    [InlineData("discount", "\"\"", "must be a number")]
    [InlineData("product_name", "1", "must be a string")]
    [InlineData("brand", "{}", "must be a string")]
    [InlineData("category", "[]", "must be a string")]
    [InlineData("gtin", "5012345678900", "must be a string")]
    [InlineData("unit", "1", "must be a string")]
    public void Parse_WhenAMemberOfAnItemIsAtFault_NamesIt(string member, string json, string message) =>
        Assert.Equal([$"items[0].{member}: {message}"], Sample.ParseErrors(Sample.WithInItem(member, json)));

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("[{\"a\":1}]")]
    public void Parse_WhenAnItemIsNoObject_NamesItsPlace(string item) =>
        Assert.Equal(["items[1]: must be an object"], Sample.ParseErrors(Sample.With("items", $"[{Sample.Item},{item}]")));

    [Theory]
    [InlineData("\\u0000")]
    [InlineData("\\u001f")]
    [InlineData("\\n")]
    [InlineData("\u007f")]
    [InlineData("\\u007f")]
    [InlineData("\u0080")]
    [InlineData("\u009f")]
    [InlineData("\\u0085")]
    public void Parse_WhenTextHoldsAControlCharacter_NamesTheMember(string control)
    {
        const string Fault = "must not hold control characters";
        var text = $"\"é{control}x\"";

        Assert.Equal([$"store_id: {Fault}"], Sample.ParseErrors(Sample.With("store_id", text)));
        Assert.Equal([$"payment_method: {Fault}"], Sample.ParseErrors(Sample.With("payment_method", text)));
        Assert.Equal([$"metadata: {Fault}"], Sample.ParseErrors(Sample.With("metadata", $"{{\"a\":[{text},{text}]}}")));
        Assert.Equal([$"metadata: {Fault}"], Sample.ParseErrors(Sample.With("metadata", $"{{{text}:1}}")));
        Assert.Equal([$"colour: {Fault}"], Sample.ParseErrors(Sample.With("colour", $"{{\"a\":{text}}}")));
        Assert.Equal([$"items[0].brand: {Fault}"], Sample.ParseErrors(Sample.WithInItem("brand", text)));
        Assert.Equal([$"items[0].colour: {Fault}"], Sample.ParseErrors(Sample.WithInItem("colour", text)));
        Assert.Equal([$"total_amount: must be a number", $"total_amount: {Fault}"], Sample.ParseErrors(Sample.With("total_amount", text)));
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00")]
    [InlineData("\\ud800\\ud800")]
    [InlineData("\\ud800x")]
    [InlineData("\\ud800\\n")]
    public void Parse_WhenTextHoldsALoneSurrogate_NamesTheMember(string surrogate)
    {
        const string Fault = "must be valid Unicode text";

        Assert.Equal([$"store_id: {Fault}"], Sample.ParseErrors(Sample.With("store_id", $"\"{surrogate}\"")));
        Assert.Equal([$"metadata: {Fault}"], Sample.ParseErrors(Sample.With("metadata", $"{{\"a\":\"{surrogate}\"}}")));
        Assert.Equal([$"items[0].colour: {Fault}"], Sample.ParseErrors(Sample.WithInItem("colour", $"[\"{surrogate}\"]")));
    }

    [Fact]
    public void Parse_WhenAnUnknownNameHoldsControlCharacters_ShowsItCutAndPrintable()
    {
        var errors = Sample.ParseErrors(Sample.Document[..^1] + ",\"\\u0007" + new string('n', 500) + "\":1}");

        Assert.Equal(["\ufffd" + new string('n', 63) + ": must not hold control characters"], errors);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("🛒")]
    [InlineData("\\ud83d\\uded2")]
    public void Parse_WhenTextIsLong_CountsCodePoints(string character)
    {
        string Text(int characters) => "\"" + string.Concat(Enumerable.Repeat(character, characters)) + "\"";

        Assert.NotNull(Sample.ParseValid(Sample.With("customer_id", Text(256))));
        Assert.Equal(["customer_id: must be at most 256 characters"], Sample.ParseErrors(Sample.With("customer_id", Text(257))));
        Assert.NotNull(Sample.ParseValid(Sample.WithInItem("product_name", Text(10_000))));
        Assert.Equal(["items[0].product_name: must be at most 10000 characters"], Sample.ParseErrors(Sample.WithInItem("product_name", Text(10_001))));
    }

    [Fact]
    public void Parse_WhenMetadataIsLarge_HoldsItToItsBytesAsSent()
    {
        string Metadata(int bytes) => "{\"a\":\"" + new string('x', bytes - 8) + "\"}";

        Assert.NotNull(Sample.ParseValid(Sample.With("metadata", Metadata(8192))));
        Assert.Equal(["metadata: must be at most 8192 bytes"], Sample.ParseErrors(Sample.With("metadata", Metadata(8193))));
    }

    [Fact]
    public void Parse_WhenItemsReachTheirLimit_TakesThemAndNotOneMore()
    {
        string Items(int count) => "[" + string.Join(',', Enumerable.Repeat(Sample.Item, count)) + "]";

        Assert.Equal(1000, Sample.ParseValid(Sample.With("items", Items(1000))).Items.Count);
        Assert.Equal(["items: must hold 1 to 1000 items"], Sample.ParseErrors(Sample.With("items", Items(1001))));
    }

    [Fact]
    public void Parse_WhenTheBodyIsTooLarge_NamesTheDocument() =>
        Assert.Equal(["$: must be at most 262144 bytes"], Sample.ParseErrors(Sample.With("other", "\"" + new string('x', TransactionLimits.BodyBytesMax) + "\"")));

    [Fact]
    public void Parse_WhenManyThingsAreWrong_NamesThemAllAtOnce()
    {
        var parsed = Sample.Parse("""
            {"store_id":"STORE-001","ts":"yesterday","total_amount":"5","colour":"\u0001","metadata":{"a":"\ud800"},"device_seq":-1,
             "items":[{"product_id":"","qty":1.00001,"unit_price":1},{"product_id":"P","qty":"1","unit_price":1,"line_amount":1e12},7]}
            """);

        Assert.Equal("STORE-001", parsed.StoreId);
        Assert.Null(parsed.TransactionId);
        Assert.Equal(
            ["ts", "total_amount", "colour", "metadata", "device_seq", "items[0].product_id", "items[0].qty", "items[0].line_amount", "items[1].qty",
             "items[1].line_amount", "items[2]", "transaction_id"],
            parsed.Errors!.Keys);
    }

    [Fact]
    public void Parse_WhenFaultsHaveNoEnd_StopsNamingThemAndSaysSo()
    {
        var items = string.Join(',', Enumerable.Repeat("{}", 1000));

        var errors = Sample.ParseErrors(Sample.With("items", $"[{items}]"));

        Assert.Equal(TransactionLimits.FaultsMax + 1, errors.Length);
        Assert.Equal("$: has more faults than the 100 named here", errors[^1]);
    }

    [Fact]
    public void Parse_WhenFaultsAreExactlyTheLimit_SaysNothingOfMore()
    {
        var items = string.Join(',', Enumerable.Repeat("{}", TransactionLimits.FaultsMax / 4));

        Assert.Equal(TransactionLimits.FaultsMax, Sample.ParseErrors(Sample.With("items", $"[{items}]")).Length);
    }
}
