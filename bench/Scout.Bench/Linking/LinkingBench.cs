using System.Globalization;
using Scout.Linking.Catalog;
using Scout.Linking.Matching;

namespace Scout.Bench.Linking;

/// <summary>Measures the matcher: accuracy on public and on made data, calibration, speed and memory.</summary>
/// <param name="folder">The public data sets; without it only made data is measured.</param>
/// <param name="fit">Sets to fit the weights on before measuring; none to measure the weights of the source.</param>
/// <param name="seed">Of the made sets that are measured; the fit has its own.</param>
/// <param name="show">Mistakes to print of each set.</param>
internal sealed class LinkingBench(string? folder, string[] fit, int seed, int show)
{
    private const int SetSize = 3000;
    private const int Asked = 1500;
    private const int HalfSeed = 3;

    private readonly List<(double Confidence, bool Right)> _answers = [];

    public int Run()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var amazonGoogle = folder is null ? null : AmazonGoogle.Read(Path.Combine(folder, "amazon-google"));
        var retail = folder is null ? null : RetailNames.Make(Path.Combine(folder, "online_retail_2010-12.csv"), 11);
        if (folder is null)
            Console.WriteLine("No --data: amazon-google and retail names are left out.");
        if (fit.Length > 0)
            Fit(amazonGoogle, retail);

        if (amazonGoogle is not null)
            PrintAmazonGoogle(amazonGoogle);
        Console.WriteLine("Sets, each mention asked against the whole catalogue (P, R, F1 in percent; answers of at least the confidence):");
        foreach (var set in new[] { Electronics.Make(SetSize, Asked, seed), Groceries.Make(SetSize, Asked, seed + 1), retail, amazonGoogle?.Whole }.OfType<LabelledSet>())
        {
            PrintSet(set, calibrates: set != amazonGoogle?.Whole);
            PrintSet(set.WithShareOfCatalog(0.5, HalfSeed), calibrates: set != amazonGoogle?.Whole);
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
            work.Add(Electronics.Make(SetSize, SetSize, 1).WithShareOfCatalog(0.75, 5), 1);
        if (fit.Contains("groceries"))
            work.Add(Groceries.Make(SetSize, SetSize, 2).WithShareOfCatalog(0.75, 6), 1);
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

    private static void PrintAmazonGoogle(AmazonGoogle data)
    {
        Console.WriteLine("Amazon-Google, the published pair splits. F1 of others on the test part: Magellan 49.1, DeepMatcher 69.3, Ditto 75.6; a 40-line scorer 59.8.");
        foreach (var (name, pairs) in new[] { ("valid (tuned on)", data.Valid), ("test", data.Test) })
        {
            var matcher = new Matcher(CatalogIndex.Build(data.Products, []));
            var byId = Enumerable.Range(0, matcher.Index.Count).ToDictionary(i => matcher.Index.Product(i).ProductId);
            var wanted = pairs.Count(pair => pair.Same);
            var answers = pairs.Select(pair => (Pair: pair, Decision: matcher.Match(pair.Mention))).ToArray();
            Print($"{name}: the answer is the pair's product", threshold =>
            {
                var positive = answers.Where(entry => entry.Decision.ProductId == entry.Pair.ProductId && entry.Decision.Confidence >= threshold).ToArray();
                return new(positive.Count(entry => entry.Pair.Same), positive.Length, wanted);
            });

            var odds = pairs.Select(pair => (pair.Same, Confidence: Calibration.Confidence(
                matcher.WithSearch(search => search.LogOdds(pair.Mention, byId[pair.ProductId])), []))).ToArray();
            Print($"{name}: the pair by itself, no rivals", threshold =>
            {
                var positive = odds.Where(entry => entry.Confidence >= threshold).ToArray();
                return new(positive.Count(entry => entry.Same), positive.Length, wanted);
            });
        }

        Console.WriteLine();
    }

    private void PrintSet(LabelledSet set, bool calibrates)
    {
        var matcher = new Matcher(CatalogIndex.Build(set.Products, []));
        var accuracy = new Accuracy(matcher, set.Questions);
        if (calibrates)
            _answers.AddRange(accuracy.Answers);
        Print(set.Name, accuracy.At);
        if (show > 0)
            PrintMistakes(set, matcher);
    }

    private static void Print(string name, Func<double, Score> at) =>
        Console.WriteLine($"{name,-46}" + string.Concat(new[] { 0, 0.5, 0.6, 0.9 }.Select(threshold => $"  {(threshold == 0 ? "any" : threshold.ToString("0.0", CultureInfo.InvariantCulture))} {Text(at(threshold))}")));

    private void PrintMistakes(LabelledSet set, Matcher matcher)
    {
        var byId = set.Products.ToDictionary(product => product.ProductId);
        var mistakes = set.Questions.Select(question => (question.Mention, question.Truth, Explanation: matcher.Explain(question.Mention)))
            .Where(entry => entry.Explanation.Decision is { ProductId: { } id, Confidence: >= 0.5 } ? !entry.Truth.Contains(id) : entry.Truth.Count > 0);
        foreach (var (mention, truth, explanation) in mistakes.Take(show))
        {
            Console.WriteLine($"  {explanation.Decision.Confidence:0.00} {mention.ProductName} | {mention.Brand} | {mention.Price}");
            Console.WriteLine($"       meant {string.Join("; ", truth.Select(id => byId[id].ProductName).DefaultIfEmpty("none"))}");
            foreach (var candidate in explanation.Candidates.Take(2))
                Console.WriteLine($"       {candidate.LogOdds:0.0} {candidate.ProductName} ({candidate.Vetoes}) {string.Join(' ', candidate.Evidence.Skip(1).Select(item => $"{item.Feature}={item.Value:0.00}"))}");
        }
    }

    private void PrintCalibration()
    {
        Console.WriteLine();
        Console.WriteLine("Calibration, all sets but amazon-google (whose true pairs are not all marked):");
        foreach (var bin in _answers.GroupBy(answer => Math.Min(9, (int)(answer.Confidence * 10))).OrderBy(group => group.Key))
            Console.WriteLine($"confidence {bin.Key / 10.0:0.0} to {(bin.Key + 1) / 10.0:0.0}: {bin.Count(),6} answers, said {bin.Average(answer => answer.Confidence) * 100:0.0}, right {bin.Average(answer => answer.Right ? 100.0 : 0):0.0}");
        Console.WriteLine();
    }

    private static string Text(Score score) => $"{score.Precision * 100,5:0.0} {score.Recall * 100,5:0.0} {score.F1 * 100,5:0.0}";
}
