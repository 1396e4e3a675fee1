using Npgsql;

namespace Scout.Api.Hosting;

/// <summary>How Orleans' own providers reach the database.</summary>
public static class ClusterConnection
{
    /// <summary>The same server, the schema <c>orleans</c>, and a small pool of its own.</summary>
    public static string For(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "scout-orleans",
        SearchPath = "orleans",
        MaxPoolSize = 8,
        CommandTimeout = 4,
        Timeout = 3,
    }.ConnectionString;
}
