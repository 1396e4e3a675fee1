namespace Scout.Linking.Mentions;

/// <summary>What a punctuation mark means inside a number.</summary>
internal enum NumberSign
{
    None,
    Decimal,
    Thousands,
    Percent,
}

/// <summary>Tells decimal signs from separators of thousands and from plain punctuation.</summary>
internal static class NumberText
{
    /// <summary>The role of the character at <paramref name="index"/>: "1.5" and "1,5" have a decimal sign, "950,000" has a separator.</summary>
    public static NumberSign Role(ReadOnlySpan<char> text, int index)
    {
        if (index == 0 || !char.IsAsciiDigit(text[index - 1]))
            return NumberSign.None;
        if (text[index] == '%')
            return NumberSign.Percent;
        if (text[index] is not ('.' or ',') || index + 1 >= text.Length || !char.IsAsciiDigit(text[index + 1]))
            return NumberSign.None;
        if (text[index] == '.')
            return NumberSign.Decimal;
        var digits = 0;
        while (index + 1 + digits < text.Length && char.IsAsciiDigit(text[index + 1 + digits]))
            digits++;
        return digits == 3 ? NumberSign.Thousands : NumberSign.Decimal;
    }
}
