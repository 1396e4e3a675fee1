namespace Scout.Storage;

/// <summary>Tells whether the store can be written now.</summary>
public interface IStorageProbe
{
    /// <exception cref="StorageUnavailableException">It cannot.</exception>
    ValueTask CheckAsync(CancellationToken cancellationToken);
}

/// <summary>Brings the store's tables to the version this build needs.</summary>
public interface IStorageMigrator
{
    /// <summary>Creates or upgrades the schema. Several processes may call it at once: one does the work, the others wait for it.</summary>
    /// <exception cref="StorageUnavailableException">The store cannot be reached, or a migration failed; the message tells which.</exception>
    Task MigrateAsync(CancellationToken cancellationToken);
}
