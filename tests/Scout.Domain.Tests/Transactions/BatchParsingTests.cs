using System.Text;
using Scout.Domain.Transactions;

namespace Scout.Domain.Tests.Transactions;

public sealed class BatchParsingTests
{
    [Fact]
    public void ParseBatch_WhenElementsAreValid_KeepsEachWithItsBytes()
    {
        var second = Sample.ContractExample.Trim();
        var document = $" [ {Sample.Document} ,\n {second}]\n";

        var batch = Parse(document);

        Assert.Equal(ParsedBatchStatus.Parsed, batch.Status);
        Assert.Null(batch.Fault);
        Assert.Equal([Sample.Document, second], batch.Elements.Select(element => document.Substring(element.Start, element.Length)));
        Assert.Equal(
            [Sample.ParseValid(Sample.Document).ContentHash, Sample.ParseValid(second).ContentHash],
            batch.Elements.Select(element => element.Outcome.Transaction!.ContentHash));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "duplicate member at byte ")]
    [InlineData("{\"a\":{\"b\":[{\"x\":1,\"\\u0078\":2,\"y\":{\"z\":[]}}],\"c\":{}},\"d\":[]}", "duplicate member at byte ")]
    [InlineData("{\"items\":[{\"qty\":1,\"qty\":2,\"x\":{}}],\"store_id\":\"S\"}", "duplicate member at byte ")]
    [InlineData("{\"\\ud800\":{\"a\":[1]}}", "member name that is not valid Unicode at byte ")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "nested more than 32 levels deep at byte ")]
    public void ParseBatch_WhenOneElementIsMalformed_KeepsTheOthers(string wrong, string message)
    {
        var document = $"[{Sample.Document},{wrong},{Sample.Document}]";

        var batch = Parse(document);

        Assert.Equal(3, batch.Elements.Count);
        Assert.True(batch.Elements[0].Outcome.IsValid);
        Assert.StartsWith(message, batch.Elements[1].Outcome.Malformed, StringComparison.Ordinal);
        Assert.Equal(wrong, document.Substring(batch.Elements[1].Start, batch.Elements[1].Length));
        Assert.True(batch.Elements[2].Outcome.IsValid);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("[[{}]]")]
    public void ParseBatch_WhenOneElementIsNoObject_KeepsTheOthers(string wrong)
    {
        var batch = Parse($"[{wrong},{Sample.Document}]");

        Assert.Equal(["must be an object"], batch.Elements[0].Outcome.Errors!["$"]);
        Assert.True(batch.Elements[1].Outcome.IsValid);
    }

    [Fact]
    public void ParseBatch_WhenOneElementIsInvalid_TellsWhoseItIs()
    {
        var batch = Parse($"[{Sample.With("total_amount", "\"x\"")},{Sample.Document}]");

        Assert.Equal(["must be a number"], batch.Elements[0].Outcome.Errors!["total_amount"]);
        Assert.Equal(("STORE-001", "TXN-1"), (batch.Elements[0].Outcome.StoreId, batch.Elements[0].Outcome.TransactionId));
        Assert.True(batch.Elements[1].Outcome.IsValid);
    }

    [Fact]
    public void ParseBatch_WhenOneElementIsOversized_KeepsTheOthers()
    {
        var batch = Parse($"[{Sample.With("x", "\"" + new string('x', TransactionLimits.BodyBytesMax) + "\"")},{Sample.Document}]");

        Assert.Equal(["must be at most 262144 bytes"], batch.Elements[0].Outcome.Errors!["$"]);
        Assert.True(batch.Elements[1].Outcome.IsValid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("[{}")]
    [InlineData("[{},]")]
    [InlineData("[{}] []")]
    [InlineData("[{\"a\":1,\"a\":2},{]")]
    [InlineData("[{\"a\":1,\"a\":2")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("\ufeff[]")]
    public void ParseBatch_WhenGrammarBreaks_FailsTheWhole(string document) => AssertFault(document, ParsedBatchStatus.Malformed);

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"[]\"")]
    public void ParseBatch_WhenNotAnArrayOrEmpty_IsInvalid(string document) => AssertFault(document, ParsedBatchStatus.Invalid);

    [Fact]
    public void ParseBatch_WhenOneElementTooMany_IsTooLarge()
    {
        Assert.Equal(3, TransactionParser.ParseBatch("[1,2,3]"u8.ToArray(), elementsMax: 3).Elements.Count);
        Assert.Equal(ParsedBatchStatus.TooLarge, TransactionParser.ParseBatch("[1,2,3,4]"u8.ToArray(), elementsMax: 3).Status);
    }

    private static ParsedBatch Parse(string document) => TransactionParser.ParseBatch(Encoding.UTF8.GetBytes(document), elementsMax: 1000);

    private static void AssertFault(string document, ParsedBatchStatus status)
    {
        var batch = Parse(document);

        Assert.Equal(status, batch.Status);
        Assert.NotNull(batch.Fault);
        Assert.Empty(batch.Elements);
    }
}
