using System.Globalization;
using System.Text;
using Scout.Linking.Catalog;
using Scout.Linking.Mentions;

namespace Scout.Linking.Matching;

/// <summary>Search and comparison for one mention at a time, with their working memory.</summary>
internal sealed class FuzzySearch(CatalogIndex index, LinkingOptions options)
{
    private const int ExplainedMax = 5;

    private readonly Query _query = new();
    private readonly CandidateSearch _candidates = new(index, options);
    private readonly PairComparison _comparison = new(index);
    private readonly List<ScoredProduct> _scored = [];

    internal readonly record struct ScoredProduct(int Product, double LogOdds, LinkVetoes Vetoes);

    public LinkDecision Decide(Mention mention, in MentionKey key)
    {
        Weigh(mention, key);
        if (_scored.Count == 0)
            return new(null, LinkMethod.None, 0);
        var confidence = Confidence();
        return confidence >= options.AnsweredFrom
            ? new(index.Product(_scored[0].Product).ProductId, LinkMethod.Fuzzy, confidence)
            : new(null, LinkMethod.None, confidence);
    }

    public LinkExplanation Explain(Mention mention, in MentionKey key, LinkDecision? exact)
    {
        var decision = Decide(mention, key);
        var candidates = _scored.Take(ExplainedMax).Select(Describe).ToArray();
        return new(exact ?? decision, candidates, _query.IsJunk);
    }

    /// <summary>All candidates with their features: what calibration is fitted on.</summary>
    internal List<(int Product, float[] Features)> Measure(Mention mention)
    {
        Weigh(mention, MentionKey.Of(mention));
        return _scored.ConvertAll(scored => (scored.Product, MeasureOne(scored.Product)));
    }

    /// <summary>The odds of a mention and one product of the catalogue, whatever else there is.</summary>
    internal double LogOdds(Mention mention, int product)
    {
        Begin(mention, MentionKey.Of(mention));
        return Calibration.LogOdds(MeasureOne(product));
    }

    internal float[] Features(Mention mention, int product)
    {
        Begin(mention, MentionKey.Of(mention));
        return MeasureOne(product);
    }

    private void Begin(Mention mention, in MentionKey key)
    {
        _query.Read(mention, key, index);
        _comparison.Begin();
    }

    private void Weigh(Mention mention, in MentionKey key)
    {
        _scored.Clear();
        Begin(mention, key);
        _candidates.Run(_query);
        Span<float> features = stackalloc float[PairComparison.Features];
        foreach (var product in _candidates.Found)
        {
            if (index.IsRefused(key, product))
                continue;
            _comparison.Measure(_query, product, features);
            _scored.Add(new(product, Calibration.LogOdds(features), Vetoes(features)));
        }

        // The order of the catalogue parts equals, so that the same question has the same answer.
        _scored.Sort(static (left, right) => left.LogOdds != right.LogOdds ? right.LogOdds.CompareTo(left.LogOdds) : left.Product.CompareTo(right.Product));
    }

    private double Confidence()
    {
        Span<double> rivals = stackalloc double[Math.Min(_scored.Count - 1, 8)];
        for (var i = 0; i < rivals.Length; i++)
            rivals[i] = _scored[i + 1].LogOdds;
        return Math.Min(Calibration.Confidence(_scored[0].LogOdds, rivals), Ceiling(_scored[0].Vetoes));
    }

    private double Ceiling(LinkVetoes vetoes) => vetoes switch
    {
        LinkVetoes.None => 1,
        _ when vetoes.HasFlag(LinkVetoes.Junk) => options.ReviewFrom - 0.01,
        _ => options.LinkedFrom - 0.01,
    };

    private LinkVetoes Vetoes(ReadOnlySpan<float> features)
    {
        var vetoes = _query.IsJunk ? LinkVetoes.Junk : LinkVetoes.None;
        if (_comparison.Informative < 2)
            vetoes |= LinkVetoes.TooLittleInCommon;
        if (features[(int)PairFeature.ModelDiffers] >= 1)
            vetoes |= LinkVetoes.Model;
        if (features[(int)PairFeature.NumberDiffers] >= 1)
            vetoes |= LinkVetoes.Number;
        if (features[(int)PairFeature.QuantityDiffers] >= 0.7f)
            vetoes |= LinkVetoes.Quantity;
        if (features[(int)PairFeature.BrandDiffers] >= 1)
            vetoes |= LinkVetoes.Brand;
        return vetoes;
    }

    private float[] MeasureOne(int product)
    {
        var features = new float[PairComparison.Features];
        _comparison.Measure(_query, product, features);
        return features;
    }

    private LinkCandidate Describe(ScoredProduct scored)
    {
        var features = MeasureOne(scored.Product);
        var evidence = Enumerable.Range(0, features.Length).Where(i => features[i] != 0)
            .Select(i => new LinkEvidence(SnakeCase((PairFeature)i), features[i], Calibration.Weights[i], features[i] * Calibration.Weights[i])).ToArray();
        var product = index.Product(scored.Product);
        return new(product.ProductId, product.ProductName, scored.LogOdds, evidence, scored.Vetoes);
    }

    private static string SnakeCase(PairFeature feature)
    {
        var text = new StringBuilder();
        foreach (var character in feature.ToString())
        {
            if (char.IsUpper(character) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLower(character, CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
