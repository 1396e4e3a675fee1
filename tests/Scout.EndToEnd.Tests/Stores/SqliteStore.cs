using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Scout.EndToEnd.Tests.Stores;

/// <summary>The embedded store in a temporary folder, which is what Scout uses when told nothing.</summary>
internal sealed class SqliteStore : StoreUnderTest
{
    private const decimal UnitsInOne = 10_000m;

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Scout__DataDirectory"] = DataDirectory };

    public string DataDirectory => Path.Combine(Folder, "data");

    public override decimal ReadAmount(DbDataReader row, int column) => row.GetInt64(column) / UnitsInOne;

    protected override Task<DbConnection> OpenAsync() => OpenAsync(SqliteOpenMode.ReadOnly);

    protected override Task<DbConnection> OpenForWritingAsync() => OpenAsync(SqliteOpenMode.ReadWrite);

    private async Task<DbConnection> OpenAsync(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(DataDirectory, "scout.db"),
            Mode = mode,
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
