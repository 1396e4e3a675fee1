using System.Globalization;
using Scout.Domain.Money;
using Scout.Linking.Catalog;

namespace Scout.Bench.Linking;

/// <summary>The names of a real gift shop (Online Retail, December 2010) with the noise of a till; the catalogue is one name for each stock code.</summary>
internal static class RetailNames
{
    public static LabelledSet Make(string file, int seed, double absent = 0.2)
    {
        var products = Read(file);
        var noise = new Noise(seed);
        var catalog = products.Where(_ => noise.Chance(1 - absent)).ToArray();
        var ids = catalog.Select(product => product.ProductId).ToHashSet(StringComparer.Ordinal);
        // Several stock codes may have one name: then each of them is right.
        var byName = products.GroupBy(product => product.ProductName).ToDictionary(group => group.Key, group => group.Select(product => product.ProductId).Where(ids.Contains).ToHashSet());
        var questions = products.Select(product => new Question(
            new(ProductName: noise.Disturb(product.ProductName.ToLowerInvariant(), 1), Price: noise.Price(product.ListPrice?.ToDecimal() ?? 0, 0.3, 0.3)), byName[product.ProductName]));
        return new("retail names with noise", catalog, [.. questions]);
    }

    private static List<CatalogProduct> Read(string file)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var products = new List<CatalogProduct>();
        foreach (var fields in CsvLines.Read(file).Skip(1))
        {
            var name = fields[2].Trim();
            // Lower case is how clerks note damages; a product's name there is in capitals.
            if (name.Length > 6 && !name.Any(char.IsLower) && char.IsAsciiDigit(fields[1][0]) && seen.Add(fields[1])
                && decimal.TryParse(fields[5], CultureInfo.InvariantCulture, out var price) && price > 0)
                products.Add(new(fields[1], name, ListPrice: Amount.FromDecimal(Math.Round(price, 2))));
        }

        return products;
    }
}
