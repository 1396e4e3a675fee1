using Scout.Contracts.Quality;
using Scout.Domain;

namespace Scout.Contracts.Catalog;

/// <summary>The catalogue of products. Key 0; any silo answers.</summary>
[Alias("scout.ICatalogGrain")]
public interface ICatalogGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Inserts and replaces products, all or none of them. A row is whole: what it does not say is empty afterwards. Silos link by the
    /// new catalogue within seconds.
    /// </summary>
    /// <param name="products">Checked: each id once, each alias (normalised) of one product only, GTINs of 14 digits.</param>
    /// <param name="act">Who and why.</param>
    /// <exception cref="StorageUnavailableException">Unknown whether it was saved. Safe to repeat.</exception>
    [Alias("Upsert"), ResponseTimeout("00:02:00")]
    ValueTask<CatalogUpsertReply> UpsertAsync(List<CatalogProductInput> products, OperatorAct act);

    /// <returns>Null when there is no such product.</returns>
    /// <exception cref="StorageUnavailableException">Try again.</exception>
    [Alias("Find")]
    ValueTask<CatalogProductView?> FindAsync(string productId);

    /// <returns>In the order of product ids (by code point).</returns>
    /// <exception cref="StorageUnavailableException">Try again.</exception>
    [Alias("ReadPage")]
    ValueTask<ListPage<CatalogProductView>> ReadPageAsync(CatalogQuery query);
}

/// <summary>A product as it is to be.</summary>
[GenerateSerializer, Immutable, Alias("scout.CatalogProductInput")]
public sealed record CatalogProductInput
{
    [Id(0)]
    public required string ProductId { get; init; }

    [Id(1)]
    public string? Sku { get; init; }

    /// <summary>14 digits with a right check digit.</summary>
    [Id(2)]
    public string? Gtin { get; init; }

    [Id(3)]
    public required string ProductName { get; init; }

    [Id(4)]
    public string? Brand { get; init; }

    [Id(5)]
    public string? Category { get; init; }

    [Id(6)]
    public string? PackSize { get; init; }

    /// <summary>In units of <see cref="Domain.Money.Amount"/>.</summary>
    [Id(7)]
    public long? ListPriceUnits { get; init; }

    [Id(8)]
    public bool Active { get; init; } = true;

    /// <summary>Other names, as they were written; null is none.</summary>
    [Id(9)]
    public List<string>? Aliases { get; init; }
}

/// <param name="Product">As it is; with all its aliases, those that reviews gave included.</param>
/// <param name="Version">The version of the catalogue that last changed it.</param>
/// <param name="UpdatedAt">When that was.</param>
[GenerateSerializer, Immutable, Alias("scout.CatalogProductView")]
public sealed record CatalogProductView(
    [property: Id(0)] CatalogProductInput Product, [property: Id(1)] long Version, [property: Id(2)] DateTimeOffset UpdatedAt);

/// <param name="Inserted">Products that were new.</param>
/// <param name="Updated">Products that stood otherwise.</param>
/// <param name="Unchanged">Products that stood as sent already.</param>
/// <param name="Version">The catalogue's version afterwards.</param>
/// <param name="AliasesKept">Aliases that were not given, because a review gave them to another product.</param>
[GenerateSerializer, Immutable, Alias("scout.CatalogUpsertReply")]
public sealed record CatalogUpsertReply(
    [property: Id(0)] int Inserted, [property: Id(1)] int Updated, [property: Id(2)] int Unchanged, [property: Id(3)] long Version,
    [property: Id(4)] int AliasesKept);

/// <param name="Query">Only products whose id, sku or name contains this, whatever the case of a to z; null is all.</param>
/// <param name="Active">Null is all.</param>
/// <param name="Brand">Exactly as saved; null is all.</param>
/// <param name="After">Only ids greater than this one; null begins at the first.</param>
/// <param name="Limit">At most this many.</param>
[GenerateSerializer, Immutable, Alias("scout.CatalogQuery")]
public sealed record CatalogQuery(
    [property: Id(0)] string? Query, [property: Id(1)] bool? Active, [property: Id(2)] string? Brand, [property: Id(3)] string? After,
    [property: Id(4)] int Limit);
