using System.Text;

namespace Scout.Cli.Mapping;

/// <summary>How the lines of one kind of sale file become transactions. Read from YAML by <see cref="MappingReader"/>.</summary>
/// <param name="Fingerprint">SHA-256 of the mapping file, in lower-case hexadecimal.</param>
/// <param name="Stores">What each store is told before its first transaction; null leaves the stores alone.</param>
internal sealed record ImportMapping(
    FileFormat Format,
    LineGrouping Grouping,
    TransactionMapping Transaction,
    LineMapping Line,
    StoreSettings? Stores,
    string Fingerprint);

internal sealed record FileFormat(char Delimiter, Encoding Encoding, bool HasHeader, bool Trim, char DecimalPoint);

/// <summary>Where the lines of one transaction may stand.</summary>
internal enum LineGrouping
{
    /// <summary>Anywhere: the whole file is held in memory.</summary>
    Anywhere,

    /// <summary>Together: one transaction is held in memory.</summary>
    Contiguous,
}

/// <param name="Total">Null means the sum of the line amounts.</param>
/// <param name="Texts">The optional text members, in the order they are written.</param>
internal sealed record TransactionMapping(
    TextSource Id,
    TextSource Store,
    TimeSource Time,
    ReturnRule? Return,
    NumberSource? Total,
    NumberSource? Net,
    IReadOnlyList<NamedText> Texts);

/// <param name="LineAmount">Null means quantity times unit price.</param>
/// <param name="Texts">The optional text members, in the order they are written.</param>
internal sealed record LineMapping(
    TextSource ProductId,
    NumberSource Quantity,
    NumberSource UnitPrice,
    NumberSource? LineAmount,
    NumberSource? Discount,
    IReadOnlyList<NamedText> Texts);

/// <summary>An optional text member of the transaction or line.</summary>
/// <param name="Member">Its name on the wire, such as <c>customer_id</c>.</param>
internal sealed record NamedText(string Member, TextSource Source);

/// <summary>A text from a column, or the same text for every row.</summary>
/// <param name="Spaces">What stands for each run of white space; null keeps it.</param>
/// <param name="TrimDecimal">Whether a whole number written as 17850.0 loses its point and zeros.</param>
internal sealed record TextSource(string? Column, string? Constant, TextTransform Transform, string? Spaces, bool TrimDecimal);

internal enum TextTransform
{
    None,
    Upper,
    Lower,
}

internal sealed record NumberSource(string Column);

/// <param name="Zone">The zone of the clock that wrote the column; null when each instant carries its own offset.</param>
internal sealed record TimeSource(string Column, string Format, TimeZoneInfo? Zone);

/// <summary>Tells a return from a sale by one column of the first line.</summary>
/// <param name="Negate">Whether the file writes returns with positive quantities, which the wire wants negative.</param>
internal sealed record ReturnRule(string Column, ReturnTest Test, string Text, bool Negate)
{
    public bool Holds(string value) => Test switch
    {
        ReturnTest.StartsWith => value.StartsWith(Text, StringComparison.Ordinal),
        ReturnTest.EqualTo => string.Equals(value, Text, StringComparison.Ordinal),
        _ => value.StartsWith('-'),
    };
}

internal enum ReturnTest
{
    StartsWith,
    EqualTo,
    Negative,
}

/// <summary>The part of a store's profile that the figures of its transactions depend on.</summary>
internal sealed record StoreSettings(string? TimeZone, string? Currency);
