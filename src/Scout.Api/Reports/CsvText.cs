using System.Globalization;
using System.Text;

namespace Scout.Api.Reports;

/// <summary>Writes rows of commas (RFC 4180).</summary>
internal sealed class CsvText(string columns)
{
    private readonly StringBuilder _text = new StringBuilder(columns).Append("\r\n");

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
