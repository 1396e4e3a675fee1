using Scout.Linking.Catalog;
using Scout.Linking.Matching;

namespace Scout.Bench.Linking;

/// <summary>Fits the weights of the calibration: a conditional logit, in which each mention chooses one of its candidates or none of them.</summary>
/// <remarks>Plain gradient ascent with a ridge toward a prior; the problem is concave, so where it begins does not matter.</remarks>
internal sealed class WeightFit
{
    private const double Ridge = 0.01;

    private static readonly int Features = Enum.GetValues<PairFeature>().Length;

    private readonly List<(float[][] Candidates, int Chosen, double Weight)> _choices = [];

    /// <summary>Each mention with its candidates. Sets count alike, however large.</summary>
    public void Add(LabelledSet set, double weight)
    {
        var matcher = new Matcher(CatalogIndex.Build(set.Products, []));
        foreach (var (mention, truth) in set.Questions)
        {
            var candidates = matcher.WithSearch(search => search.Measure(mention));
            var chosen = candidates.FindIndex(candidate => truth.Contains(matcher.Index.Product(candidate.Product).ProductId));
            if (candidates.Count > 0 && (chosen >= 0 || truth.Count == 0))
                _choices.Add(([.. candidates.Take(8).Select(candidate => candidate.Features), .. chosen >= 8 ? [candidates[chosen].Features] : Array.Empty<float[]>()], Math.Min(chosen, 8), weight / set.Questions.Count));
        }
    }

    /// <summary>Pairs by themselves: same or not.</summary>
    public void Add(IReadOnlyList<CatalogProduct> products, IReadOnlyList<LabelledPair> pairs, double weight)
    {
        var matcher = new Matcher(CatalogIndex.Build(products, []));
        var byId = Enumerable.Range(0, matcher.Index.Count).ToDictionary(i => matcher.Index.Product(i).ProductId);
        foreach (var pair in pairs)
            _choices.Add(([matcher.WithSearch(search => search.Features(pair.Mention, byId[pair.ProductId]))], pair.Same ? 0 : -1, weight / pairs.Count));
    }

    public double[] Run(int steps = 3000)
    {
        var weights = Calibration.Weights.Select(weight => (double)weight).ToArray();
        var prior = weights.ToArray();
        var first = new double[Features];
        var second = new double[Features];
        for (var step = 1; step <= steps; step++)
        {
            var gradient = new double[Features];
            foreach (var (candidates, chosen, weight) in _choices)
                AddGradient(weights, candidates, chosen, weight, gradient);
            for (var i = 0; i < Features; i++)
            {
                gradient[i] -= Ridge * (weights[i] - prior[i]);
                first[i] = 0.9 * first[i] + 0.1 * gradient[i];
                second[i] = 0.999 * second[i] + 0.001 * gradient[i] * gradient[i];
                weights[i] += 0.05 * (first[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(second[i] / (1 - Math.Pow(0.999, step))) + 1e-9);
                weights[i] = Math.Clamp(weights[i], Bounds((PairFeature)i).Min, Bounds((PairFeature)i).Max);
            }
        }

        return weights;
    }

    /// <summary>What speaks for a pair may not count against it, and nothing may decide alone: made data knows no exceptions, the world does.</summary>
    private static (double Min, double Max) Bounds(PairFeature feature) => feature switch
    {
        PairFeature.Base => (-20, 0),
        PairFeature.Replaced or PairFeature.PriceFar or PairFeature.VariantOneSided or PairFeature.ModelOneSided or PairFeature.QuantityOneSided => (-3, 0),
        PairFeature.ModelDiffers or PairFeature.NumberDiffers or PairFeature.QuantityDiffers or PairFeature.BrandDiffers or PairFeature.VariantDiffers => (-5, 0),
        _ => (0, 8),
    };

    private static void AddGradient(double[] weights, float[][] candidates, int chosen, double weight, double[] gradient)
    {
        Span<double> odds = stackalloc double[candidates.Length];
        double sum = 1;
        for (var c = 0; c < candidates.Length; c++)
        {
            double logOdds = 0;
            for (var i = 0; i < Features; i++)
                logOdds += weights[i] * candidates[c][i];
            odds[c] = Math.Exp(Math.Min(logOdds, 60));
            sum += odds[c];
        }

        for (var c = 0; c < candidates.Length; c++)
        {
            var error = (c == chosen ? 1 : 0) - odds[c] / sum;
            for (var i = 0; i < Features; i++)
                gradient[i] += weight * error * candidates[c][i];
        }
    }
}
