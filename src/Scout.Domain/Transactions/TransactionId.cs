namespace Scout.Domain.Transactions;

/// <summary>A transaction within its store, as the device names it: 1 to 128 printable characters.</summary>
public readonly record struct TransactionId
{
    /// <summary>The longest accepted, in Unicode code points.</summary>
    public const int CharactersMax = 128;

    private readonly string? _value;

    private TransactionId(string value) => _value = value;

    /// <exception cref="InvalidOperationException">This is the default value, which identifies nothing.</exception>
    public string Value => _value ?? throw new InvalidOperationException("A default TransactionId identifies nothing.");

    /// <exception cref="ArgumentException">The text is not 1 to 128 printable characters.</exception>
    public static TransactionId Parse(string text) =>
        PrintableText.FindIdentifierFault(text, CharactersMax) is { } fault ? throw new ArgumentException(fault, nameof(text)) : new TransactionId(text);

    public static bool TryParse(string text, out TransactionId id)
    {
        var valid = PrintableText.FindIdentifierFault(text, CharactersMax) is null;
        id = valid ? new TransactionId(text) : default;
        return valid;
    }

    /// <summary>Wraps a text that was checked before it was stored.</summary>
    public static TransactionId FromStored(string text) => new(text);

    public override string ToString() => _value ?? "none";
}
