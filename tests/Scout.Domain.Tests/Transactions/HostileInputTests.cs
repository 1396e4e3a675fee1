using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CsCheck;
using Scout.Domain.Transactions;

namespace Scout.Domain.Tests.Transactions;

/// <summary>No bytes whatsoever make the parser throw, and each document has exactly one outcome.</summary>
public sealed class HostileInputTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "\\udc00", "\\u0000", "null", "true", "0", "-", "e", ".", "1e999999999999999999999", "1e-400",
        "\"a\":1,", "\"\\u0061\":1,", "\"qty\":1,", "\"store_id\":null,", "\"metadata\":{\"a\":1,\"a\":2},", "\"items\":[],", " ", "\n", "\t", "\u0085", "//", "é", "\ufeff",
        "{\"x\":{\"y\":[[[[[[]]]]]]}},", "9999-12-31T23:59:59-23:59", "0000", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ];

    private static readonly Gen<byte[]> Mutated = Gen.Select(
        Gen.OneOf(Gen.Const(Sample.ContractExample), Contents.Transaction.Select(content => content.ToJsonString())),
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 3], Gen.OneOf(Gen.OneOf(Pieces).Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 3])).Array[1, 4],
        (document, edits) => edits.Aggregate(Encoding.UTF8.GetBytes(document), (bytes, edit) =>
        {
            var (place, cut, piece) = edit;
            place %= bytes.Length + 1;
            return [.. bytes[..place], .. piece, .. bytes[Math.Min(bytes.Length, place + cut)..]];
        }));

    [Fact]
    public void Parse_WhenGivenAnyBytes_HasOneOutcome() => Gen.Byte.Array[0, 64].Sample(HasOneOutcome, iter: 20_000);

    [Fact]
    public void Parse_WhenGivenAnyPieces_HasOneOutcome() =>
        Gen.OneOf(Pieces).Array[0, 24].Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))).Sample(HasOneOutcome, iter: 20_000);

    [Fact]
    public void Parse_WhenGivenMutatedTransactions_HasOneOutcome() => Mutated.Sample(HasOneOutcome, iter: 20_000);

    [Fact]
    public void Parse_WhenMutated_IsMalformedExactlyWhenAStrictReaderSaysSo() =>
        Mutated.Sample(document =>
        {
            // A name that is no Unicode text is malformed to us and an exception of another kind to the reader.
            if (Encoding.UTF8.GetString(document).Contains("\\ud", StringComparison.OrdinalIgnoreCase))
                return true;
            return TransactionParser.Parse(document).Malformed is null == IsStrictJson(document);
        }, iter: 5_000);

    [Fact]
    public void ParseBatch_WhenGivenMutatedElements_AgreesWithParse() =>
        Mutated.Sample(element =>
        {
            var single = TransactionParser.Parse(element);
            var batch = TransactionParser.ParseBatch((byte[])[(byte)'[', .. element, .. ","u8, .. Encoding.UTF8.GetBytes(Sample.Document), (byte)']'], elementsMax: 2);
            if (single.Malformed is not null)
                return batch.Status != ParsedBatchStatus.Parsed || batch.Elements.Count != 2 || batch.Elements[1].Outcome.IsValid;

            return batch.Elements.Count == 2 && batch.Elements[1].Outcome.IsValid
                && batch.Elements[0].Outcome.Transaction?.ContentHash == single.Transaction?.ContentHash
                && batch.Elements[0].Outcome.Errors?.Count == single.Errors?.Count;
        }, iter: 5_000);

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("{\"items\":[")]
    public void Parse_WhenNestedWithoutEnd_AnswersMalformed(string opening)
    {
        var document = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, 200_000)));

        Assert.NotNull(TransactionParser.Parse(document).Malformed);
        Assert.Equal(ParsedBatchStatus.Malformed, TransactionParser.ParseBatch((byte[])[(byte)'[', .. document], elementsMax: 1).Status);
    }

    [Fact]
    public void Parse_WhenUnknownMembersAreMany_StaysFarFromQuadratic()
    {
        // 30,000 names compared each with each would take minutes; this ends in milliseconds or the run is plainly stuck.
        var members = string.Join(',', Enumerable.Range(0, 30_000).Select(index => $"\"{index * 7919 % 30_000}\":0"));

        Assert.Equal(5, Sample.ParseErrors($"{{{members}}}").Length - (members.Length > TransactionLimits.BodyBytesMax ? 1 : 0));
        Assert.Contains("duplicate", Sample.ParseMalformed($"{{{members},\"7919\":0}}"), StringComparison.Ordinal);
    }

    private static bool HasOneOutcome(byte[] document)
    {
        var batch = TransactionParser.ParseBatch(document, elementsMax: 3);
        return HasOneOutcome(TransactionParser.Parse(document))
            && (batch.Status == ParsedBatchStatus.Parsed) == (batch.Fault is null && batch.Elements.Count > 0)
            && batch.Elements.All(element => HasOneOutcome(element.Outcome));
    }

    private static bool HasOneOutcome(ParsedTransaction parsed) =>
        (parsed.Transaction is null ? 0 : 1) + (parsed.Malformed is null ? 0 : 1) + (parsed.Errors is { Count: > 0 } ? 1 : 0) == 1;

    private static bool IsStrictJson(byte[] document)
    {
        if (!Utf8.IsValid(document))
            return false;
        try
        {
            using var _ = JsonDocument.Parse(document, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = TransactionLimits.DepthMax });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
