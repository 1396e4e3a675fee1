using System.Runtime.InteropServices;
using Scout.Linking.Catalog;
using Scout.Linking.Reading;

namespace Scout.Linking.Matching;

/// <summary>Measures a mention against a product. What is measured is told by <see cref="PairFeature"/>.</summary>
internal sealed class PairComparison(CatalogIndex index)
{
    public const int Features = (int)PairFeature.VariantOneSided + 1;

    private const float EvidenceFull = 3;
    private const float ReplacedMax = 2;
    private const float CommonShare = 0.3f;
    private const float RareShare = 0.7f;
    private const float ModelExcuses = 0.6f;
    private const float CountUnsaid = 0.7f;

    private readonly TermAlignment _alignment = new(index);
    private readonly BrandComparison _brands = new(index);
    private readonly List<string> _mentionModels = [];
    private readonly List<string> _productModels = [];
    private readonly bool[] _inCompound = new bool[CatalogIndexBuilder.TermsMax + NameReader.TokensMax];

    /// <summary>Terms that say much and are on both sides, of the last measurement.</summary>
    public int Informative { get; private set; }

    public void Begin()
    {
        _alignment.Begin();
        _brands.Begin();
    }

    /// <param name="features">Receives <see cref="Features"/> values, in the order of <see cref="PairFeature"/>.</param>
    public void Measure(Query query, int product, Span<float> features)
    {
        var profile = index.Profile(product);
        features.Clear();
        features[(int)PairFeature.Base] = 1;
        _alignment.Run(query, profile);
        var brand = _brands.Compare(query, product, profile, _alignment);
        features[(int)PairFeature.BrandAgrees] = MathF.Max(0, brand);
        features[(int)PairFeature.BrandDiffers] = MathF.Max(0, -brand);
        MeasureWords(features);
        if (brand == 0 && profile.Brand >= 0 && !string.IsNullOrEmpty(index.Product(product).Brand))
            features[(int)PairFeature.BrandUnsaid] = MathF.Min(1, _alignment.WordsLeft.Mention / index.Vocabulary.WeightMax);
        features[(int)PairFeature.Characters] = TextSignature.Similarity(query.Signature, index.Signature(product));
        MeasureModels(query, profile, features);
        MeasureNumbers(query, profile, features);
        MeasureQuantities(query, profile, features);
        MeasurePrice(query.Price, profile.Price, features);
        MeasureVariants(query, profile, features);
        Excuse(features);
    }

    /// <summary>Where the model number agrees, the one side tells other things of the same product, or tells them wrongly.</summary>
    private static void Excuse(Span<float> features)
    {
        var rest = 1 - ModelExcuses * Math.Clamp((features[(int)PairFeature.ModelAgrees] - 0.5f) * 2, 0, 1);
        features[(int)PairFeature.Replaced] *= rest;
        features[(int)PairFeature.QuantityDiffers] *= rest;
        features[(int)PairFeature.NumberDiffers] *= rest;
    }

    private void MeasureWords(Span<float> features)
    {
        Informative = _alignment.Informative;
        var (mentionAll, mentionExplained) = _alignment.MentionWeight;
        var (productAll, productExplained) = _alignment.ProductWeight;
        var mention = mentionAll > 0 ? MathF.Min(1, mentionExplained / mentionAll) : 0;
        var product = productAll > 0 ? MathF.Min(1, productExplained / productAll) : 0;
        var unit = index.Vocabulary.WeightMax;
        features[(int)PairFeature.Cosine] = MathF.Sqrt(mention * product);
        features[(int)PairFeature.Containment] = MathF.Max(mention, product);
        features[(int)PairFeature.Coverage] = MathF.Min(mention, product);
        features[(int)PairFeature.Evidence] = MathF.Min(1, _alignment.Common / (EvidenceFull * unit));
        var (mentionLeft, productLeft) = _alignment.WordsLeft;
        features[(int)PairFeature.Replaced] = MathF.Min(ReplacedMax, MathF.Min(mentionLeft, productLeft) / unit);
    }

