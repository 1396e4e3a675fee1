using System.Globalization;
using DbUp;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Scout.Storage.Postgres;
using Scout.Testing.Postgres;

namespace Scout.Storage.Tests.Postgres;

public sealed class PostgresMigratorTests(PostgresServer server)
{
    [Fact]
    public async Task Migrate_FourAtOnceAndOnceMore_DoesEachScriptOnce()
    {
        var connectionString = await server.CreateDatabaseAsync();
        var cancellation = TestContext.Current.CancellationToken;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new PostgresMigrator(connectionString).MigrateAsync(cancellation), cancellation)));
        await new PostgresMigrator(connectionString).MigrateAsync(cancellation);

        Assert.Equal(0L, await ScalarAsync(connectionString, "select count(*) - count(distinct scriptname) from scout.schema_versions"));
        Assert.Equal(8L, await ScalarAsync(connectionString, "select count(*) from scout.promotion_shards"));
    }

    [Fact]
    public async Task Migrate_EmptyDatabase_MakesTheStateOfAGrainUnique()
    {
        var connectionString = await server.CreateDatabaseAsync();

        await new PostgresMigrator(connectionString).MigrateAsync(TestContext.Current.CancellationToken);

        Assert.Equal(true, await ScalarAsync(
            connectionString, "select indisunique from pg_index where indexrelid = 'orleans.ux_orleansstorage'::regclass"));
    }

    [Fact]
    public async Task Migrate_AFilledDatabaseOfVersion3_KeepsEveryRowAndTotal()
    {
        var connectionString = await server.CreateDatabaseAsync();
        _ = await ScalarAsync(connectionString, "create schema scout");
        FilledDatabase.MigrateToVersion3(
            DeployChanges.To.PostgresqlDatabase(PostgresConnections.ForMigrations(connectionString, "scout")).JournalToPostgresqlTable("scout", "schema_versions"),
            typeof(PostgresMigrator).Assembly);
        var database = new FilledDatabase(
            instant => $"'{instant.UtcDateTime:O}'", bytes => $"'\\x{Convert.ToHexString(bytes)}'", amount => amount.ToString(CultureInfo.InvariantCulture), unitsAreSplit: false);
        foreach (var statement in database.Statements())
            _ = await ScalarAsync(connectionString, $"set search_path to scout; {statement}");

        await new PostgresMigrator(connectionString).MigrateAsync(TestContext.Current.CancellationToken);

        await using var services = new ServiceCollection().AddPostgresStorage(connectionString).BuildServiceProvider();
        await database.CheckAsync(services.GetRequiredService);
    }

    private static async Task<object?> ScalarAsync(string connectionString, string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
