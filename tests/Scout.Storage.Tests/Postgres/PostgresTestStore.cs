using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Scout.Storage.Postgres;
using Scout.Testing.Postgres;

namespace Scout.Storage.Tests.Postgres;

/// <summary>A store in a database that the tests of one class share; each test finds it empty.</summary>
public sealed class PostgresTestStore : TestStore
{
    private static readonly ConcurrentDictionary<Type, Task<string>> Databases = new();

    private readonly string _connectionString;

    private PostgresTestStore(string connectionString) => _connectionString = connectionString;

    public static async Task<TestStore> CreateAsync(PostgresServer server, Type owner)
    {
        var store = new PostgresTestStore(await Databases.GetOrAdd(owner, _ => server.CreateDatabaseAsync()));
        await store.ReopenAsync();
        await store.EmptyAsync();
        return store;
    }

    protected override string WithoutForeignKeys => "set session_replication_role = replica";

    protected override IServiceCollection Register(IServiceCollection services) => services.AddPostgresStorage(_connectionString);

    // Of the test's own, so that nothing of it outlives the test.
    protected override DbConnection CreateConnection() =>
        new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString) { SearchPath = "scout", Pooling = false }.ConnectionString);

    private async Task EmptyAsync()
    {
        await using var connection = CreateConnection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "truncate bronze_events, bronze_pending, quarantine, dead_letters, silver_transactions, silver_line_items, audit_log, quality_rules, stores, "
            + "quality_checks, quality_check_failures, alerts, alert_deliveries, "
            + "gold_stores, gold_store_hours, gold_store_days, gold_store_mentions, gold_mentions, link_reviews, link_rejections, mentions, product_aliases, products; "
            + "update catalog_state set version = 0, products_version = 0, policy = '', changed_at = null; "
            + "update rollup_shards as rollup set position = promotion.position from promotion_shards as promotion where promotion.shard = rollup.shard";
        _ = await command.ExecuteNonQueryAsync();
    }
}
