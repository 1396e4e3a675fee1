using SQLitePCL;

namespace Scout.Storage.Sqlite;

/// <summary>SQLite refused a call. The code tells whose fault it was, never the text.</summary>
internal sealed class SqliteFault(int code, string message) : Exception($"{message} (SQLite result {code})")
{
    // The low byte is the kind of fault, the bytes above it the particular.
    private const int PrimaryCodeMask = 0xFF;

    /// <summary>The extended result code.</summary>
    public int Code => code;

    /// <summary>The values of a row are refused, and always will be: setting that row aside lets the others go on.</summary>
    /// <remarks>
    /// Everything else (busy, I/O error, disk full, read-only, corrupt, a table that is missing) is the store's fault: nobody's data is
    /// to blame, so nothing is ever set aside for it.
    /// </remarks>
    public bool IsDataFault => (code & PrimaryCodeMask) is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG;

    public static SqliteFault Of(sqlite3 database) =>
        new(raw.sqlite3_extended_errcode(database), raw.sqlite3_errmsg(database).utf8_to_string());

    /// <summary>What a port tells its caller of a fault that is not the data's.</summary>
    public static StorageUnavailableException Unavailable(Exception exception) =>
        new($"The embedded store is not available: {exception.Message}", exception);
}
