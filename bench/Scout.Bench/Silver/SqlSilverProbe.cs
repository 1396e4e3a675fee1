using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Scout.Bench.Silver;

/// <summary>Counts the rows of silver past the server, by SQL.</summary>
internal sealed class SqlSilverProbe(Func<DbConnection> connect, string table, string latencyMilliseconds) : ISilverProbe
{
    private const int TimeoutSeconds = 60;

    private const int OneInHundred = 100;

    private long _mark;
    private long _lastEventId;

    public bool IsExact => true;

    public static SqlSilverProbe Postgres(string connectionString) =>
        new(
            () => new NpgsqlConnection(connectionString), "scout.silver_transactions", "extract(epoch from promoted_at - received_at) * 1000");

    /// <summary>Read-only, so that counting can neither lock the server out nor create what is not there.</summary>
    public static SqlSilverProbe Sqlite(string file)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
        return new(() => new SqliteConnection(connectionString), "silver_transactions", "(promoted_at - received_at) / 1000.0");
    }

    public async Task MarkAsync(CancellationToken cancellationToken)
    {
        _mark = await CountAsync(cancellationToken);
        _lastEventId = Convert.ToInt64(await AskAsync($"select coalesce(max(event_id), 0) from {table}", cancellationToken), CultureInfo.InvariantCulture);
    }

    public async Task<long> MissingAsync(long acceptedSinceMark, CancellationToken cancellationToken) =>
        _mark + acceptedSinceMark - await CountAsync(cancellationToken);

    public async Task<double?> FindLatencyP99MillisecondsAsync(long acceptedSinceMark, CancellationToken cancellationToken)
    {
        var latency = await AskAsync(
            $"select {latencyMilliseconds} from {table} where event_id > {_lastEventId} order by 1 desc limit 1 offset {acceptedSinceMark / OneInHundred}",
            cancellationToken);
        return latency is null or DBNull ? null : Convert.ToDouble(latency, CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<long> CountAsync(CancellationToken cancellationToken) =>
        Convert.ToInt64(await AskAsync($"select count(*) from {table}", cancellationToken), CultureInfo.InvariantCulture);

    private async Task<object?> AskAsync(string statement, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = connect();
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.CommandTimeout = TimeoutSeconds;
            return await command.ExecuteScalarAsync(cancellationToken);
        }
        catch (DbException fault)
        {
            throw new BenchException($"silver could not be read ({statement}): {fault.Message}");
        }
    }
}
