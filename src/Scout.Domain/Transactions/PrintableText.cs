using System.Globalization;
using System.Text;

namespace Scout.Domain.Transactions;

/// <summary>What may stand in a text from outside.</summary>
public static class PrintableText
{
    /// <summary>Whether a text holds a control character: C0, DEL or C1. PostgreSQL refuses U+0000; terminals and logs suffer from the rest.</summary>
    public static bool HasControl(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character))
                return true;
        }

        return false;
    }

    /// <summary>Tells what keeps a text from being an identifier.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="charactersMax">The longest accepted, in Unicode code points.</param>
    /// <returns>A phrase such as <c>must be 1 to 64 printable characters</c>, or null when nothing is wrong.</returns>
    public static string? FindIdentifierFault(string text, int charactersMax)
    {
        // Almost every identifier is short ASCII: one pass without decoding.
        if (text.Length > 0 && text.Length <= charactersMax && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return string.IsNullOrWhiteSpace(text) ? Fault(charactersMax) : null;

        var characters = 0;
        var visible = false;
        foreach (var rune in text.EnumerateRunes())
        {
            characters++;
            if (!IsPrintable(rune))
                return Fault(charactersMax);
            visible |= !Rune.IsWhiteSpace(rune);
        }

        return visible && characters <= charactersMax ? null : Fault(charactersMax);
    }

    // EnumerateRunes answers U+FFFD for a lone surrogate, which no identifier may hold either.
    private static bool IsPrintable(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Fault(int charactersMax) => $"must be 1 to {charactersMax} printable characters";
}
