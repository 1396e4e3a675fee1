using Scout.Linking.Catalog;

namespace Scout.Linking.Matching;

/// <summary>Whether colour, edition, size or flavour are the same. A word of another class contradicts nothing.</summary>
internal static class VariantComparison
{
    public static void Measure(Query query, ProductProfile profile, Vocabulary vocabulary, Span<float> features)
    {
        Span<int> mentionLeft = stackalloc int[16];
        Span<int> productLeft = stackalloc int[16];
        mentionLeft.Clear();
        productLeft.Clear();
        foreach (var token in query.Tokens)
        {
            if (token.Variant != 0 && !token.Optional && !Has(profile, vocabulary, token.Variant))
                mentionLeft[token.Variant >> 8]++;
        }

        for (var j = 0; j < profile.NameTerms; j++)
        {
            var variant = vocabulary.Variant(profile.Terms[j]);
            if (variant != 0 && !Has(query, variant))
                productLeft[variant >> 8]++;
        }

        float differs = 0, oneSided = 0;
        for (var kind = 0; kind < mentionLeft.Length; kind++)
        {
            differs += mentionLeft[kind] > 0 && productLeft[kind] > 0 ? 1 : 0;
            oneSided += (mentionLeft[kind] > 0) != (productLeft[kind] > 0) ? 0.5f : 0;
        }

        features[(int)PairFeature.VariantDiffers] = MathF.Min(1, differs);
        features[(int)PairFeature.VariantOneSided] = MathF.Min(1, oneSided);
    }

    private static bool Has(ProductProfile profile, Vocabulary vocabulary, ushort variant)
    {
        foreach (var term in profile.Terms)
        {
            if (vocabulary.Variant(term) == variant)
                return true;
        }

        return false;
    }

    private static bool Has(Query query, ushort variant)
    {
        foreach (var token in query.Tokens)
        {
            if (token.Variant == variant)
                return true;
        }

        return false;
    }
}
