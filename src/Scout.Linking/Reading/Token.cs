namespace Scout.Linking.Reading;

/// <summary>What a piece of a name is.</summary>
internal enum TokenKind : byte
{
    Word,

    /// <summary>A plain number, a version or a year: "8", "8.0", "2007", "iii".</summary>
    Number,

    /// <summary>Letters and digits mixed, or a long run of digits: most often a model or part number.</summary>
    Model,

    /// <summary>A number with a unit; its text is the canonical amount, "350ml".</summary>
    Quantity,
}

/// <summary>A piece of a name, in normal form.</summary>
/// <param name="Optional">From brand, category, SKU or pack size: it explains words of the other side, and does not count when nothing matches it.</param>
internal readonly record struct Token(string Text, TokenKind Kind, bool Optional = false);

/// <summary>Neighbours that punctuation held together, "dmc-fx07eb", and how they look without it.</summary>
/// <param name="First">Index of the first token.</param>
/// <param name="Count">How many tokens it is made of.</param>
internal readonly record struct Compound(int First, int Count, string Text);

/// <summary>A name taken apart.</summary>
internal sealed class NameReading
{
    public List<Token> Tokens { get; } = [];

    public List<Compound> Compounds { get; } = [];

    public List<Quantity> Quantities { get; } = [];

    public void Clear()
    {
        Tokens.Clear();
        Compounds.Clear();
        Quantities.Clear();
    }
}
