using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Scout.Storage;
using Scout.Storage.Postgres;
using Scout.Storage.Sqlite;
using Scout.Testing.Postgres;

namespace Scout.Grains.Tests.Clusters;

/// <summary>A migrated, empty store that a cluster is put on.</summary>
internal abstract class ClusterDatabase
{
    public static async Task<ClusterDatabase> CreateSqliteAsync() => await MigrateAsync(new Sqlite(Directory.CreateTempSubdirectory("scout-grains-").FullName));

    public static async Task<ClusterDatabase> CreatePostgresAsync(PostgresServer server) => await MigrateAsync(new Postgres(await server.CreateDatabaseAsync()));

    public abstract IServiceCollection Register(IServiceCollection services);

    /// <summary>Counts rows, past everything that is under test.</summary>
    public async Task<long> CountAsync(string from)
    {
        await using var connection = CreateConnection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {from}";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Changes rows behind everyone's back.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var connection = CreateConnection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        _ = await command.ExecuteNonQueryAsync();
    }

    public virtual void Delete()
    {
    }

    protected abstract DbConnection CreateConnection();

    private static async Task<ClusterDatabase> MigrateAsync(ClusterDatabase database)
    {
        await using var services = database.Register(new ServiceCollection()).BuildServiceProvider();
        await services.GetRequiredService<IStorageMigrator>().MigrateAsync(CancellationToken.None);
        return database;
    }

    private sealed class Sqlite(string folder) : ClusterDatabase
    {
        public override IServiceCollection Register(IServiceCollection services) => services.AddSqliteStorage(folder);

        public override void Delete() => Directory.Delete(folder, recursive: true);

        protected override DbConnection CreateConnection() => new SqliteConnection($"Data Source={Path.Combine(folder, "scout.db")};Pooling=false");
    }

    private sealed class Postgres(string connectionString) : ClusterDatabase
    {
        public override IServiceCollection Register(IServiceCollection services) => services.AddPostgresStorage(connectionString);

        protected override DbConnection CreateConnection() =>
            new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = "scout", Pooling = false }.ConnectionString);
    }
}
