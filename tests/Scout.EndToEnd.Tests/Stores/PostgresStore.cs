using System.Data.Common;
using Npgsql;

namespace Scout.EndToEnd.Tests.Stores;

/// <summary>A database of a private PostgreSQL server.</summary>
internal sealed class PostgresStore(string connectionString) : StoreUnderTest
{
    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["ConnectionStrings__Scout"] = connectionString };

    public override decimal ReadAmount(DbDataReader row, int column) => row.GetDecimal(column);

    protected override async Task<DbConnection> OpenAsync()
    {
        // Not pooled: the server may have been stopped and started in between.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = "scout", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
