namespace Scout.Storage.Sqlite;

/// <summary>A count of ten-thousandths beyond 64 bits, in two parts that each stay far within them.</summary>
internal static class WideUnits
{
    // The same number stands in the migrations and in the statements that sum.
    private const long LowParts = 1_000_000_000;

    public static (long High, long Low) Split(Int128 units) => ((long)(units / LowParts), (long)(units % LowParts));

    public static Int128 Join(long high, long low) => (Int128)high * LowParts + low;
}