    private void MeasureModels(Query query, ProductProfile profile, Span<float> features)
    {
        var agrees = 0f;
        CollectMentionModels(query, ref agrees);
        var mentionHas = _mentionModels.Count > 0 || agrees > 0;
        CollectProductModels(profile, ref agrees);
        var productHas = _productModels.Count > 0 || agrees > 0;
        var differs = _mentionModels.Count > 0 && _productModels.Count > 0 ? 0.5f : 0;
        foreach (var left in _mentionModels)
        {
            foreach (var right in _productModels)
            {
                var agree = ModelNumbers.Agree(left, right) * ModelNumbers.Strength(left);
                agrees = MathF.Max(agrees, agree);
                if (agree == 0 && ModelNumbers.AreSiblings(left, right))
                    differs = 1;
            }
        }

        features[(int)PairFeature.ModelAgrees] = agrees;
        features[(int)PairFeature.ModelDiffers] = agrees >= 0.75f ? 0 : differs;
        features[(int)PairFeature.ModelOneSided] = mentionHas != productHas ? 1 : 0;
    }

    /// <summary>Gathers the model numbers that the product has nothing for; those that it has are agreed on.</summary>
    private void CollectMentionModels(Query query, ref float agrees)
    {
        _mentionModels.Clear();
        var tokens = query.Tokens;
        var matches = _alignment.MentionMatches(query);
        Array.Clear(_inCompound, 0, tokens.Count);
        foreach (var (first, count, text, term) in query.Compounds)
        {
            Take(text, term, IsMatched(matches.Slice(first, count)), _mentionModels, ref agrees);
            _inCompound.AsSpan(first, count).Fill(true);
        }

        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Model && !_inCompound[i])
                Take(tokens[i].Text, tokens[i].Term, matches[i] > 0, _mentionModels, ref agrees);
        }
    }

    private void CollectProductModels(ProductProfile profile, ref float agrees)
    {
        _productModels.Clear();
        var vocabulary = index.Vocabulary;
        var matches = _alignment.ProductMatches(profile);
        Array.Clear(_inCompound, 0, profile.Terms.Length);
        foreach (var (first, count, term) in profile.Compounds)
        {
            Take(vocabulary.Text(term), term, IsMatched(matches.Slice(first, count)), _productModels, ref agrees);
            _inCompound.AsSpan(first, count).Fill(true);
        }

        for (var j = 0; j < profile.Terms.Length; j++)
        {
            if (!_inCompound[j] && vocabulary.Kind(profile.Terms[j]) == TokenKind.Model)
                Take(vocabulary.Text(profile.Terms[j]), profile.Terms[j], matches[j] > 0, _productModels, ref agrees);
        }
    }

    private static bool IsMatched(ReadOnlySpan<float> matches) => !matches.Contains(0);

    /// <summary>"1080p" and "mp3" look like model numbers, but half the catalogue has them: only a rare one identifies.</summary>
    private void Take(string model, int term, bool matched, List<string> left, ref float agrees)
    {
        var rarity = term < 0 ? 1 : Math.Clamp((index.Vocabulary.Weight(term) / index.Vocabulary.WeightMax - CommonShare) / (RareShare - CommonShare), 0, 1);
        if (matched)
            agrees = MathF.Max(agrees, ModelNumbers.Strength(model) * rarity);
        else if (rarity > 0.5f)
            left.Add(model);
    }

    /// <summary>Years are compared with years, and small numbers (versions, parts of a series) with small numbers.</summary>
    private void MeasureNumbers(Query query, ProductProfile profile, Span<float> features)
    {
        var matches = _alignment.MentionMatches(query);
        var agrees = 0f;
        Span<bool> mentionLeft = [false, false];
        for (var i = 0; i < matches.Length; i++)
        {
            var token = query.Tokens[i];
            if (token.Kind != TokenKind.Number || token.Optional)
                continue;
            if (matches[i] > 0)
                agrees = 1;
            else
                mentionLeft[IsYear(token.Text) ? 1 : 0] = true;
        }

        Span<bool> productLeft = [false, false];
        var productMatches = _alignment.ProductMatches(profile);
        for (var j = 0; j < profile.NameTerms; j++)
        {
            var term = profile.Terms[j];
            if (index.Vocabulary.Kind(term) == TokenKind.Number && productMatches[j] == 0)
                productLeft[IsYear(index.Vocabulary.Text(term)) ? 1 : 0] = true;
        }

        features[(int)PairFeature.NumberAgrees] = agrees;
        features[(int)PairFeature.NumberDiffers] = (mentionLeft[0] && productLeft[0]) || (mentionLeft[1] && productLeft[1]) ? 1
            : mentionLeft[0] | mentionLeft[1] && productLeft[0] | productLeft[1] ? 0.5f : 0;
    }

    private static bool IsYear(string number) => number.Length == 4 && int.TryParse(number, out var year) && year is >= NameReader.YearMin and < NameReader.YearEnd;

    private static void MeasureQuantities(Query query, ProductProfile profile, Span<float> features)
    {
        float agrees = 0, differs = 0;
        var unsaid = 0;
        foreach (var left in query.Quantities)
        {
            bool same = false, other = false;
            foreach (var right in profile.Quantities)
            {
                same |= left.IsNear(right);
                other |= left.Dimension == right.Dimension;
            }

            agrees = same ? 1 : agrees;
            if (!same && other)
                differs = 1;
            unsaid += other ? 0 : 1;
        }

        foreach (var right in profile.Quantities)
            unsaid += Has(CollectionsMarshal.AsSpan(query.Quantities), right.Dimension) ? 0 : 1;
        // "12 x 33 cl" is not "33 cl": where the contents are told, no count means one.
        if (agrees > 0 && IsPack(CollectionsMarshal.AsSpan(query.Quantities)) != IsPack(profile.Quantities))
            differs = MathF.Max(differs, CountUnsaid);
        features[(int)PairFeature.QuantityAgrees] = agrees;
        features[(int)PairFeature.QuantityDiffers] = differs;
        features[(int)PairFeature.QuantityOneSided] = MathF.Min(1, unsaid * 0.5f);
    }

    private static bool Has(ReadOnlySpan<Quantity> quantities, Dimension dimension)
    {
        foreach (var quantity in quantities)
        {
            if (quantity.Dimension == dimension)
                return true;
        }

        return false;
    }

    /// <summary>Whether contents and a count of more than one are told.</summary>
    private static bool IsPack(ReadOnlySpan<Quantity> quantities)
    {
        bool contents = false, several = false;
        foreach (var quantity in quantities)
        {
            contents |= quantity.Dimension is Dimension.Volume or Dimension.Mass;
            several |= quantity.Dimension == Dimension.Count && quantity.Value > 1;
        }

        return contents && several;
    }

    private static void MeasurePrice(long mention, long product, Span<float> features)
    {
        if (mention <= 0 || product <= 0)
            return;
        var apart = MathF.Abs(MathF.Log((float)mention / product));
        features[(int)PairFeature.PriceNear] = MathF.Max(0, 1 - apart / 0.2f);
        features[(int)PairFeature.PriceFar] = Math.Clamp((apart - 0.35f) / 1.05f, 0, 1);
    }

    private void MeasureVariants(Query query, ProductProfile profile, Span<float> features)
    {
        Span<int> mentionLeft = stackalloc int[16];
        Span<int> productLeft = stackalloc int[16];
        mentionLeft.Clear();
        productLeft.Clear();
        foreach (var token in query.Tokens)
        {
            if (token.Variant != 0 && !token.Optional && !Has(profile, token.Variant))
                mentionLeft[token.Variant >> 8]++;
        }

        for (var j = 0; j < profile.NameTerms; j++)
        {
            var variant = index.Vocabulary.Variant(profile.Terms[j]);
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

    private bool Has(ProductProfile profile, ushort variant)
    {
        foreach (var term in profile.Terms)
        {
            if (index.Vocabulary.Variant(term) == variant)
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
