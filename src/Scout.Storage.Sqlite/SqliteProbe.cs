namespace Scout.Storage.Sqlite;

/// <summary>Asks SQLite, and the disk below it, whether they take writes.</summary>
internal sealed class SqliteProbe(SqliteDatabase database) : IStorageProbe
{
    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        if (await database.WriteAsync(session => session.Use(SqliteStatements.CheckWritable).RunAndCount(), cancellationToken) == 0)
            throw new StorageUnavailableException("The embedded store has no counter of event id blocks.");
    }
}
