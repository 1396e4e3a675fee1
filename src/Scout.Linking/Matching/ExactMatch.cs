using Scout.Linking.Catalog;
using Scout.Linking.Mentions;

namespace Scout.Linking.Matching;

/// <summary>The ways to a product that need no weighing.</summary>
internal static class ExactMatch
{
    private const double ById = 1;
    private const double ByGtin = 0.99;
    private const double ByAlias = 0.99;
    private const double ByName = 0.97;

    public static bool TryFind(CatalogIndex index, Mention mention, in MentionKey key, out int product, out LinkMethod method, out double confidence)
    {
        var keys = index.Keys;
        (method, confidence) = (LinkMethod.ExactId, ById);
        if (keys.TryFindId(mention.ProductId, key.ProductId, out product))
            return true;
        (method, confidence) = (LinkMethod.Gtin, ByGtin);
        // Many tills send the bar code as the product's id.
        if ((Gtin.TryParse(mention.Gtin, out var gtin) && keys.TryFindGtin(gtin, out product))
            || (Gtin.TryParse(mention.ProductId, out gtin) && keys.TryFindGtin(gtin, out product)))
            return true;
        (method, confidence) = (LinkMethod.Alias, ByAlias);
        if (key.Name.Length > 0 && keys.TryFindAlias(key.Name, out product))
            return true;
        (method, confidence) = (LinkMethod.ExactName, ByName);
        return key.Name.Length > 0 && keys.TryFindName(key.Name, out product) && !index.IsRefused(key, product)
            && !JunkNames.IsJunk(key.Name) && !BrandContradicts(index, key, product);
    }

    private static bool BrandContradicts(CatalogIndex index, in MentionKey key, int product)
    {
        var mention = BrandTable.Core(key.Brand);
        var brand = index.Product(product).Brand;
        return mention.Length > 0 && BrandTable.Core(brand) is { Length: > 0 } other && !BrandComparison.AreSpellings(mention, other)
            && !BrandComparison.HasWords(key.Name, mention) && !BrandComparison.HasWords(key.Name, other);
    }
}
