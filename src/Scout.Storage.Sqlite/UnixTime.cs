namespace Scout.Storage.Sqlite;

/// <summary>Instants as the tables keep them: whole microseconds since 1970, rounded down.</summary>
internal static class UnixTime
{
    public static long ToMicroseconds(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks - DateTime.UnixEpoch.Ticks;
        return ticks >= 0 ? ticks / TimeSpan.TicksPerMicrosecond : (ticks - (TimeSpan.TicksPerMicrosecond - 1)) / TimeSpan.TicksPerMicrosecond;
    }

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        new(DateTime.UnixEpoch.Ticks + microseconds * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
