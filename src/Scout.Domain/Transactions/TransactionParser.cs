using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Scout.Domain.Transactions;

/// <summary>Reads transactions as devices send them: strictly, exactly, in one pass, and with every fault named at once.</summary>
/// <remarks>
/// No input whatsoever makes it throw. Serializer defaults are no use here: they let the last duplicate member win, take numbers in
/// strings, turn 1e-400 into 0 and let U+0000 and instants without a zone pass.
/// </remarks>
public static class TransactionParser
{
    /// <summary>Reads a document that is one transaction. It may be over <see cref="TransactionLimits.BodyBytesMax"/>, which is then its fault.</summary>
    public static ParsedTransaction Parse(ReadOnlySpan<byte> utf8Document)
    {
        if (FindInvalidUtf8(utf8Document) is { } encodingFault)
            return ParsedTransaction.FromMalformed(encodingFault);

        var scratch = ParserScratch.Rent();
        try
        {
            var fields = new FieldReader(utf8Document, scratch);
            fields.Json.Read();
            var parsed = TransactionReader.Read(ref fields);
            ReadEnd(ref fields);
            return parsed;
        }
        catch (JsonException exception)
        {
            return ParsedTransaction.FromMalformed(Describe(exception, utf8Document));
        }
        finally
        {
            scratch.Return();
        }
    }

    /// <summary>Reads a document that is an array of transactions, each judged on its own.</summary>
    /// <param name="utf8Document">Only broken grammar or broken UTF-8 in it, wherever it stands, fails the whole of it.</param>
    /// <param name="elementsMax">At least 1. Reading stops at the first element beyond.</param>
    public static ParsedBatch ParseBatch(ReadOnlyMemory<byte> utf8Document, int elementsMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elementsMax, 1);
        var document = utf8Document.Span;
        if (FindInvalidUtf8(document) is { } encodingFault)
            return ParsedBatch.FromFault(ParsedBatchStatus.Malformed, encodingFault);

        var scratch = ParserScratch.Rent();
        try
        {
            var fields = new FieldReader(document, scratch);
            fields.Json.Read();
            return fields.Json.TokenType == JsonTokenType.StartArray ? ReadElements(ref fields, elementsMax) : ReadOther(ref fields);
        }
        catch (JsonException exception)
        {
            return ParsedBatch.FromFault(ParsedBatchStatus.Malformed, Describe(exception, document));
        }
        finally
        {
            scratch.Return();
        }
    }

    private static ParsedBatch ReadElements(ref FieldReader fields, int elementsMax)
    {
        var elements = new List<ParsedElement>();
        while (fields.Json.Read() && fields.Json.TokenType != JsonTokenType.EndArray)
        {
            if (elements.Count == elementsMax)
                return ParsedBatch.FromFault(ParsedBatchStatus.TooLarge, $"must hold at most {elementsMax} elements");
            var start = (int)fields.Json.TokenStartIndex;
            var outcome = TransactionReader.Read(ref fields);
            ReadElementEnd(ref fields);
            elements.Add(new ParsedElement(outcome, start, (int)fields.Json.BytesConsumed - start));
        }

        ReadEnd(ref fields);
        return elements.Count == 0
            ? ParsedBatch.FromFault(ParsedBatchStatus.Invalid, $"must hold 1 to {elementsMax} elements")
            : ParsedBatch.FromElements(elements);
    }

    private static ParsedBatch ReadOther(ref FieldReader fields)
    {
        fields.Begin();
        fields.Discard(FaultList.Root);
        ReadEnd(ref fields);
        return fields.Malformed is { } malformed
            ? ParsedBatch.FromFault(ParsedBatchStatus.Malformed, malformed)
            : ParsedBatch.FromFault(ParsedBatchStatus.Invalid, "must be an array");
    }

    // A malformed element was left half-way. What remains of it has to be grammatical, or the next element's start is a guess.
    private static void ReadElementEnd(ref FieldReader fields)
    {
        while (fields.Json.CurrentDepth > 1 || fields.Json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            fields.Json.Read();
    }

    // Reads to the end of the document, where anything but white space is an exception.
    private static void ReadEnd(ref FieldReader fields)
    {
        while (fields.Json.Read())
        {
        }
    }

    private static string? FindInvalidUtf8(ReadOnlySpan<byte> document)
    {
        if (Utf8.IsValid(document))
            return null;
        var position = 0;
        while (Rune.DecodeFromUtf8(document[position..], out _, out var length) == System.Buffers.OperationStatus.Done)
            position += length;
        return $"not valid UTF-8 at byte {position}";
    }

    // The reader's own message may quote what was sent, so only its position is passed on.
    private static string Describe(JsonException exception, ReadOnlySpan<byte> document)
    {
        var position = 0L;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
            position += document[(int)position..].IndexOf((byte)'\n') + 1;
        position += exception.BytePositionInLine ?? 0;
        return position >= document.Length
            ? $"not one complete JSON document: it ends at byte {document.Length}"
            : $"not one well-formed JSON document: unexpected byte at {position}";
    }
}
