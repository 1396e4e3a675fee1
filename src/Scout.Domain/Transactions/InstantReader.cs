namespace Scout.Domain.Transactions;

/// <summary>An instant as sent, to the nanosecond: the content hash sees more than the microsecond that is stored.</summary>
/// <param name="Seconds">Whole seconds since 0001-01-01T00:00:00Z.</param>
/// <param name="Nanoseconds">Within the second.</param>
internal readonly record struct Instant(long Seconds, int Nanoseconds)
{
    private const int NanosecondsInMicrosecond = 1000;

    /// <summary>The instant cut to the microsecond.</summary>
    public DateTimeOffset ToOccurredAt() =>
        new(Seconds * TimeSpan.TicksPerSecond + Nanoseconds / NanosecondsInMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    /// <summary>Writes UTC with the shortest fraction, such as <c>2025-01-24T18:30:00.5Z</c>.</summary>
    public void Append(ByteBuffer output)
    {
        var time = new DateTime(Seconds * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        var text = output.Reserve(32);
        WriteDigits(text, 0, 4, time.Year);
        text[4] = (byte)'-';
        WriteDigits(text, 5, 2, time.Month);
        text[7] = (byte)'-';
        WriteDigits(text, 8, 2, time.Day);
        text[10] = (byte)'T';
        WriteDigits(text, 11, 2, time.Hour);
        text[13] = (byte)':';
        WriteDigits(text, 14, 2, time.Minute);
        text[16] = (byte)':';
        WriteDigits(text, 17, 2, time.Second);
        var length = 19;
        if (Nanoseconds > 0)
        {
            text[19] = (byte)'.';
            WriteDigits(text, 20, 9, Nanoseconds);
            length = text[..29].LastIndexOfAnyExcept((byte)'0') + 1;
        }

        text[length] = (byte)'Z';
        output.Advance(length + 1);
    }

    private static void WriteDigits(Span<byte> text, int start, int count, int value)
    {
        for (var i = start + count - 1; i >= start; i--)
        {
            text[i] = (byte)('0' + value % 10);
            value /= 10;
        }
    }
}

/// <summary>Reads RFC 3339 and nothing else: <c>YYYY-MM-DDThh:mm:ss[.f](Z|+hh:mm|-hh:mm)</c> with one to nine digits of fraction.</summary>
internal static class InstantReader
{
    public const string FormFault = "must be an RFC 3339 instant with a zone, such as 2025-01-24T18:30:00Z";
    public const string FractionFault = "must have at most 9 digits of a second's fraction";
    public const string LeapSecondFault = "must not be a leap second";
    public const string EarlyFault = "must not be before 1970";
    public const string LateFault = "must not be after 9999-12-30";

    private const int FractionDigitsMax = 9;
    private const int FractionStart = 20;
    private const int ShortestLength = 20;
    private const long SecondsOf1970 = 62_135_596_800;

    // The last day of year 9999 is left out, so that the instant stays in range in every time zone.
    private const long SecondsOfLastDay = 315_537_811_200;

    /// <returns>Null, or the fault of a text that is no instant we take.</returns>
    public static string? Read(ReadOnlySpan<byte> text, out Instant instant)
    {
        instant = default;
        if (text.Length < ShortestLength || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':')
            return FormFault;
        if (!TryReadDigits(text, 0, 4, out var year) || !TryReadDigits(text, 5, 2, out var month) || !TryReadDigits(text, 8, 2, out var day)
            || !TryReadDigits(text, 11, 2, out var hour) || !TryReadDigits(text, 14, 2, out var minute) || !TryReadDigits(text, 17, 2, out var second))
        {
            return FormFault;
        }

        if (!IsDate(year, month, day) || hour > 23 || minute > 59 || second > 60)
            return FormFault;
        if (ReadFraction(text, out var nanoseconds, out var zoneStart) is { } fractionFault)
            return fractionFault;
        if (!TryReadZone(text[zoneStart..], out var offsetMinutes))
            return FormFault;
        if (second == 60)
            return LeapSecondFault;
        if (year == 0)
            return EarlyFault;

        var seconds = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks / TimeSpan.TicksPerSecond - offsetMinutes * 60;
        instant = new Instant(seconds, nanoseconds);
        return seconds < SecondsOf1970 ? EarlyFault : seconds >= SecondsOfLastDay ? LateFault : null;
    }

    // .NET knows no year 0, RFC 3339 does: it is a leap year, as year 4 is.
    private static bool IsDate(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year == 0 ? 4 : year, month);

    private static string? ReadFraction(ReadOnlySpan<byte> text, out int nanoseconds, out int zoneStart)
    {
        nanoseconds = 0;
        zoneStart = FractionStart - 1;
        if (text[zoneStart] != '.')
            return null;

        var digits = text[FractionStart..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits is 0 or < 0)
            return FormFault;
        if (digits > FractionDigitsMax)
            return FractionFault;
        zoneStart = FractionStart + digits;
        _ = TryReadDigits(text, FractionStart, digits, out nanoseconds);
        for (; digits < FractionDigitsMax; digits++)
            nanoseconds *= 10;
        return null;
    }

    private static bool TryReadZone(ReadOnlySpan<byte> zone, out int offsetMinutes)
    {
        offsetMinutes = 0;
        if (zone.Length == 1)
            return (zone[0] | 0x20) == 'z';
        if (zone.Length != 6 || zone[0] is not ((byte)'+' or (byte)'-') || zone[3] != ':')
            return false;
        if (!TryReadDigits(zone, 1, 2, out var hours) || !TryReadDigits(zone, 4, 2, out var minutes) || hours > 23 || minutes > 59)
            return false;
        offsetMinutes = hours * 60 + minutes;
        if (zone[0] == '-')
            offsetMinutes = -offsetMinutes;
        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> text, int start, int count, out int value)
    {
        value = 0;
        for (var i = start; i < start + count; i++)
        {
            if (!char.IsAsciiDigit((char)text[i]))
                return false;
            value = value * 10 + (text[i] - '0');
        }

        return true;
    }
}
