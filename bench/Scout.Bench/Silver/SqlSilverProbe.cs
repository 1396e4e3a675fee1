using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Scout.Bench.Silver;

/// <summary>Counts the rows of silver past the server, by SQL.</summary>
internal sealed class SqlSilverProbe(Func<DbConnection> connect, string countStatement) : ISilverProbe
{
    private const int TimeoutSeconds = 60;

    private long _mark;

    public bool IsExact => true;

    public static SqlSilverProbe Postgres(string connectionString) =>
        new(() => new NpgsqlConnection(connectionString), "select count(*) from scout.silver_transactions");

    /// <summary>Read-only, so that counting can neither lock the server out nor create what is not there.</summary>
    public static SqlSilverProbe Sqlite(string file)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
        return new(() => new SqliteConnection(connectionString), "select count(*) from silver_transactions");
    }

    public async Task MarkAsync(CancellationToken cancellationToken) => _mark = await CountAsync(cancellationToken);

    public async Task<long> MissingAsync(long acceptedSinceMark, CancellationToken cancellationToken) =>
        _mark + acceptedSinceMark - await CountAsync(cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = connect();
            await connection.OpenAsync(cancellationToken);
            await using var count = connection.CreateCommand();
            count.CommandText = countStatement;
            count.CommandTimeout = TimeoutSeconds;
            return Convert.ToInt64(await count.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        }
        catch (DbException fault)
        {
            throw new BenchException($"silver could not be counted ({countStatement}): {fault.Message}");
        }
    }
}
