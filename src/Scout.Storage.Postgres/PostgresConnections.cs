using Npgsql;

namespace Scout.Storage.Postgres;

/// <summary>How Scout talks to PostgreSQL: one pool, prepared statements, and limits nested so that the inner one always speaks first.</summary>
/// <remarks>lock 1 s &lt; statement 3 s &lt; driver 4 s &lt; grain call 8 s &lt; request 10 s.</remarks>
public static class PostgresConnections
{
    /// <summary>Connections of one silo for its own work: eight promoters, the journal, and readers.</summary>
    private const int PoolSize = 24;

    /// <summary>Builds the pool of one process.</summary>
    /// <param name="connectionString">The user's; what it sets itself wins where it is not a limit.</param>
    public static NpgsqlDataSource CreateDataSource(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "scout",
            CommandTimeout = 4,
            Timeout = 3,
            CancellationTimeout = 500,
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            IncludeErrorDetail = false,

        };

        // An idle transaction can only be a paused process: end it, or it keeps the locks of its shard. The last of two options wins.
        settings.Options = $"{settings.Options} -c lock_timeout=1000 -c statement_timeout=3000 -c idle_in_transaction_session_timeout=5000".TrimStart();
        if (!settings.ShouldSerialize("Maximum Pool Size"))
            settings.MaxPoolSize = PoolSize;
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <summary>For migrations: no limits on time, and no pool, so that nothing of it outlives them.</summary>
    public static string ForMigrations(string connectionString, string searchPath) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "scout-migrations",
        SearchPath = searchPath,
        CommandTimeout = 0,
        Timeout = 5,
        Pooling = false,
    }.ConnectionString;
}
