using Npgsql;

namespace Scout.Storage.Postgres;

/// <summary>Asks PostgreSQL whether it takes writes.</summary>
internal sealed class PostgresProbe(NpgsqlDataSource source) : IStorageProbe
{
    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        if (await source.FindValueAsync(PostgresStatements.CheckWritable, [], cancellationToken) is not true)
            throw new StorageUnavailableException("PostgreSQL is in recovery and takes no writes.");
    }
}
