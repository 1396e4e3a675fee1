using System.Buffers;
using System.Globalization;
using System.Text;

namespace Scout.Linking.Mentions;

/// <summary>The one normalisation of names, brands and ids: what differs only in spelling habits becomes equal.</summary>
/// <remarks>
/// Compatibility forms are unfolded (NFKC), case and the diacritics of Latin, Greek and Cyrillic letters are dropped, white space is collapsed. Other
/// marks stay, because in Indic and Arabic script they tell words apart. A stored key rests on this, so a change of behaviour is a new
/// <see cref="Version"/>. It needs the tables of ICU: in invariant mode .NET leaves text as it is, which is refused at the first use.
/// </remarks>
public static class NormalText
{
    /// <summary>Raised with every change that gives some text another normal form.</summary>
    public const int Version = 1;

    /// <summary>Characters of a text that are looked at; what follows is ignored.</summary>
    public const int CharsMax = 512;

    private static readonly bool HasTables = "é".Normalize(NormalizationForm.FormD).Length == 2;
    private static readonly SearchValues<char> Marks = SearchValues.Create("™®©℠");

    /// <summary>The normal form of a name or brand: letters and digits, single spaces, and the decimal point and percent sign of numbers.</summary>
    /// <remarks>"Noah's Ark", "noahs  ark!" and "NOAH’S-ARK" are one; "1,5 L" is "1.5 l", "950,000" is "950000".</remarks>
    public static string OfName(string? text) => Make(text, punctuation: false);

    /// <summary>The normal form of an id: as of a name, but punctuation stays, because it may tell two ids apart.</summary>
    public static string OfId(string? text) => Make(text, punctuation: true);

    /// <summary>Folds case, width and diacritics and keeps punctuation, which the reader of names needs.</summary>
    internal static string Fold(string? text) => Make(text, punctuation: true);

    private static string Make(string? text, bool punctuation)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var bounded = text.AsSpan(0, Math.Min(text.Length, CharsMax));
        if (!Ascii.IsValid(bounded))
            bounded = Unfold(bounded);
        Span<char> buffer = stackalloc char[CharsMax];
        var length = punctuation ? Squeeze(bounded, buffer) : Words(bounded, buffer);
        return buffer[..length].SequenceEqual(text) ? text : new string(buffer[..length]);
    }

    /// <summary>Lower case, white space collapsed.</summary>
    private static int Squeeze(ReadOnlySpan<char> text, Span<char> buffer)
    {
        var length = 0;
        var gap = false;
        foreach (var character in text)
        {
            if (character <= ' ' || (character >= 127 && (char.IsWhiteSpace(character) || char.IsControl(character))))
            {
                gap = true;
                continue;
            }

            if (gap && length > 0)
            {
                if (length + 1 >= buffer.Length)
                    break;
                buffer[length++] = ' ';
            }

            gap = false;
            if (length == buffer.Length)
                break;
            buffer[length++] = character is >= 'A' and <= 'Z' ? (char)(character | 0x20) : character;
        }

        return length;
    }

    /// <summary>Lower case letters and digits with single spaces between.</summary>
    private static int Words(ReadOnlySpan<char> text, Span<char> buffer)
    {
        var length = 0;
        var gap = false;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsAsciiLetterOrDigit(character) || (character >= 128 && IsWordCharacter(text, i)))
            {
                if (gap && length > 0)
                {
                    if (length + 1 >= buffer.Length)
                        break;
                    buffer[length++] = ' ';
                }

                gap = false;
                if (length == buffer.Length)
                    break;
                buffer[length++] = character is >= 'A' and <= 'Z' ? (char)(character | 0x20) : character;
                continue;
            }

            switch (NumberText.Role(text, i))
            {
                case NumberSign.Decimal when length < buffer.Length && !gap:
                    buffer[length++] = '.';
                    break;
                case NumberSign.Percent when length < buffer.Length && !gap:
                    buffer[length++] = '%';
                    break;
                case NumberSign.Thousands:
                    break;
                default:
                    gap |= !IsApostrophe(text, i);
                    break;
            }
        }

        return length;
    }

    private static bool IsApostrophe(ReadOnlySpan<char> text, int index) => text[index] is '\'' or '’' or '`'
        && index > 0 && index + 1 < text.Length && char.IsLetter(text[index - 1]) && char.IsLetter(text[index + 1]);

    internal static bool IsWordCharacter(ReadOnlySpan<char> text, int index)
    {
        var character = text[index];
        if (char.IsLetterOrDigit(character))
            return true;
        if (char.IsHighSurrogate(character))
            return index + 1 < text.Length && char.IsSurrogatePair(character, text[index + 1]) && Rune.IsLetterOrDigit(new Rune(character, text[index + 1]));
        if (char.IsLowSurrogate(character))
            return index > 0 && char.IsSurrogatePair(text[index - 1], character) && Rune.IsLetterOrDigit(new Rune(text[index - 1], character));
        return char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
    }

    /// <summary>The compatibility form of a text that is not ASCII, without diacritics and invisible characters, in lower case.</summary>
    private static string Unfold(ReadOnlySpan<char> text)
    {
        if (!HasTables)
            throw new InvalidOperationException("Names cannot be normalised in globalization-invariant mode: install ICU and unset InvariantGlobalization.");
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            // A trademark sign would unfold to the letters "tm", and half a surrogate pair to an exception.
            if (Marks.Contains(character))
                continue;
            if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                clean.Append(character).Append(text[++i]);
            else
                clean.Append(char.IsSurrogate(character) || !IsAssigned(character) ? ' ' : character);
        }

        var unfolded = clean.ToString().Normalize(NormalizationForm.FormKD);
        clean.Clear();
        foreach (var character in unfolded)
        {
            if (character is >= '\u0300' and <= '\u036f' || char.GetUnicodeCategory(character) == UnicodeCategory.Format)
                continue;
            _ = char.ToLowerInvariant(character) switch
            {
                'ß' => clean.Append("ss"),
                'æ' => clean.Append("ae"),
                'œ' => clean.Append("oe"),
                'ø' => clean.Append('o'),
                'ł' => clean.Append('l'),
                'đ' => clean.Append('d'),
                'ı' => clean.Append('i'),
                '\u2044' => clean.Append('/'),
                '‘' or '’' or '′' => clean.Append('\''),
                '“' or '”' or '″' => clean.Append('"'),
                >= '\u2010' and <= '\u2015' or '\u2212' => clean.Append('-'),
                '×' => clean.Append('x'),
                var lower => clean.Append(lower),
            };
        }

        return clean.ToString().Normalize(NormalizationForm.FormC);
    }

    // Normalising a character that Unicode has not assigned may throw.
    private static bool IsAssigned(char character) => char.GetUnicodeCategory(character) != UnicodeCategory.OtherNotAssigned && character < '\uFFFE';
}
