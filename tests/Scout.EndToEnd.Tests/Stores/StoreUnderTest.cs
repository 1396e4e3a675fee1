using System.Data.Common;

namespace Scout.EndToEnd.Tests.Stores;

/// <summary>A store that Scout is told to use, and a way to look into it behind Scout's back.</summary>
/// <remarks>Table names stand bare in the queries of the tests: both stores find them.</remarks>
public abstract class StoreUnderTest : IAsyncDisposable
{
    /// <summary>The working folder of the servers that use this store.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("scout-e2e-").FullName;

    /// <summary>What Scout is told at start, as environment variables.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    public async Task<List<TRow>> ReadAsync<TRow>(string sql, Func<DbDataReader, TRow> read)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 60;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<TRow>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>The one number that a query answers.</summary>
    public async Task<long> CountAsync(string sql) => Assert.Single(await ReadAsync(sql, row => Convert.ToInt64(row.GetValue(0), null)));

    /// <summary>Changes rows behind Scout's back, as a person with a client of the database might.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var connection = await OpenForWritingAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 10;
        _ = await command.ExecuteNonQueryAsync();
    }

    /// <summary>The money in a column, which each store keeps in its own way.</summary>
    public abstract decimal ReadAmount(DbDataReader row, int column);

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected abstract Task<DbConnection> OpenAsync();

    protected virtual Task<DbConnection> OpenForWritingAsync() => OpenAsync();
}
