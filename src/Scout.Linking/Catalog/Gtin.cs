using System.Globalization;

namespace Scout.Linking.Catalog;

/// <summary>A GTIN of 8, 12, 13 or 14 digits whose check digit is right, as a number of 14 digits.</summary>
public readonly record struct Gtin
{
    private Gtin(long value) => Value = value;

    /// <summary>The 14 digits as a number. Zero only in the default value, which is no GTIN.</summary>
    public long Value { get; }

    /// <summary>Reads ASCII digits, white space around them allowed.</summary>
    /// <returns>False for another length, other characters, a wrong check digit, or nothing but zeros.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Gtin gtin)
    {
        gtin = default;
        text = text.Trim();
        if (text.Length is not (8 or 12 or 13 or 14))
            return false;
        var sum = 0;
        long value = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                return false;
            var digit = text[i] - '0';
            value = value * 10 + digit;
            // From the right, the check digit has weight 1, its neighbour 3, and so on in turn.
            sum += (text.Length - 1 - i) % 2 == 0 ? digit : 3 * digit;
        }

        if (sum % 10 != 0 || value == 0)
            return false;
        gtin = new(value);
        return true;
    }

    /// <summary>Always 14 digits.</summary>
    public override string ToString() => Value.ToString("D14", CultureInfo.InvariantCulture);
}
