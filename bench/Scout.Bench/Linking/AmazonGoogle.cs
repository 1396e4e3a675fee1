using System.Globalization;
using System.Text.RegularExpressions;
using Scout.Domain.Money;
using Scout.Linking.Catalog;
using Scout.Linking.Mentions;

namespace Scout.Bench.Linking;

/// <summary>A pair of the published splits: a mention, a product of the catalogue, and whether they are the same.</summary>
internal sealed record LabelledPair(Mention Mention, string ProductId, bool Same);

/// <summary>The Amazon-Google benchmark: the whole catalogue, all true pairs, and the splits that papers report on.</summary>
internal sealed partial class AmazonGoogle
{
    private AmazonGoogle(IReadOnlyList<CatalogProduct> products, LabelledSet whole, IReadOnlyList<LabelledPair> valid, IReadOnlyList<LabelledPair> test) =>
        (Products, Whole, Valid, Test) = (products, whole, valid, test);

    /// <summary>Google's products, and those of the splits that the catalogue file has not.</summary>
    public IReadOnlyList<CatalogProduct> Products { get; }

    /// <summary>Every Amazon record asked against all of Google's.</summary>
    public LabelledSet Whole { get; }

    public IReadOnlyList<LabelledPair> Valid { get; }

    public IReadOnlyList<LabelledPair> Test { get; }

    public static AmazonGoogle Read(string folder)
    {
        var products = CsvLines.Read(Path.Combine(folder, "jedai_gp.csv"), '#').Skip(1)
            .Select(fields => new CatalogProduct(fields[0], fields[1], Brand: fields[3], ListPrice: Price(fields[4]))).ToList();
        var truth = CsvLines.Read(Path.Combine(folder, "jedai_gt.csv"), '#').Skip(1).ToLookup(fields => fields[0], fields => fields[1]);
        var questions = CsvLines.Read(Path.Combine(folder, "jedai_amazon.csv"), '#').Skip(1)
            .Select(fields => new Question(new(ProductName: fields[1], Brand: fields[3], Price: Price(fields[4])), truth[fields[0]].ToHashSet())).ToArray();
        var catalog = products.ToArray();
        var known = products.GroupBy(product => Squeeze(product.ProductName) + product.ListPrice).ToDictionary(group => group.Key, group => group.First().ProductId);
        var valid = ReadPairs(Path.Combine(folder, "deepmatcher_valid.txt"), products, known);
        var test = ReadPairs(Path.Combine(folder, "deepmatcher_test.txt"), products, known);
        return new(products, new("amazon-google", catalog, questions), valid, test);
    }

    private static List<LabelledPair> ReadPairs(string file, List<CatalogProduct> products, Dictionary<string, string> known)
    {
        var pairs = new List<LabelledPair>();
        foreach (var line in File.ReadLines(file))
        {
            var parts = line.Split('\t');
            var (title, brand, price) = ReadRecord(parts[0]);
            var (productTitle, productBrand, productPrice) = ReadRecord(parts[1]);
            var key = Squeeze(productTitle) + productPrice;
            if (!known.TryGetValue(key, out var id))
            {
                known.Add(key, id = $"x{products.Count}");
                products.Add(new(id, productTitle, Brand: productBrand, ListPrice: productPrice));
            }

            pairs.Add(new(new(ProductName: title, Brand: brand, Price: price), id, parts[2].Trim() == "1"));
        }

        return pairs;
    }

    private static (string Title, string Brand, Amount? Price) ReadRecord(string text)
    {
        var match = Record().Match(text);
        return (match.Groups[1].Value.Trim(), match.Groups[2].Value.Trim(), Price(match.Groups[3].Value));
    }

    private static Amount? Price(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var price) && price > 0 ? Amount.FromDecimal(Math.Round(price, 2)) : null;

    private static string Squeeze(string title) => string.Concat(title.ToLowerInvariant().Where(char.IsLetterOrDigit));

    [GeneratedRegex("COL title VAL(.*?)COL manufacturer VAL(.*?)COL price VAL(.*)")]
    private static partial Regex Record();
}
