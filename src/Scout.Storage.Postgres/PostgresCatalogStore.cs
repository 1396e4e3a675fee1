using Npgsql;
using NpgsqlTypes;
using Scout.Storage.Catalog;
using Scout.Storage.Quality;

namespace Scout.Storage.Postgres;

/// <summary>The catalogue in PostgreSQL: whole slices of products in one statement each, under the lock of its version.</summary>
internal sealed class PostgresCatalogStore(NpgsqlDataSource source, TimeProvider time) : ICatalogStore
{
    /// <summary>Products in one statement: far inside the statement's time limit, however wide they are.</summary>
    private const int SliceRows = 2_000;

    public async ValueTask<CatalogSaved> SaveAsync(IReadOnlyList<CatalogRow> products, AuditedAct act, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var (version, policy) = await CatalogLock.TakeAsync(connection, transaction, cancellationToken);
            var next = version.Current + 1;
            var (inserted, changed, kept) = (0, new HashSet<string>(StringComparer.Ordinal), 0);
            foreach (var slice in products.Chunk(SliceRows))
            {
                inserted += await SaveProductsAsync(connection, transaction, slice, next, act, changed, cancellationToken);
                kept += await SaveAliasesAsync(connection, transaction, slice, next, act, changed, cancellationToken);
            }

            if (changed.Count == 0)
                return new CatalogSaved(0, 0, products.Count, version.Current, kept);

            await using var batch = new NpgsqlBatch(connection, transaction);
            batch.BatchCommands.Add(CatalogLock.Raise(next, next, policy, act.At));
            batch.BatchCommands.Add(Rows.BatchCommand(
                PostgresStatements.NoteAct,
                Rows.Instant(act.At), Rows.Text(act.By), Rows.Text(CatalogActions.Change), Rows.Text(null), Rows.Text(null), Rows.BigInt(null), Rows.Text(act.Reason)));
            _ = await batch.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);

            // A product that only lost a name to one that was sent has changed, and was not sent.
            var updated = products.Count(product => changed.Contains(product.ProductId)) - inserted;
            return new CatalogSaved(inserted, updated, products.Count - inserted - updated, next, kept);
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    public async ValueTask<CatalogEntry?> FindAsync(string productId, CancellationToken cancellationToken) =>
        (await source.ReadAsync(PostgresStatements.FindProduct, [Rows.Text(productId)], ReadEntry, cancellationToken)).SingleOrDefault();

    public async ValueTask<IReadOnlyList<CatalogEntry>> ReadPageAsync(CatalogFilter filter, CancellationToken cancellationToken) => await source.ReadAsync(
        PostgresStatements.PageProducts,
        [
            Rows.Text(filter.After), Rows.Text(filter.Query?.ToLowerInvariant()),
            new NpgsqlParameter { Value = (object?)filter.Active ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Boolean }, Rows.Text(filter.Brand),
            Rows.Value(filter.Limit, NpgsqlDbType.Integer),
        ],
        ReadEntry, cancellationToken);

    public async ValueTask<CatalogVersion> ReadVersionAsync(CancellationToken cancellationToken) => (await source.ReadAsync(
        PostgresStatements.ReadCatalogVersion, [], static row => new CatalogVersion(row.GetInt64(0), row.GetInt64(1), row.FindInstant(2)), cancellationToken)).Single();

