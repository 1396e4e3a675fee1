using Scout.Linking.Mentions;

namespace Scout.Storage.Catalog;

/// <param name="Alias">Normalised.</param>
/// <param name="ProductId">Whose it is.</param>
/// <param name="Written">As it was given.</param>
public readonly record struct AliasRow(string Alias, string ProductId, string Written);

/// <summary>The other names of products as rows: one for each normalised name, and none for a name of which nothing is left.</summary>
public static class AliasRows
{
    public static AliasRow[] Of(IEnumerable<CatalogRow> products)
    {
        // A name that two products claim goes to the later: whoever sends them is told before.
        var rows = new Dictionary<string, AliasRow>(StringComparer.Ordinal);
        foreach (var product in products)
        {
            foreach (var written in product.Aliases)
            {
                var alias = NormalText.OfName(written);
                if (alias.Length > 0)
                    rows[alias] = new AliasRow(alias, product.ProductId, written);
            }
        }

        return [.. rows.Values];
    }
}

/// <summary>How the audit log calls what is done to the catalogue and to links.</summary>
public static class CatalogActions
{
    public const string Change = "catalog_change";
    public const string Accept = "link_accept";
    public const string Reject = "link_reject";
}
