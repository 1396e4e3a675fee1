using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Stores;

namespace Scout.Storage.Sqlite;

/// <summary>Store profiles in <c>stores</c>.</summary>
internal sealed class SqliteStoreRegistry(SqliteDatabase database) : IStoreRegistry
{
    public ValueTask<StoreProfile?> FindAsync(StoreId store, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, store), cancellationToken);

    public ValueTask<StoreProfile> RegisterAsync(StoreProfile profile, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            Bind(session.Use(SqliteStatements.RegisterStore), profile).Run();
            return Find(session, profile.StoreId)
                ?? throw new StorageUnavailableException("A store was registered and then not found.");
        },
        cancellationToken);

    public ValueTask<StoreProfile> SaveAsync(StoreProfile profile, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            using var rows = Bind(session.Use(SqliteStatements.SaveStore), profile);
            return rows.Step() ? Read(rows) : throw new StorageUnavailableException("A store was saved and then not found.");
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<StoreProfile>> ReadPageAsync(StoreId? after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoreProfile>>(
            session =>
            {
                using var rows = session.Use(SqliteStatements.ReadStores).Text(after?.Value ?? "").Int64(limit);
                var profiles = new List<StoreProfile>();
                while (rows.Step())
                    profiles.Add(Read(rows));
                return profiles;
            },
            cancellationToken);

    private static StoreProfile? Find(SqliteSession session, StoreId store)
    {
        using var rows = session.Use(SqliteStatements.FindStore).Text(store.Value);
        return rows.Step() ? Read(rows) : null;
    }

    private static SqliteStatement Bind(SqliteStatement statement, StoreProfile profile) => statement
        .Text(profile.StoreId.Value)
        .Text(profile.Name)
        .Text(profile.Region)
        .Text(profile.Province)
        .Text(profile.City)
        .Text(profile.TimeZone)
        .Text(profile.Currency)
        .Int64(profile.BusinessDayStart.Ticks / TimeSpan.TicksPerMicrosecond)
        .Int64(profile.Active ? 1 : 0)
        .Amount(profile.AmountLimit)
        .Instant(profile.RegisteredAt)
        .Instant(profile.UpdatedAt);

    private static StoreProfile Read(SqliteStatement row) => new()
    {
        StoreId = StoreId.FromStored(row.GetText(0)),
        Name = row.FindText(1),
        Region = row.FindText(2),
        Province = row.FindText(3),
        City = row.FindText(4),
        TimeZone = row.GetText(5),
        Currency = row.GetText(6),
        BusinessDayStart = new TimeOnly(row.GetInt64(7) * TimeSpan.TicksPerMicrosecond),
        Active = row.GetInt64(8) == 1,
        AmountLimit = row.FindAmount(9),
        RegisteredAt = row.GetInstant(10),
        UpdatedAt = row.GetInstant(11),
    };
}
