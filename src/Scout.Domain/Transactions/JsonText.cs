using System.Text;

namespace Scout.Domain.Transactions;

/// <summary>What keeps a text from being accepted, wherever it stands.</summary>
[Flags]
internal enum TextFaults : byte
{
    None = 0,

    /// <summary>U+0000 to U+001F, U+007F or U+0080 to U+009F, written plainly or escaped.</summary>
    Control = 1,

    /// <summary>A lone surrogate, which only an escape can spell and no UTF-8 text can hold.</summary>
    Surrogate = 2,
}

/// <summary>The text between the quotes of a JSON string, once the grammar of its escapes is known to be right.</summary>
internal static class JsonText
{
    /// <summary>Nothing between space and tilde needs a second look.</summary>
    public static bool IsPlainAscii(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)' ', (byte)'~');

    public static bool HasControl(ReadOnlySpan<byte> utf8)
    {
        if (IsPlainAscii(utf8))
            return false;
        if (utf8.ContainsAnyInRange<byte>(0x00, 0x1F) || utf8.Contains<byte>(0x7F))
            return true;

        // C1 controls are C2 80 to C2 9F.
        for (var lead = utf8.IndexOf<byte>(0xC2); lead >= 0; lead = utf8.IndexOf<byte>(0xC2))
        {
            if (utf8[lead + 1] <= 0x9F)
                return true;
            utf8 = utf8[(lead + 2)..];
        }

        return false;
    }

    /// <summary>Counts code points: the bytes that do not continue another.</summary>
    public static int CountCharacters(ReadOnlySpan<byte> utf8)
    {
        var characters = 0;
        foreach (var value in utf8)
        {
            if ((value & 0xC0) != 0x80)
                characters++;
        }

        return characters;
    }

    /// <summary>Replaces the content of <paramref name="text"/> by the unescaped text.</summary>
    /// <returns>False when it holds a lone surrogate.</returns>
    /// <remarks>
    /// Utf8JsonReader's own unescaping throws on a lone surrogate and makes a string first; here neither is wanted.
    /// </remarks>
    public static bool TryUnescape(ReadOnlySpan<byte> escaped, ByteBuffer text)
    {
        text.Truncate(0);
        for (var escape = escaped.IndexOf((byte)'\\'); escape >= 0; escape = escaped.IndexOf((byte)'\\'))
        {
            text.Append(escaped[..escape]);
            var code = escaped[escape + 1];
            escaped = escaped[(escape + 2)..];
            if (code != 'u')
                text.Append(Simple(code));
            else if (!TryAppendCodePoint(ref escaped, text))
                return false;
        }

        text.Append(escaped);
        return true;
    }

    private static byte Simple(byte code) => code switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => code,
    };

    private static bool TryAppendCodePoint(ref ReadOnlySpan<byte> digits, ByteBuffer text)
    {
        var high = TakeUnit(ref digits);
        if (!Rune.TryCreate(high, out var rune))
        {
            if (!char.IsHighSurrogate(high) || !digits.StartsWith("\\u"u8))
                return false;
            digits = digits[2..];
            if (!Rune.TryCreate(high, TakeUnit(ref digits), out rune))
                return false;
        }

        text.Advance(rune.EncodeToUtf8(text.Reserve(4)));
        return true;
    }

    private static char TakeUnit(ref ReadOnlySpan<byte> digits)
    {
        var unit = 0;
        for (var i = 0; i < 4; i++)
            unit = (unit << 4) | HexValue(digits[i]);
        digits = digits[4..];
        return (char)unit;
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
