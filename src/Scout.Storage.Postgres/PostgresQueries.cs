using Npgsql;

namespace Scout.Storage.Postgres;

/// <summary>Runs one statement, and names a fault of the server for what it is.</summary>
internal static class PostgresQueries
{
    /// <returns>Every row of the answer, in its order.</returns>
    /// <exception cref="StorageUnavailableException">The server did not answer.</exception>
    public static async ValueTask<List<T>> ReadAsync<T>(
        this NpgsqlDataSource source, string statement, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = source.Command(statement, parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(read(reader));
            return rows;
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    /// <returns>The first value of the first row; null when there is none or it is null.</returns>
    /// <exception cref="StorageUnavailableException">The server did not answer.</exception>
    public static async ValueTask<object?> FindValueAsync(
        this NpgsqlDataSource source, string statement, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = source.Command(statement, parameters);
            return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull ? value : null;
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }
}
