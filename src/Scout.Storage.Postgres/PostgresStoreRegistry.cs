using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Stores;

namespace Scout.Storage.Postgres;

/// <summary>Store profiles in <c>scout.stores</c>.</summary>
internal sealed class PostgresStoreRegistry(NpgsqlDataSource source) : IStoreRegistry
{
    public async ValueTask<StoreProfile?> FindAsync(StoreId store, CancellationToken cancellationToken)
    {
        var found = await source.ReadAsync(PostgresStatements.FindStore, [Rows.Text(store.Value)], Read, cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<StoreProfile> RegisterAsync(StoreProfile profile, CancellationToken cancellationToken)
    {
        // Two statements, not one: the loser of a race could not see the winner's row in the snapshot of its own insert.
        _ = await source.FindValueAsync(PostgresStatements.RegisterStore, Parameters(profile), cancellationToken);
        return await FindAsync(profile.StoreId, cancellationToken)
            ?? throw new StorageUnavailableException("A store was registered and then not found: it was removed in between. Try again.");
    }

    public async ValueTask<StoreProfile> SaveAsync(StoreProfile profile, CancellationToken cancellationToken) =>
        (await source.ReadAsync(PostgresStatements.SaveStore, Parameters(profile), Read, cancellationToken))[0];

    public async ValueTask<IReadOnlyList<StoreProfile>> ReadPageAsync(StoreId? after, int limit, CancellationToken cancellationToken) =>
        await source.ReadAsync(
            PostgresStatements.ReadStores, [Rows.Text(after?.Value ?? ""), Rows.Value(limit, NpgsqlDbType.Integer)], Read, cancellationToken);

    private static NpgsqlParameter[] Parameters(StoreProfile profile) =>
    [
        Rows.Text(profile.StoreId.Value),
        Rows.Text(profile.Name),
        Rows.Text(profile.Region),
        Rows.Text(profile.Province),
        Rows.Text(profile.City),
        Rows.Text(profile.TimeZone),
        Rows.Text(profile.Currency),
        Rows.Value(profile.BusinessDayStart, NpgsqlDbType.Time),
        Rows.Value(profile.Active, NpgsqlDbType.Boolean),
        new NpgsqlParameter { Value = (object?)profile.AmountLimit?.ToDecimal() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Numeric },
        Rows.Value(profile.RegisteredAt.UtcDateTime, NpgsqlDbType.TimestampTz),
        Rows.Value(profile.UpdatedAt.UtcDateTime, NpgsqlDbType.TimestampTz),
    ];

    private static StoreProfile Read(NpgsqlDataReader reader) => new()
    {
        StoreId = StoreId.FromStored(reader.GetString(0)),
        Name = reader.FindText(1),
        Region = reader.FindText(2),
        Province = reader.FindText(3),
        City = reader.FindText(4),
        TimeZone = reader.GetString(5),
        Currency = reader.GetString(6),
        BusinessDayStart = reader.GetFieldValue<TimeOnly>(7),
        Active = reader.GetBoolean(8),
        AmountLimit = reader.FindAmount(9),
        RegisteredAt = reader.GetInstant(10),
        UpdatedAt = reader.GetInstant(11),
    };
}
