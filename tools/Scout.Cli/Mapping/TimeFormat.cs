using System.Globalization;

namespace Scout.Cli.Mapping;

/// <summary>The .NET format of a time column, tried once before any row is read.</summary>
internal static class TimeFormat
{
    // A moment whose parts all differ, in the afternoon, so that a lost half of the day shows.
    private static readonly DateTime Sample = new(2001, 12, 23, 16, 47, 58, DateTimeKind.Utc);

    /// <summary>Whether each value says its own offset. Quoted text in the format does not count.</summary>
    public static bool HasOffset(string format)
    {
        var quoted = false;
        for (var index = 0; index < format.Length; index++)
        {
            if (format[index] == '\\')
                index++;
            else if (format[index] is '\'' or '"')
                quoted = !quoted;
            else if (!quoted && format[index] is 'z' or 'K')
                return true;
        }

        return false;
    }

    /// <summary>A format that cannot give back the date it wrote would silently put every sale on a wrong day.</summary>
    public static string? FindFault(string format)
    {
        try
        {
            var text = Sample.ToString(format, CultureInfo.InvariantCulture);
            if (!TryParse(text, format, out var back) || back.Date != Sample.Date)
                return $"'{format}' must hold year, month and day, as in yyyy-MM-dd HH:mm:ss";
            return back.Hour == Sample.Hour || back.TimeOfDay == TimeSpan.Zero ? null : $"'{format}' loses the half of the day: write HH, or hh with tt";
        }
        catch (FormatException)
        {
            return $"'{format}' is not a date format; an example is yyyy-MM-dd HH:mm:ss";
        }
    }

    /// <summary>Reads exactly this format. With an offset in the text the answer is UTC, without one its kind is unspecified.</summary>
    public static bool TryParse(string text, string format, out DateTime value) => DateTime.TryParseExact(
        text, format, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault, out value);
}
