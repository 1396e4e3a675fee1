namespace Scout.Domain.Transactions;

/// <summary>What became of a document that should hold an array of transactions.</summary>
public enum ParsedBatchStatus : byte
{
    /// <summary>The array was read; each element has its own outcome.</summary>
    Parsed = 0,

    /// <summary>Not JSON as we read it: 400 <c>malformed_json</c>.</summary>
    Malformed = 1,

    /// <summary>Not an array, or an empty one: 422 <c>invalid</c>.</summary>
    Invalid = 2,

    /// <summary>More elements than one call may carry: 413 <c>too_large</c>.</summary>
    TooLarge = 3,
}

/// <summary>One element of a batch and where it stands in the document, so that its body is kept as it arrived.</summary>
/// <param name="Outcome">What became of the element. Byte positions in it count from the start of the whole document.</param>
/// <param name="Start">The element's first byte within the document.</param>
/// <param name="Length">Bytes from there to the element's end.</param>
public readonly record struct ParsedElement(ParsedTransaction Outcome, int Start, int Length);

/// <summary>A batch, element by element; or the one fault that keeps the whole of it from being read.</summary>
public sealed class ParsedBatch
{
    private ParsedBatch(ParsedBatchStatus status, string? fault, IReadOnlyList<ParsedElement> elements)
    {
        Status = status;
        Fault = fault;
        Elements = elements;
    }

    public ParsedBatchStatus Status { get; }

    /// <summary>A phrase such as <c>must be an array</c>; null exactly when <see cref="Status"/> is <see cref="ParsedBatchStatus.Parsed"/>.</summary>
    public string? Fault { get; }

    /// <summary>The elements in the order sent; empty unless <see cref="Status"/> is <see cref="ParsedBatchStatus.Parsed"/>.</summary>
    public IReadOnlyList<ParsedElement> Elements { get; }

    internal static ParsedBatch FromElements(IReadOnlyList<ParsedElement> elements) => new(ParsedBatchStatus.Parsed, null, elements);

    internal static ParsedBatch FromFault(ParsedBatchStatus status, string fault) => new(status, fault, []);
}
