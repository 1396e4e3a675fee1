using Scout.Linking.Catalog;
using Scout.Linking.Reading;

namespace Scout.Linking.Matching;

/// <summary>Measures a mention against a product. What is measured is told by <see cref="PairFeature"/>.</summary>
internal sealed class PairComparison(CatalogIndex index)
{
    public const int Features = (int)PairFeature.VariantOneSided + 1;

    private const float EvidenceFull = 3;
    private const float ReplacedMax = 2;
    private const float ModelExcuses = 0.6f;

    private readonly TermAlignment _alignment = new(index);
    private readonly BrandComparison _brands = new(index);
    private readonly ModelComparison _models = new(index.Vocabulary);

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
        _models.Measure(query, profile, _alignment, features);
        MeasureNumbers(query, profile, features);
        QuantityComparison.Measure(query.Quantities, profile.Quantities, features);
        MeasurePrice(query.Price, profile.Price, features);
        VariantComparison.Measure(query, profile, index.Vocabulary, features);
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

    private static void MeasurePrice(long mention, long product, Span<float> features)
    {
        if (mention <= 0 || product <= 0)
            return;
        var apart = MathF.Abs(MathF.Log((float)mention / product));
        features[(int)PairFeature.PriceNear] = MathF.Max(0, 1 - apart / 0.2f);
        features[(int)PairFeature.PriceFar] = Math.Clamp((apart - 0.35f) / 1.05f, 0, 1);
    }
}
