using Scout.Domain.Money;
using Scout.Storage.Quality;

namespace Scout.Storage.Catalog;

/// <summary>The products that mentions are linked to, and their other names.</summary>
public interface ICatalogStore
{
    /// <summary>
    /// Inserts and replaces products in one transaction, with who did it. A row is whole: what it does not say is empty afterwards, its
    /// catalogue aliases included; aliases that people wrote in reviews stay. Products that are not named stay as they are.
    /// </summary>
    /// <param name="products">Each id once.</param>
    /// <param name="act">Who, when and why.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="StorageUnavailableException">Wholly done or not at all. Safe to repeat.</exception>
    ValueTask<CatalogSaved> SaveAsync(IReadOnlyList<CatalogRow> products, AuditedAct act, CancellationToken cancellationToken);

    /// <returns>Null when there is no such product.</returns>
    ValueTask<CatalogEntry?> FindAsync(string productId, CancellationToken cancellationToken);

    /// <summary>Reads a page in the order of product ids (by code point).</summary>
    ValueTask<IReadOnlyList<CatalogEntry>> ReadPageAsync(CatalogFilter filter, CancellationToken cancellationToken);

    /// <summary>What has been changed last; cheap, to be asked each second.</summary>
    ValueTask<CatalogVersion> ReadVersionAsync(CancellationToken cancellationToken);

    /// <summary>Reads the whole catalogue as of one moment.</summary>
    ValueTask<CatalogContent> LoadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Says by which policy (thresholds and matcher) mentions are decided from now on. When it is another than before, both versions are
    /// raised, so that every decision of a machine is made again.
    /// </summary>
    ValueTask<CatalogVersion> NotePolicyAsync(string policy, CancellationToken cancellationToken);
}

/// <summary>A product as it is to be.</summary>
public sealed record CatalogRow
{
    /// <summary>As devices send it.</summary>
    public required string ProductId { get; init; }

    public string? Sku { get; init; }

    /// <summary>14 digits with a right check digit.</summary>
    public string? Gtin { get; init; }

    public required string ProductName { get; init; }

    public string? Brand { get; init; }

    public string? Category { get; init; }

    /// <summary>In words, for example <c>12x33cl</c>.</summary>
    public string? PackSize { get; init; }

    public Amount? ListPrice { get; init; }

    /// <summary>One that is not is kept, but never linked to.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Other names, as they were written.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <param name="Product">As it was saved, with all its aliases, those of reviews included, in their order.</param>
/// <param name="Version">The version of the catalogue that last changed it.</param>
/// <param name="UpdatedAt">When that was.</param>
public sealed record CatalogEntry(CatalogRow Product, long Version, DateTimeOffset UpdatedAt);

/// <param name="Inserted">Products that were new.</param>
/// <param name="Updated">Products that stood otherwise.</param>
/// <param name="Unchanged">Products that stood as sent already.</param>
/// <param name="Version">The catalogue's version afterwards; raised only when something changed.</param>
/// <param name="AliasesKept">Aliases that were not given, because a review gave them to another product.</param>
public sealed record CatalogSaved(int Inserted, int Updated, int Unchanged, long Version, int AliasesKept);

/// <param name="Query">Only products whose id, sku or name contains this, whatever the case of a to z; null is all.</param>
/// <param name="Active">Null is all.</param>
/// <param name="Brand">Exactly as saved; null is all.</param>
/// <param name="After">Only ids greater than this one; null begins at the first.</param>
/// <param name="Limit">At most this many.</param>
public sealed record CatalogFilter(string? Query, bool? Active, string? Brand, string? After, int Limit);

/// <summary>How often the catalogue has changed.</summary>
/// <param name="Current">Raised by every change.</param>
/// <param name="Products">The version at which a product or the policy changed last: what an id or a GTIN decided need not be doubted because names were given.</param>
/// <param name="ChangedAt">When it was last raised; null before the first time.</param>
public readonly record struct CatalogVersion(long Current, long Products, DateTimeOffset? ChangedAt);

/// <param name="Version">What it is the content of.</param>
/// <param name="Products">All of them, without aliases.</param>
/// <param name="Aliases">All of them.</param>
public sealed record CatalogContent(CatalogVersion Version, IReadOnlyList<CatalogRow> Products, IReadOnlyList<CatalogAlias> Aliases);

/// <param name="Text">Normalised.</param>
/// <param name="ProductId">Whose name it is.</param>
public readonly record struct CatalogAlias(string Text, string ProductId);
