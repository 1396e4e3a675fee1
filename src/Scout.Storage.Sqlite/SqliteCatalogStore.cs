using Scout.Storage.Catalog;
using Scout.Storage.Quality;

namespace Scout.Storage.Sqlite;

/// <summary>The catalogue in SQLite: a change of it is one transaction.</summary>
internal sealed class SqliteCatalogStore(SqliteDatabase database, TimeProvider time) : ICatalogStore
{
    public ValueTask<CatalogSaved> SaveAsync(IReadOnlyList<CatalogRow> products, AuditedAct act, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Save(session, products, act), cancellationToken);

    public ValueTask<CatalogEntry?> FindAsync(string productId, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            CatalogEntry? found = null;
            session.Use(SqliteStatements.FindProduct).Text(productId).Each(row => found = ReadEntry(row));
            return found is null ? null : WithAliases(session, found);
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<CatalogEntry>> ReadPageAsync(CatalogFilter filter, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<CatalogEntry>>(
            session =>
            {
                var page = new List<CatalogEntry>();
                session.Use(SqliteStatements.PageProducts)
                    .Text(filter.After).Text(filter.Query?.ToLowerInvariant()).Int64(filter.Active is { } active ? active ? 1 : 0 : null).Text(filter.Brand).Int64(filter.Limit)
                    .Each(row => page.Add(ReadEntry(row)));
                return [.. page.Select(entry => WithAliases(session, entry))];
            },
            cancellationToken);

    public ValueTask<CatalogVersion> ReadVersionAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => CatalogState.Read(session).Version, cancellationToken);

    public ValueTask<CatalogContent> LoadAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var products = new List<CatalogRow>();
            var aliases = new List<CatalogAlias>();
            session.Use(SqliteStatements.ReadProducts).Each(row => products.Add(ReadProduct(row)));
            session.Use(SqliteStatements.ReadAliases).Each(row => aliases.Add(new CatalogAlias(row.GetText(0), row.GetText(1))));
            return new CatalogContent(CatalogState.Read(session).Version, products, aliases);
        },
        cancellationToken);

    public ValueTask<CatalogVersion> NotePolicyAsync(string policy, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var (version, known) = CatalogState.Read(session);
            if (known == policy)
                return version;
            var raised = new CatalogVersion(version.Current + 1, version.Current + 1, time.GetUtcNow());
            CatalogState.Raise(session, raised, policy);
            return raised;
        },
        cancellationToken);

    private static CatalogSaved Save(SqliteSession session, IReadOnlyList<CatalogRow> products, AuditedAct act)
    {
        var (version, policy) = CatalogState.Read(session);
        var next = version.Current + 1;
        var (inserted, updated, kept) = (0, 0, 0);
        foreach (var product in products)
        {
            var isNew = !Any(session.Use(SqliteStatements.ProductExists).Text(product.ProductId));
            var changed = SaveProduct(session, product, next, act.At);
            var (renamed, held) = SaveAliases(session, product, next, act);
            if (renamed && !changed)
                session.Use(SqliteStatements.TouchProduct).Text(product.ProductId).Int64(next).Instant(act.At).Run();
            kept += held;
            inserted += isNew ? 1 : 0;
            updated += !isNew && (changed || renamed) ? 1 : 0;
        }

        if (inserted + updated == 0)
            return new CatalogSaved(0, 0, products.Count, version.Current, kept);
        CatalogState.Raise(session, new CatalogVersion(next, next, act.At), policy);
        AuditLog.Note(session, act, CatalogActions.Change, null, null, null);
        return new CatalogSaved(inserted, updated, products.Count - inserted - updated, next, kept);
    }

    private static bool SaveProduct(SqliteSession session, CatalogRow product, long version, DateTimeOffset at) => session.Use(SqliteStatements.SaveProduct)
        .Text(product.ProductId)
        .Text(product.Sku)
        .Text(product.Gtin)
        .Text(product.ProductName)
        .Text(product.Brand)
        .Text(product.Category)
        .Text(product.PackSize)
        .Amount(product.ListPrice)
        .Int64(product.Active ? 1 : 0)
        .Int64(version)
        .Instant(at)
        .RunAndCount() > 0;

    private static (bool Renamed, int Held) SaveAliases(SqliteSession session, CatalogRow product, long version, AuditedAct act)
    {
        var names = AliasRows.Of([product]);
        var gone = new List<string>();
        session.Use(SqliteStatements.ReadCatalogAliases).Text(product.ProductId).Each(row => gone.Add(row.GetText(0)));
        gone.RemoveAll(alias => Array.Exists(names, name => name.Alias == alias));
        var (changed, held) = (0, 0);
        foreach (var alias in gone)
            changed += session.Use(SqliteStatements.DropAlias).Text(alias).RunAndCount();
        foreach (var name in names)
        {
            changed += session.Use(SqliteStatements.SaveAlias)
                .Text(name.Alias).Text(name.ProductId).Text(name.Written).Instant(act.At).Text(act.By).Int64(version).RunAndCount();
            session.Use(SqliteStatements.FindAlias).Text(name.Alias).Each(row => held += row.GetText(0) == product.ProductId ? 0 : 1);
        }

        return (changed > 0, held);
    }

    private static bool Any(SqliteStatement rows)
    {
        using (rows)
            return rows.Step();
    }

    private static CatalogEntry WithAliases(SqliteSession session, CatalogEntry entry)
    {
        var aliases = new List<string>();
        session.Use(SqliteStatements.ReadProductAliases).Text(entry.Product.ProductId).Each(row => aliases.Add(row.GetText(0)));
        return entry with { Product = entry.Product with { Aliases = aliases } };
    }

    private static CatalogRow ReadProduct(SqliteStatement row) => new()
    {
        ProductId = row.GetText(0),
        Sku = row.FindText(1),
        Gtin = row.FindText(2),
        ProductName = row.GetText(3),
        Brand = row.FindText(4),
        Category = row.FindText(5),
        PackSize = row.FindText(6),
        ListPrice = row.FindAmount(7),
        Active = row.GetInt32(8) != 0,
    };

    private static CatalogEntry ReadEntry(SqliteStatement row) => new(ReadProduct(row), row.GetInt64(9), row.GetInstant(10));
}

/// <summary>The row that counts the changes of the catalogue.</summary>
internal static class CatalogState
{
    public static (CatalogVersion Version, string Policy) Read(SqliteSession session)
    {
        (CatalogVersion, string) state = (default, "");
        session.Use(SqliteStatements.ReadCatalogState).Each(
            row => state = (new CatalogVersion(row.GetInt64(0), row.GetInt64(1), row.FindInstant(2)), row.GetText(3)));
        return state;
    }

    public static void Raise(SqliteSession session, CatalogVersion version, string policy) => session.Use(SqliteStatements.RaiseCatalogVersion)
        .Int64(version.Current).Int64(version.Products).Text(policy).Instant(version.ChangedAt).Run();
}
