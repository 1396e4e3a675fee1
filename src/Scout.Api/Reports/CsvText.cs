using System.Globalization;
using System.Text;

namespace Scout.Api.Reports;

/// <summary>Writes rows of commas (RFC 4180).</summary>
internal sealed class CsvText
{
    private readonly StringBuilder _text = new();

    public CsvText(string columns) => _text.Append(columns).Append("\r\n");

    private CsvText()
    {
    }

    /// <summary>For rows that follow others.</summary>
    public static CsvText WithoutColumns() => new();

    public CsvText Add(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                _ = _text.Append(',');
            var value = values[i] switch
            {
                null => "",
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

    public override string ToString() => _text.ToString();
}
