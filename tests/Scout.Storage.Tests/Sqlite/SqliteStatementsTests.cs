using Scout.Storage.Sqlite;

namespace Scout.Storage.Tests.Sqlite;

public sealed class SqliteStatementsTests
{
    [Fact]
    public void Statements_EveryEmbeddedFile_IsLoaded() => Assert.Empty(EmbeddedStatements.ForgottenBy(typeof(SqliteStatements)));

    [Fact]
    public async Task Statements_AgainstAMigratedDatabase_ArePrepared()
    {
        await using var store = (SqliteTestStore)await SqliteTestStore.CreateAsync();
        using var session = new SqliteSession(Path.Combine(store.Folder, "scout.db"), SqliteConnections.ReaderSettings);

        foreach (var (name, text) in EmbeddedStatements.LoadedBy(typeof(SqliteStatements)))
        {
            var fault = Record.Exception(() => session.Use(text));
            Assert.True(fault is null, $"{name}: {fault?.Message}");
        }
    }
}
