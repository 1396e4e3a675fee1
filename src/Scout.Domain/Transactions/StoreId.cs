namespace Scout.Domain.Transactions;

/// <summary>A store, as its devices name it: 1 to 64 printable characters.</summary>
public readonly record struct StoreId
{
    /// <summary>The longest accepted, in Unicode code points.</summary>
    public const int CharactersMax = 64;

    private readonly string? _value;

    private StoreId(string value) => _value = value;

    /// <exception cref="InvalidOperationException">This is the default value, which identifies nothing.</exception>
    public string Value => _value ?? throw new InvalidOperationException("A default StoreId identifies nothing.");

    /// <exception cref="ArgumentException">The text is not 1 to 64 printable characters.</exception>
    public static StoreId Parse(string text) =>
        PrintableText.FindIdentifierFault(text, CharactersMax) is { } fault ? throw new ArgumentException(fault, nameof(text)) : new StoreId(text);

    public static bool TryParse(string text, out StoreId id)
    {
        var valid = PrintableText.FindIdentifierFault(text, CharactersMax) is null;
        id = valid ? new StoreId(text) : default;
        return valid;
    }

    /// <summary>Wraps a text that was checked before it was stored.</summary>
    public static StoreId FromStored(string text) => new(text);

    public override string ToString() => _value ?? "none";
}
