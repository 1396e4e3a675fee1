using Npgsql;

namespace Scout.Storage.Postgres;

/// <summary>Asks PostgreSQL whether it takes writes.</summary>
internal sealed class PostgresProbe(NpgsqlDataSource source) : IStorageProbe
{
    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = source.Command(PostgresStatements.CheckWritable);
            if (await command.ExecuteScalarAsync(cancellationToken) is not true)
                throw new StorageUnavailableException("PostgreSQL is in recovery and takes no writes.");
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }
}