    public async ValueTask<CatalogContent> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
            await using var batch = new NpgsqlBatch(connection, transaction)
            {
                BatchCommands =
                {
                    Rows.BatchCommand(PostgresStatements.ReadCatalogVersion), Rows.BatchCommand(PostgresStatements.ReadProducts), Rows.BatchCommand(PostgresStatements.ReadAliases),
                },
            };
            CatalogVersion version = default;
            var products = new List<CatalogRow>();
            var aliases = new List<CatalogAlias>();
            await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
            {
                await reader.EachAsync(row => version = new CatalogVersion(row.GetInt64(0), row.GetInt64(1), row.FindInstant(2)), cancellationToken);
                await reader.EachAsync(row => products.Add(ReadProduct(row)), cancellationToken);
                await reader.EachAsync(row => aliases.Add(new CatalogAlias(row.GetString(0), row.GetString(1))), cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            return new CatalogContent(version, products, aliases);
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    public async ValueTask<CatalogVersion> NotePolicyAsync(string policy, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var (version, known) = await CatalogLock.TakeAsync(connection, transaction, cancellationToken);
            if (known == policy)
                return version;
            var raised = new CatalogVersion(version.Current + 1, version.Current + 1, time.GetUtcNow());
            await using var batch = new NpgsqlBatch(connection, transaction)
            {
                BatchCommands = { CatalogLock.Raise(raised.Current, raised.Products, policy, raised.ChangedAt!.Value) },
            };
            _ = await batch.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return raised;
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    /// <returns>How many were new.</returns>
    private static async Task<int> SaveProductsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CatalogRow[] slice, long version, AuditedAct act, HashSet<string> changed,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                Rows.BatchCommand(
                    PostgresStatements.SaveProducts,
                    Texts(slice, row => row.ProductId), Texts(slice, row => row.Sku), Texts(slice, row => row.Gtin), Texts(slice, row => row.ProductName),
                    Texts(slice, row => row.Brand), Texts(slice, row => row.Category), Texts(slice, row => row.PackSize),
                    Rows.Array(Array.ConvertAll(slice, row => row.ListPrice?.ToDecimal()), NpgsqlDbType.Numeric),
                    Rows.Array(Array.ConvertAll(slice, row => row.Active), NpgsqlDbType.Boolean), Rows.BigInt(version), Rows.Instant(act.At)),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var inserted = 0;
        await reader.EachAsync(
            row =>
            {
                _ = changed.Add(row.GetString(0));
                inserted += row.GetBoolean(1) ? 1 : 0;
            },
            cancellationToken);
        return inserted;
    }

    /// <returns>How many names stay with the product that a review gave them to.</returns>
    private static async Task<int> SaveAliasesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CatalogRow[] slice, long version, AuditedAct act, HashSet<string> changed,
        CancellationToken cancellationToken)
    {
        var names = AliasRows.Of(slice);
        var (aliases, owners) = (Texts(names, name => name.Alias), Texts(names, name => name.ProductId));
        var renamed = new HashSet<string>(StringComparer.Ordinal);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(Rows.BatchCommand(PostgresStatements.DropAliases, Texts(slice, row => row.ProductId), aliases, owners));
            if (names.Length > 0)
            {
                batch.BatchCommands.Add(Rows.BatchCommand(
                    PostgresStatements.SaveAliases, aliases.Clone(), owners.Clone(), Texts(names, name => name.Written), Rows.Instant(act.At), Rows.Text(act.By),
                    Rows.BigInt(version)));
            }

            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await reader.EachAsync(row => renamed.Add(row.GetString(0)), cancellationToken);
            await reader.EachAsync(row => renamed.Add(row.GetString(0)), cancellationToken);
        }

        if (names.Length == 0 && renamed.Count == 0)
            return 0;
        changed.UnionWith(renamed);
        await using var last = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                Rows.BatchCommand(PostgresStatements.CountKeptAliases, aliases.Clone(), owners.Clone()),
                Rows.BatchCommand(PostgresStatements.TouchProducts, Rows.Array(renamed.ToArray(), NpgsqlDbType.Text), Rows.BigInt(version), Rows.Instant(act.At)),
            },
        };
        return (int)(long)(await last.ExecuteScalarAsync(cancellationToken))!;
    }

    private static CatalogRow ReadProduct(NpgsqlDataReader row) => new()
    {
        ProductId = row.GetString(0),
        Sku = row.FindText(1),
        Gtin = row.FindText(2),
        ProductName = row.GetString(3),
        Brand = row.FindText(4),
        Category = row.FindText(5),
        PackSize = row.FindText(6),
        ListPrice = row.FindAmount(7),
        Active = row.GetBoolean(8),
    };

    private static CatalogEntry ReadEntry(NpgsqlDataReader row) =>
        new(ReadProduct(row) with { Aliases = row.GetFieldValue<string[]>(11) }, row.GetInt64(9), row.GetInstant(10));

    private static NpgsqlParameter Texts<T>(T[] from, Converter<T, string?> text) => Rows.Array(Array.ConvertAll(from, text), NpgsqlDbType.Text);
}

/// <summary>The row under whose lock the catalogue is changed.</summary>
internal static class CatalogLock
{
    public static async Task<(CatalogVersion Version, string Policy)> TakeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PostgresStatements.LockCatalog, connection, transaction);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (new CatalogVersion(reader.GetInt64(0), reader.GetInt64(1), reader.FindInstant(3)), reader.GetString(2))
            : throw new StorageUnavailableException("The catalogue has no row in catalog_state.");
    }

    public static NpgsqlBatchCommand Raise(long version, long productsVersion, string policy, DateTimeOffset at) => Rows.BatchCommand(
        PostgresStatements.RaiseCatalogVersion, Rows.BigInt(version), Rows.BigInt(productsVersion), Rows.Text(policy), Rows.Instant(at));
}
