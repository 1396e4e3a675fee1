using System.Globalization;
using DbUp;
using Microsoft.Data.Sqlite;
using Scout.Storage.Sqlite;

namespace Scout.Storage.Tests.Sqlite;

public sealed class SqliteMigratorTests
{
    [Fact]
    public async Task Migrate_FourAtOnceAndOnceMore_DoesEachScriptOnce()
    {
        await using var store = new SqliteTestStore();
        var migrator = store.Port<IStorageMigrator>();
        var cancellation = TestContext.Current.CancellationToken;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => migrator.MigrateAsync(cancellation), cancellation)));
        await store.ReopenAsync();

        Assert.Equal(0, await store.CountAsync("(select ScriptName from schema_versions group by ScriptName having count(*) > 1)"));
        Assert.Equal(8, await store.CountAsync("promotion_shards"));
    }

    [Fact]
    public async Task Migrate_EmptyFolder_MakesOrleansStorageInAFileOfItsOwn()
    {
        await using var store = (SqliteTestStore)await SqliteTestStore.CreateAsync();

        await using var connection = new SqliteConnection($"{SqliteStorage.OrleansConnectionString(store.Folder)};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new SqliteCommand("select count(*) from OrleansQuery where QueryKey in ('WriteToStorageKey', 'ReadFromStorageKey', 'ClearStorageKey')", connection);
        Assert.Equal(3L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Migrate_FileThatIsNoDatabase_IsUnavailable()
    {
        await using var store = new SqliteTestStore();
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "scout.db"), new string('x', 8_192), TestContext.Current.CancellationToken);

        _ = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Port<IStorageMigrator>().MigrateAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Migrate_AFilledDatabaseOfVersion3_KeepsEveryRowAndTotal()
    {
        await using var store = new SqliteTestStore();
        var file = $"Data Source={Path.Combine(store.Folder, "scout.db")};Pooling=false";
        FilledDatabase.MigrateToVersion3(DeployChanges.To.SqliteDatabase(file).JournalToSqliteTable("schema_versions"), typeof(SqliteMigrator).Assembly);
        var database = new FilledDatabase(
            instant => $"{UnixTime.ToMicroseconds(instant)}", bytes => $"x'{Convert.ToHexString(bytes)}'", amount => string.Create(CultureInfo.InvariantCulture, $"{amount * 10_000:F0}"),
            unitsAreSplit: true);
        await using (var connection = new SqliteConnection(file))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            foreach (var statement in database.Statements())
            {
                await using var command = connection.CreateCommand();
                command.CommandText = statement;
                _ = await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
        }

        await store.ReopenAsync();

        Assert.Equal(0, await store.CountAsync("pragma_foreign_key_check"));
        Assert.Equal(0, await store.CountAsync("sqlite_schema where name like 'new_%' or sql like '%new_%'"));
        await database.CheckAsync(store.Port);
    }
}
