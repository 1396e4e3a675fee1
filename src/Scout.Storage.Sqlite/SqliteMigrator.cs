using System.Reflection;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;

namespace Scout.Storage.Sqlite;

/// <summary>Creates or upgrades <c>scout.db</c>, and <c>orleans.db</c> for the state of Orleans' own providers.</summary>
/// <remarks>Other processes are kept out by the lock of the directory, so calls at once come from this one.</remarks>
internal sealed class SqliteMigrator(SqliteDatabase database) : IStorageMigrator
{
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        // On the writer's turn: a session that writes and a migration must not meet.
        await database.ExcludeWritersAsync(
            () =>
            {
                Upgrade(database.File, "migrations/");
                Upgrade(SqliteConnections.OrleansFile(database.DataDirectory), "orleans/");
            },
            cancellationToken);
    }

    private static void Upgrade(string file, string resourcePrefix)
    {
        // Opened first by our own settings: the page size and the journal mode stay with the file.
        using (new SqliteSession(file, SqliteConnections.WriterSettings))
        {
        }

        var result = DeployChanges.To
            .SqliteDatabase(SqliteConnections.StringFor(file))
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.StartsWith(resourcePrefix, StringComparison.Ordinal))
            .JournalToSqliteTable("schema_versions")
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
}
