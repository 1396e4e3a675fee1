using System.Net.Sockets;
using Npgsql;

namespace Scout.Storage.Postgres;

/// <summary>Tells apart what a fault of PostgreSQL means for the caller, by its SQLSTATE and never by its text.</summary>
internal static class PostgresFaults
{
    /// <summary>The values of a row are refused, and always will be: setting that row aside lets the others go on.</summary>
    /// <remarks>22: data exception; 23: integrity constraint; 54: a program limit, such as an index row that is too long.</remarks>
    public static bool IsDataFault(PostgresException exception) => !IsEventIdTaken(exception)
        && (exception.SqlState.StartsWith("22", StringComparison.Ordinal)
            || exception.SqlState.StartsWith("23", StringComparison.Ordinal)
            || exception.SqlState.StartsWith("54", StringComparison.Ordinal));

    /// <summary>
    /// An id that we gave is in use: the sequence of a restored database stood behind its rows. The row is not to blame; ids of another
    /// block will do.
    /// </summary>
    public static bool IsEventIdTaken(PostgresException exception) =>
        exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "bronze_events_pkey" };

    /// <summary>The event is in silver already. That is no fault of its values, and no reason to set it aside.</summary>
    public static bool IsPromotedAlready(PostgresException exception) =>
        exception is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "silver_transactions_pkey" };

    /// <summary>
    /// Everything else that the driver reports: the server is away, restarting, out of connections, too slow, or not in the shape we
    /// expect. Nobody's data is to blame, so nothing is ever set aside for it.
    /// </summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException postgres => !IsDataFault(postgres),
        NpgsqlException or TimeoutException or SocketException or IOException => true,

        // The driver's pool throws it when a connection broke under a command that was being set up.
        ObjectDisposedException => true,
        _ => false,
    };

    public static StorageUnavailableException Unavailable(Exception exception) =>
        new($"PostgreSQL is not available: {(exception as PostgresException)?.MessageText ?? exception.Message}", exception);
}
