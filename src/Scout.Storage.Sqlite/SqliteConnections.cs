using Microsoft.Data.Sqlite;

namespace Scout.Storage.Sqlite;

/// <summary>How Scout opens SQLite.</summary>
internal static class SqliteConnections
{
    /// <remarks>
    /// WAL with a sync at every commit: an acknowledged event survives the loss of power. A checkpoint moves 32 MiB at a time, so that
    /// its own syncs weigh little, and the log is cut back to 64 MiB after a burst.
    /// </remarks>
    public const string WriterSettings =
        """
        pragma page_size = 4096;
        pragma journal_mode = wal;
        pragma synchronous = full;
        pragma foreign_keys = on;
        pragma busy_timeout = 1000;
        pragma temp_store = memory;
        pragma cache_size = -65536;
        pragma wal_autocheckpoint = 8192;
        pragma journal_size_limit = 67108864;
        """;

    /// <remarks>
    /// No memory-mapped reads: they measured no faster, and a fault of the disk under a mapping kills the process where it would
    /// otherwise be an answer.
    /// </remarks>
    public const string ReaderSettings =
        """
        pragma busy_timeout = 1000;
        pragma temp_store = memory;
        pragma cache_size = -8192;
        pragma query_only = on;
        """;

    public static string OrleansFile(string dataDirectory) => Path.Combine(dataDirectory, "orleans.db");

    /// <summary>A connection of our own: sessions live as long as the store, so the driver's pool would only keep the file open after it.</summary>
    public static string StringFor(string file) => new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString;
}
