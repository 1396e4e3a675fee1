using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Scout.Storage.Sqlite;

namespace Scout.Storage.Tests.Sqlite;

/// <summary>An embedded store in a temporary folder.</summary>
public sealed class SqliteTestStore : TestStore
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("scout-sqlite-").FullName;

    public static async Task<TestStore> CreateAsync()
    {
        var store = new SqliteTestStore();
        await store.ReopenAsync();
        return store;
    }

    protected override string WithoutForeignKeys => "pragma foreign_keys = off";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    protected override IServiceCollection Register(IServiceCollection services) => services.AddSqliteStorage(Folder);

    protected override DbConnection CreateConnection() => new SqliteConnection($"Data Source={Path.Combine(Folder, "scout.db")};Pooling=false");
}
