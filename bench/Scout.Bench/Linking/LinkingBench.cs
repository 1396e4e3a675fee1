using System.Globalization;
using Scout.Linking.Catalog;
using Scout.Linking.Matching;

namespace Scout.Bench.Linking;

/// <summary>Measures the matcher: accuracy on public and on made data, calibration, speed and memory.</summary>
internal sealed class LinkingBench(string? folder, string[] fit, bool test, int show)
{
    private readonly List<(double Confidence, bool Right)> _answers = [];

    public int Run()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var amazonGoogle = folder is null ? null : AmazonGoogle.Read(Path.Combine(folder, "amazon-google"));
        var retail = folder is null ? null : RetailNames.Make(Path.Combine(folder, "online_retail_2010-12.csv"), 11);
        if (fit.Length > 0)
            Fit(amazonGoogle, retail);

        if (amazonGoogle is not null)
        {
            PrintPairs("amazon-google valid pairs", amazonGoogle, amazonGoogle.Valid);
            if (test)
            {
                PrintPairs("amazon-google TEST pairs", amazonGoogle, amazonGoogle.Test);
                PrintSet(amazonGoogle.Whole);
                PrintSet(amazonGoogle.Whole.WithShareOfCatalog(0.5, 3));
            }
        }

        foreach (var set in new[] { Electronics.Make(3000, 1500, 101), Groceries.Make(3000, 1500, 102), retail })
        {
            if (set is null)
                continue;
            PrintSet(set);
            PrintSet(set.WithShareOfCatalog(0.5, 3));
        }

