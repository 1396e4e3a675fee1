namespace Scout.Domain.Money;

/// <summary>The form of a currency code: three capital letters as in ISO 4217, for example <c>GBP</c>.</summary>
public static class Currency
{
    /// <summary>What a code that fails <see cref="IsCode"/> is told.</summary>
    public const string Fault = "must be a currency code of three capital letters, such as GBP";

    public static bool IsCode(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);
}
