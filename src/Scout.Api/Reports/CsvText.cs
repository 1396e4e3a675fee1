using System.Globalization;
using System.Text;

namespace Scout.Api.Reports;

/// <summary>Writes rows of commas (RFC 4180), for people and their spreadsheets.</summary>
/// <remarks>
/// What a device sent must not become a formula there: a text that a spreadsheet would calculate gets an apostrophe before it. Exports, and
/// products, which are sent back as they came, leave texts as they are.
/// </remarks>
internal sealed class CsvText
{
    private readonly StringBuilder _text = new();
    private readonly bool _isVerbatim;

    /// <param name="columns">The first row; null for rows that follow others.</param>
    /// <param name="isVerbatim">Whether texts stay as they are.</param>
    public CsvText(string? columns, bool isVerbatim = false)
    {
        _isVerbatim = isVerbatim;
        if (columns is not null)
            _ = _text.Append(columns).Append("\r\n");
    }

    public CsvText Add(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                _ = _text.Append(',');
            var value = values[i] switch
            {
                null => "",
                string text => !_isVerbatim && IsFormula(text) ? $"'{text}" : text,
                DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture),
                var other => Convert.ToString(other, CultureInfo.InvariantCulture)!,
            };
            _ = value.AsSpan().IndexOfAny(",\"\r\n") < 0
                ? _text.Append(value)
                : _text.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }

        _ = _text.Append("\r\n");
        return this;
    }

    private static bool IsFormula(string text) =>
        text.Length > 1 && "=+-@".Contains(text[0], StringComparison.Ordinal)
        && !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    public override string ToString() => _text.ToString();
}
