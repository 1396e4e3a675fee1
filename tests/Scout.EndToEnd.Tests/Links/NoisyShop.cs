using System.Globalization;

namespace Scout.EndToEnd.Tests.Links;

/// <summary>A made-up shop: a catalogue with siblings that differ in flavour or size alone, and the ways in which tills write its products.</summary>
/// <remarks>The noise is what receipts show: typing errors, case, cut words, words left out that the product can do without, sizes spelt otherwise.</remarks>
internal sealed class NoisyShop
{
    private const int TypoLettersMin = 5;
    private const double MistypedShare = 0.25;
    private static readonly string[] Syllables = ["ba", "cor", "del", "fen", "gra", "hol", "jin", "kel", "lom", "mar", "nor", "pal", "quil", "ros", "sil", "tam", "vel", "wex", "yar", "zin"];
    private static readonly string[] Endings = ["ton", "da", "wick", "ra", "field", "mo", "by", "la"];
    private static readonly string[] Flavours = ["Original", "Lemon", "Strawberry", "Chilli", "Garlic", "Vanilla", "Mint", "Coconut"];
    private static readonly (string Type, string Category, string[] Sizes)[] Types =
    [
        ("Instant Noodles", "Noodles", ["60 g", "120 g"]), ("Fruit Juice Drink", "Drinks", ["250 ml", "1 L"]), ("Laundry Detergent Powder", "Laundry", ["500 g", "2 kg"]),
        ("Shampoo Bottle", "Care", ["180 ml", "400 ml"]), ("Potato Chips", "Snacks", ["50 g", "150 g"]), ("Milk Chocolate Bar", "Sweets", ["45 g", "100 g"]),
        ("Toothpaste Tube", "Care", ["75 ml", "150 ml"]), ("Ground Coffee Pack", "Drinks", ["250 g", "500 g"]), ("Dishwashing Liquid", "Laundry", ["250 ml", "500 ml"]),
        ("Sweet Biscuits", "Snacks", ["200 g", "400 g"]),
    ];

    private static readonly Dictionary<string, string> Cuts = new(StringComparer.Ordinal)
    {
        ["Detergent"] = "Det",
        ["Powder"] = "Pwdr",
        ["Chocolate"] = "Choc",
        ["Strawberry"] = "Strwbry",
        ["Original"] = "Orig",
        ["Vanilla"] = "Van",
        ["Bottle"] = "Btl",
        ["Liquid"] = "Liq",
        ["Instant"] = "Inst",
        ["Toothpaste"] = "Tpaste",
        ["Biscuits"] = "Bscts",
        ["Drink"] = "Drnk",
        ["Coconut"] = "Coco",
        ["Noodles"] = "Ndls",
    };

    private static readonly HashSet<string> Dispensable = ["Powder", "Bottle", "Tube", "Pack", "Bar", "Drink", "Instant", "Ground"];
    private static readonly string[] Sundries = ["Postage", "Carrier bag", "Damaged", "Discount", "Manual", "Gift voucher", "?", "Misc item", "Deposit", "Adjustment"];

    private readonly Random _random;

    public NoisyShop(int seed, int brands)
    {
        _random = new Random(seed);
        var names = new HashSet<string>();
        while (names.Count < brands)
            names.Add(Capital(Pick(Syllables) + Pick(Syllables) + Pick(Endings)));
        Products = [.. names.SelectMany(MakeProducts)];
    }

    public IReadOnlyList<NoisyProduct> Products { get; }

    /// <summary>What a till might write for a product, brand in the name or beside it or both.</summary>
    public (string Name, string? Brand) Write(NoisyProduct product)
    {
        var words = product.Kind.Split(' ').ToList();
        if (Chance(0.3))
            words.RemoveAll(word => Dispensable.Contains(word));
        words.Add(product.Flavour);
        for (var i = 0; i < words.Count; i++)
        {
            if (Chance(0.3) && Cuts.TryGetValue(words[i], out var cut))
                words[i] = cut;
        }

        words.Add(WriteSize(product.Size));
        var brandBeside = Chance(0.5);
        if (!brandBeside || Chance(0.6))
            words.Insert(0, product.Brand);
        if (Chance(MistypedShare))
            Mistype(words);
        var name = string.Join(Chance(0.1) ? "  " : " ", words);
        name = _random.Next(3) switch { 0 => name.ToUpperInvariant(), 1 => name.ToLowerInvariant(), _ => name };
        return (name, brandBeside ? Chance(0.5) ? product.Brand.ToUpperInvariant() : product.Brand : null);
    }

    public string WriteSundry() => Pick(Sundries);

    public bool Chance(double share) => _random.NextDouble() < share;

    public NoisyProduct Pick() => Products[_random.Next(Products.Count)];

    private IEnumerable<NoisyProduct> MakeProducts(string brand)
    {
        foreach (var type in _random.GetItems(Types, 3).Distinct())
        {
            foreach (var flavour in _random.GetItems(Flavours, 3).Distinct())
            {
                foreach (var size in type.Sizes)
                {
                    var price = decimal.Round(10 + (decimal)_random.NextDouble() * 90, 2);
                    yield return new NoisyProduct($"{brand}-{type.Type[..3]}-{flavour}-{size}".Replace(" ", "", StringComparison.Ordinal), brand, type.Type, flavour, size, type.Category, price);
                }
            }
        }
    }

    private string WriteSize(string size) => _random.Next(4) switch
    {
        0 => size,
        1 => size.Replace(" ", "", StringComparison.Ordinal),
        2 => size.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant(),
        _ => size.Split(' ') is [var number, var unit] && decimal.Parse(number, CultureInfo.InvariantCulture) is var value
            ? unit switch { "L" => $"{value * 1000:0}ml", "kg" => $"{value * 1000:0}g", "ml" when value >= 250 => $"{value / 1000:0.###}L", "g" => $"{number}gm", _ => $"{number}{unit}" }
            : size,
    };

    /// <summary>Swaps, drops or doubles one letter of a long word.</summary>
    private void Mistype(List<string> words)
    {
        var place = _random.Next(words.Count - 1);
        var word = words[place];
        if (word.Length < TypoLettersMin)
            return;
        var at = _random.Next(1, word.Length - 1);
        words[place] = _random.Next(3) switch
        {
            0 => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
            1 => word.Remove(at, 1),
            _ => word.Insert(at, word[at].ToString()),
        };
    }

    private string Pick(string[] words) => words[_random.Next(words.Length)];

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}

/// <summary>A product of the made-up shop; its name is the catalogue's.</summary>
internal sealed record NoisyProduct(string Id, string Brand, string Kind, string Flavour, string Size, string Category, decimal Price)
{
    public string Name => $"{Brand} {Kind} {Flavour} {Size}";
}
