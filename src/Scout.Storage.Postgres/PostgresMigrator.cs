using System.Reflection;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Npgsql;

namespace Scout.Storage.Postgres;

/// <summary>Creates or upgrades the schemas <c>scout</c> and <c>orleans</c> under an advisory lock.</summary>
internal sealed class PostgresMigrator(string connectionString) : IStorageMigrator
{
    // Any fixed number will do, as long as every version of Scout uses the same: the letters "scout" in ASCII.
    private const long AdvisoryLock = 0x73636F7574;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(PostgresConnections.ForMigrations(connectionString, "public"));
            await connection.OpenAsync(cancellationToken);

            // Held by the session: it goes with the connection, also when this process is killed.
            await ExecuteAsync(connection, $"select pg_advisory_lock({AdvisoryLock})", cancellationToken);
            await CheckEncodingAsync(connection, cancellationToken);
            await ExecuteAsync(connection, "create schema if not exists scout; create schema if not exists orleans", cancellationToken);
            await Task.Run(() => Upgrade("scout", "migrations/"), cancellationToken);
            await Task.Run(() => Upgrade("orleans", "orleans/"), cancellationToken);
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    private void Upgrade(string schema, string resourcePrefix)
    {
        // Variables are off: DbUp would take the $tags$ of Orleans' function bodies for them.
        var result = DeployChanges.To
            .PostgresqlDatabase(PostgresConnections.ForMigrations(connectionString, schema))
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.StartsWith(resourcePrefix, StringComparison.Ordinal))
            .JournalToPostgresqlTable(schema, "schema_versions")
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        ThrowIfFailed(result);
    }

    private static void ThrowIfFailed(DatabaseUpgradeResult result)
    {
        if (!result.Successful)
            throw new StorageUnavailableException($"The migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
    }

    private static async Task CheckEncodingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("show server_encoding", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is not "UTF8")
            throw new InvalidOperationException("The database of ConnectionStrings:Scout is not encoded in UTF8, so it cannot hold every identifier; create it with encoding 'UTF8'.");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        _ = await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