        PrintCalibration();
        if (fit.Length == 0 && show == 0)
            LinkingSpeed.Print();
        return 0;
    }

    private void Fit(AmazonGoogle? amazonGoogle, LabelledSet? retail)
    {
        var work = new WeightFit();
        if (fit.Contains("electronics"))
            work.Add(Electronics.Make(3000, 3000, 1).WithShareOfCatalog(0.75, 5), 1);
        if (fit.Contains("groceries"))
            work.Add(Groceries.Make(3000, 3000, 2).WithShareOfCatalog(0.75, 6), 1);
        if (retail is not null && fit.Contains("retail"))
            work.Add(retail.WithShareOfCatalog(0.75, 7), 0.7);
        if (amazonGoogle is not null && fit.Contains("amazon-google"))
            work.Add(amazonGoogle.Products, amazonGoogle.Valid, 1.5);
        var weights = work.Run();
        for (var i = 0; i < weights.Length; i++)
        {
            Calibration.Weights[i] = (float)weights[i];
            Console.WriteLine($"        {weights[i]:0.00}f, // {(PairFeature)i}");
        }

        Console.WriteLine();
    }

    private void PrintPairs(string name, AmazonGoogle data, IReadOnlyList<LabelledPair> pairs)
    {
        var matcher = new Matcher(CatalogIndex.Build(data.Products, []));
        var byId = Enumerable.Range(0, matcher.Index.Count).ToDictionary(i => matcher.Index.Product(i).ProductId);
        var wanted = pairs.Count(pair => pair.Same);
        var scored = pairs.Select(pair => (Pair: pair, Odds: matcher.WithSearch(search => search.LogOdds(pair.Mention, byId[pair.ProductId])))).ToArray();
        var line = $"{name,-42}";
        foreach (var threshold in new[] { -1.0, -0.5, 0, 0.5, 1.0 })
        {
            var positive = scored.Where(entry => entry.Odds >= threshold).ToArray();
            line += $"  z{threshold:0.0} {Text(new(positive.Count(entry => entry.Pair.Same), positive.Length, wanted))}";
        }

        Console.WriteLine(line);
        var answers = pairs.Select(pair => (Pair: pair, Decision: matcher.Match(pair.Mention))).ToArray();
        line = $"{"   by the answer",-42}";
        foreach (var threshold in new[] { 0, 0.5, 0.6, 0.8, 0.9 })
        {
            var positive = answers.Where(entry => entry.Decision.ProductId == entry.Pair.ProductId && entry.Decision.Confidence >= threshold).ToArray();
            line += $"  {threshold:0.0} {Text(new(positive.Count(entry => entry.Pair.Same), positive.Length, wanted))}";
        }

        Console.WriteLine(line);
        Console.WriteLine($"   mentions with a true pair {pairs.Where(pair => pair.Same).Select(pair => pair.Mention).Distinct().Count()} of pairs {wanted}");
        foreach (var (pair, decision) in answers.Where(entry => entry.Pair.Same != (entry.Decision.ProductId == entry.Pair.ProductId)).Take(show))
        {
            Console.WriteLine($"  {(pair.Same ? "MISSED" : "WRONG ")} {decision.Confidence:0.00}  {pair.Mention.ProductName} | {pair.Mention.Brand} | {pair.Mention.Price}");
            foreach (var id in new[] { pair.ProductId, decision.ProductId }.Distinct().OfType<string>())
            {
                var features = matcher.WithSearch(search => search.Features(pair.Mention, byId[id]));
                var product = matcher.Index.Product(byId[id]);
                Console.WriteLine($"     {Calibration.LogOdds(features):0.00} {product.ProductName} | {product.Brand} | {product.ListPrice}");
                Console.WriteLine("           " + string.Join(' ', features.Select((value, i) => value == 0 || i == 0 ? "" : $"{(PairFeature)i}={value:0.00}").Where(text => text.Length > 0)));
            }
        }
    }

    private void PrintSet(LabelledSet set)
    {
        var matcher = new Matcher(CatalogIndex.Build(set.Products, []));
        var accuracy = new Accuracy(matcher, set.Questions);
        _answers.AddRange(accuracy.Answers);
        var (threshold, best) = accuracy.Best();
        Console.WriteLine($"{set.Name,-42}  any {Text(accuracy.At(0))}  0.5 {Text(accuracy.At(0.5))}  0.6 {Text(accuracy.At(0.6))}  0.9 {Text(accuracy.At(0.9))}  best {threshold:0.00} F1 {best.F1:P1}");
        var shown = 0;
        foreach (var (mention, truth) in set.Questions)
        {
            if (shown >= show)
                break;
            var decision = matcher.Match(mention);
            var wrong = Environment.GetEnvironmentVariable("LOWPOS") is null ? decision.ProductId is { } id && decision.Confidence >= 0.9 && !truth.Contains(id)
                : decision.ProductId is { } id2 && decision.Confidence is >= 0.5 and < 0.9 && truth.Contains(id2);
            if (!wrong)
                continue;
            shown++;
            Console.WriteLine($"  {mention.ProductName} | {mention.Brand} | {mention.Price}");
            Console.WriteLine($"     want {string.Join(' ', truth.Select(t => set.Products.First(p => p.ProductId == t)).Select(p => $"{p.ProductName} | {p.Brand} | {p.PackSize} | {p.ListPrice}"))}");
            foreach (var candidate in matcher.Explain(mention).Candidates.Take(2))
                Console.WriteLine($"     {decision.Confidence:0.00} {candidate.LogOdds:0.00} {candidate.Vetoes} {candidate.ProductName} {string.Join(' ', candidate.Evidence.Skip(1).Select(e => $"{e.Feature}={e.Value:0.00}"))}");
        }
    }

    private void PrintCalibration()
    {
        Console.WriteLine();
        foreach (var bin in _answers.GroupBy(answer => Math.Min(9, (int)(answer.Confidence * 10))).OrderBy(group => group.Key))
            Console.WriteLine($"confidence {bin.Key / 10.0:0.0}-{(bin.Key + 1) / 10.0:0.0}  answers {bin.Count(),6}  right {bin.Average(answer => answer.Right ? 1.0 : 0):P1}  mean confidence {bin.Average(answer => answer.Confidence):P1}");
    }

    private static string Text(Score score) => $"P {score.Precision * 100:0.0} R {score.Recall * 100:0.0} F1 {score.F1 * 100:0.0}";
}
