using Scout.Linking.Catalog;

namespace Scout.Linking.Matching;

/// <summary>Whether a mention and a product are of one brand.</summary>
internal sealed class BrandComparison(CatalogIndex index)
{
    private const float DerivedShare = 0.6f;

    // A brand is a name: "nosa" is not short for "nosalen".
    private const float Sure = 0.9f;

    private readonly Dictionary<int, bool> _same = [];

    public void Begin() => _same.Clear();

    /// <returns>1 for the same brand, -1 for two, less where a brand was read off a name, 0 when unknown.</returns>
    public float Compare(Query query, int product, ProductProfile profile, TermAlignment alignment)
    {
        if (query.BrandId >= 0 && query.BrandId == profile.Brand)
            return 1;
        var mentionHas = query.Brand.Length > 0 || query.BrandId >= 0;
        if (profile.Brand >= 0 && HasWords(query.Name, index.Brands.Name(profile.Brand)))
            return 1;
        if (!mentionHas)
            return 0;
        var mentionBrand = query.Brand.Length > 0 ? query.Brand : index.Brands.Name(query.BrandId);
        if (IsExplained(query, alignment))
            return 1;
        if (profile.Brand < 0)
            return 0;
        if (!_same.TryGetValue(profile.Brand, out var same))
            _same.Add(profile.Brand, same = AreSpellings(mentionBrand, index.Brands.Name(profile.Brand)));
        if (same)
            return 1;
        var derived = query.BrandIsDerived || string.IsNullOrEmpty(index.Product(product).Brand);
        return derived ? -DerivedShare : -1;
    }

    internal static bool HasWords(string name, string brand)
    {
        var at = name.IndexOf(brand, StringComparison.Ordinal);
        return at >= 0 && (at == 0 || name[at - 1] == ' ') && (at + brand.Length == name.Length || name[at + brand.Length] == ' ');
    }

    /// <summary>Whether the product's texts hold the words of the mention's brand.</summary>
    private static bool IsExplained(Query query, TermAlignment alignment)
    {
        var matches = alignment.MentionMatches(query);
        var all = true;
        var any = false;
        for (var i = 0; i < matches.Length; i++)
        {
            var token = query.Tokens[i];
            if (!HasWords(query.Brand, token.Text))
                continue;
            any = true;
            all &= matches[i] >= Sure;
        }

        return any && all;
    }

    /// <summary>"hewlett packard" is "hp", "valuesoft" is "valusoft", "encore" is "encore software".</summary>
    internal static bool AreSpellings(string left, string right)
    {
        var leftWords = left.Split(' ');
        var rightWords = right.Split(' ');
        if (Array.Exists(leftWords, word => word.Length > 2 && Array.Exists(rightWords, other => WordSimilarity.AreSlips(word, other))))
            return true;
        return Initials(leftWords) == right || Initials(rightWords) == left || left.Replace(" ", "", StringComparison.Ordinal) == right.Replace(" ", "", StringComparison.Ordinal);
    }

    private static string Initials(string[] words) => words.Length < 2 ? "" : string.Concat(words.Select(word => word[0]));
}
