using Scout.Domain.Money;

namespace Scout.Linking.Catalog;

/// <summary>A product of the catalogue.</summary>
/// <param name="ProductId">Unique in the catalogue, exactly as written.</param>
/// <param name="Gtin">As written; it counts only when <see cref="Catalog.Gtin.TryParse"/> takes it.</param>
/// <param name="PackSize">Free text such as "12 x 33 cl", read like a part of the name.</param>
/// <param name="Active">An inactive product is never linked nor answered, by whatever method.</param>
public sealed record CatalogProduct(
    string ProductId,
    string ProductName,
    string? Sku = null,
    string? Gtin = null,
    string? Brand = null,
    string? Category = null,
    string? PackSize = null,
    Amount? ListPrice = null,
    bool Active = true);

/// <summary>What a person has settled about a name: that it means a product, or that it does not.</summary>
/// <param name="Text">A name; it is normalised by <see cref="Mentions.NormalText.OfName"/>.</param>
/// <param name="Refused">True when the name was said not to mean the product: then it is never answered for it.</param>
public sealed record CatalogAlias(string Text, string ProductId, bool Refused = false);
