using Scout.Linking.Catalog;
using Scout.Linking.Matching;

namespace Scout.Bench.Linking;

/// <summary>Fits the weights of the calibration: a conditional logit, in which each mention chooses one of its candidates or none of them.</summary>
/// <remarks>Plain gradient ascent with a ridge toward a prior; the problem is concave, so where it begins does not matter.</remarks>
internal sealed class WeightFit
{
    private const double Ridge = 0.003;

    private static readonly int Features = Enum.GetValues<PairFeature>().Length;

    private readonly List<Choice> _choices = [];

    /// <param name="Chosen">The candidate that is meant, or <see cref="None"/> of them.</param>
    /// <param name="Refused">A candidate of which only that is known, that it is not meant; else -1.</param>
    private sealed record Choice(float[][] Candidates, int Chosen, int Refused, double Weight);

    private const int None = -1;
    private const int CandidatesMax = 8;

    /// <summary>Each mention with its candidates. Sets count alike, however large.</summary>
    public void Add(LabelledSet set, double weight)
    {
        var matcher = new Matcher(CatalogIndex.Build(set.Products, []));
        foreach (var (mention, truth) in set.Questions)
        {
            var candidates = matcher.WithSearch(search => search.Measure(mention));
            var chosen = candidates.FindIndex(candidate => truth.Contains(matcher.Index.Product(candidate.Product).ProductId));
            if (candidates.Count > 0 && (chosen >= 0 || truth.Count == 0))
                _choices.Add(Choose(candidates, chosen, weight / set.Questions.Count));
        }
    }

    /// <summary>Pairs of which some are known: a mention's other candidates stand beside them, as they do when it is asked.</summary>
    public void Add(IReadOnlyList<CatalogProduct> products, IReadOnlyList<LabelledPair> pairs, double weight)
    {
        var matcher = new Matcher(CatalogIndex.Build(products, []));
        foreach (var group in pairs.GroupBy(pair => pair.Mention))
        {
            var candidates = matcher.WithSearch(search => search.Measure(group.Key));
            var same = group.Where(pair => pair.Same).Select(pair => pair.ProductId).ToHashSet();
            var chosen = candidates.FindIndex(candidate => same.Contains(matcher.Index.Product(candidate.Product).ProductId));
            if (chosen >= 0)
            {
                _choices.Add(Choose(candidates, chosen, weight / pairs.Count));
                continue;
            }

            foreach (var pair in group.Where(pair => !pair.Same))
            {
                var refused = candidates.FindIndex(candidate => matcher.Index.Product(candidate.Product).ProductId == pair.ProductId);
                if (refused >= 0)
                    _choices.Add(Choose(candidates, refused, weight / pairs.Count) is var choice ? choice with { Chosen = None, Refused = choice.Chosen } : choice);
            }
        }
    }

    private static Choice Choose(List<(int Product, float[] Features)> candidates, int chosen, double weight)
    {
        var nearest = candidates.Take(CandidatesMax).Select(candidate => candidate.Features).ToList();
        if (chosen >= CandidatesMax)
            nearest.Add(candidates[chosen].Features);
        return new([.. nearest], Math.Min(chosen, CandidatesMax), -1, weight);
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
            foreach (var choice in _choices)
                AddGradient(weights, choice, gradient);
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
        PairFeature.VariantOneSided or PairFeature.ModelOneSided or PairFeature.QuantityOneSided => (-3, -0.2),
        PairFeature.Replaced or PairFeature.PriceFar or PairFeature.BrandUnsaid => (-3, 0),
        PairFeature.ModelDiffers or PairFeature.NumberDiffers or PairFeature.QuantityDiffers or PairFeature.BrandDiffers or PairFeature.VariantDiffers => (-5, 0),
        _ => (0, 8),
    };

    private static void AddGradient(double[] weights, Choice choice, double[] gradient)
    {
        var candidates = choice.Candidates;
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

        var refused = choice.Refused < 0 ? 0 : odds[choice.Refused] / sum;
        for (var c = 0; c < candidates.Length; c++)
        {
            var share = odds[c] / sum;
            var error = choice.Refused < 0 ? (c == choice.Chosen ? 1 : 0) - share
                : c == choice.Refused ? -share : refused * share / Math.Max(1e-6, 1 - refused);
            for (var i = 0; i < Features; i++)
                gradient[i] += choice.Weight * error * candidates[c][i];
        }
    }
}
