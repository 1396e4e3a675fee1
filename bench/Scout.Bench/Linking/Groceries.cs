using System.Globalization;
using Scout.Domain.Money;
using Scout.Linking.Catalog;
using Scout.Linking.Mentions;

namespace Scout.Bench.Linking;

/// <summary>An invented supermarket: brand, product, flavour and size, with siblings that differ in one of them.</summary>
internal static class Groceries
{
    private static readonly string[] Syllables =
        ["al", "ba", "bel", "cor", "da", "del", "dor", "el", "fa", "fio", "gra", "hel", "ko", "la", "len", "lu", "ma", "mi", "mon", "na", "no", "or", "pa", "per", "ra", "ri", "ro", "sa", "sol", "ta", "ti", "va", "ver", "vi", "wel", "za"];

    private static readonly (string Kind, string Category, string[] Variants, string[] Sizes, decimal Price)[] Kinds =
    [
        ("milk chocolate bar", "confectionery", ["hazelnut", "almond", "caramel", "orange", "sea salt", "extra dark"], ["100 g", "180g", "45 g", "3 x 45g"], 1.9m),
        ("cola drink", "drinks", ["zero", "cherry", "vanilla", "original", "lemon"], ["350 ml", "1.5 l", "12x33cl", "500ml", "2 L", "6 x 330 ml"], 2.2m),
        ("orange juice", "drinks", ["smooth", "with bits", "no added sugar"], ["1 l", "330ml", "1.75 L", "6 x 200 ml"], 2.5m),
        ("sparkling water", "drinks", ["lemon", "lime", "mint", "grapefruit"], ["500 ml", "1.5 L", "6x1.5l", "8 x 330ml"], 1.1m),
        ("natural yoghurt", "dairy", ["strawberry", "peach", "vanilla", "coconut", "low fat"], ["500 g", "150g", "4 x 125 g", "1 kg"], 1.8m),
        ("potato crisps", "snacks", ["paprika", "salt & vinegar", "cheese onion", "barbecue", "sour cream"], ["150 g", "40g", "200 g", "6 x 25g"], 1.7m),
        ("ground coffee", "hot drinks", ["decaf", "espresso", "mild", "dark roast"], ["250 g", "500g", "1 kg", "8.8 oz"], 4.9m),
        ("tea bags", "hot drinks", ["green", "earl grey", "peppermint", "camomile", "english breakfast"], ["20 bags", "80 pack", "40 ct", "160 bags"], 2.9m),
        ("laundry detergent", "household", ["sensitive", "colour", "bio", "spring fresh"], ["1.5 L", "3 l", "960ml", "26 pk"], 8.9m),
        ("shampoo", "beauty", ["anti dandruff", "volume", "coconut", "repair", "aloe vera"], ["250 ml", "400ml", "13.5 fl oz", "1 L"], 3.4m),
        ("toothpaste", "beauty", ["whitening", "mint", "sensitive", "kids"], ["75 ml", "100ml", "2 x 75 ml"], 2.1m),
        ("dry dog food", "pets", ["chicken", "beef", "lamb rice", "puppy", "senior"], ["2 kg", "12kg", "4.4 lb", "800 g"], 12.9m),
        ("pasta sauce", "cooking", ["basil", "arrabbiata", "mushroom", "bolognese"], ["400 g", "350g", "700 g"], 2.3m),
        ("penne pasta", "cooking", ["wholewheat", "gluten free"], ["500 g", "1kg", "16 oz"], 1.4m),
        ("tuna chunks", "tins", ["in brine", "in sunflower oil", "in spring water"], ["145 g", "4 x 145g", "5 oz"], 1.6m),
        ("butter biscuits", "snacks", ["chocolate", "lemon", "ginger"], ["200 g", "125g", "400 g"], 1.5m),
        ("toilet tissue", "household", ["quilted", "aloe vera", "recycled"], ["4 rolls", "9 pk", "24 pack"], 5.5m),
        ("kitchen towel", "household", ["white", "decorated"], ["2 rolls", "4 pack", "6pk"], 3.9m),
        ("scented candle", "home", ["vanilla", "lavender", "rose", "cinnamon", "ocean"], ["small", "large", "set of 3", "12 cm"], 6.5m),
        ("ceramic mug", "home", ["red", "blue", "green", "white", "black"], ["300 ml", "set of 4", "12 oz", "450ml"], 4.2m),
        ("baby wipes", "baby", ["sensitive", "fragrance free"], ["56 wipes", "12 x 56 pk", "64 ct"], 1.9m),
        ("breakfast cereal", "breakfast", ["honey", "chocolate", "berries", "almond"], ["375 g", "750g", "500 g", "18 oz"], 3.1m),
        ("olive oil", "cooking", ["extra virgin", "mild", "organic"], ["500 ml", "1 l", "750ml", "250 ml"], 7.5m),
        ("batteries", "household", ["aa", "aaa", "9v"], ["4 pack", "8 pk", "12 pk", "2 pack"], 5.2m),
    ];

    private sealed record Item(string Brand, int Kind, string Series, string Variant, string Size, decimal Price);

    public static LabelledSet Make(int products, int mentions, int seed, double absent = 0.25)
    {
        var noise = new Noise(seed);
        var brands = Enumerable.Range(0, Math.Max(60, products / 60)).Select(_ => Word(noise, 2, 3)).Distinct().ToArray();
        var items = new HashSet<Item>();
        while (items.Count < products * (1 + absent))
        {
            var kind = noise.Random.Next(Kinds.Length);
            var (_, _, variants, sizes, price) = Kinds[kind];
            var item = new Item(noise.Pick(brands), kind, noise.Chance(0.3) ? Word(noise, 2, 3) : "", noise.Pick(variants), noise.Pick(sizes), Math.Round(price * (decimal)(0.5 + noise.Random.NextDouble()), 2));
            items.Add(item);
            // A family: the same in another flavour, and in another size.
            if (noise.Chance(0.6))
                items.Add(item with { Variant = noise.Pick(variants) });
            if (noise.Chance(0.4))
                items.Add(item with { Size = noise.Pick(sizes), Price = Math.Round(item.Price * 1.8m, 2) });
        }

        // Two items of equal words and different price are one product twice: nobody could tell them apart.
        var distinct = items.GroupBy(item => item with { Price = 0 }).Select(group => group.First()).ToArray();
        noise.Random.Shuffle(distinct);
        var catalog = distinct.Take(products).Select((item, i) => Describe(item, i, noise)).ToArray();
        var asked = Enumerable.Range(0, distinct.Length).ToArray();
        noise.Random.Shuffle(asked);
        var questions = asked.Take(mentions).Select(i => new Question(Mention(distinct[i], noise), i < products ? new HashSet<string> { Id(i) } : []));
        return new("groceries (made)", catalog, [.. questions]);
    }

    private static string Id(int item) => $"G{item:D6}";

    private static string Word(Noise noise, int min, int max) =>
        CultureInfo.InvariantCulture.TextInfo.ToTitleCase(string.Concat(Enumerable.Range(0, noise.Random.Next(min, max + 1)).Select(_ => noise.Pick(Syllables))));

    private static CatalogProduct Describe(Item item, int index, Noise noise)
    {
        var (kind, category, _, _, _) = Kinds[item.Kind];
        var sizeApart = noise.Chance(0.3);
        var name = $"{(noise.Chance(0.8) ? item.Brand + " " : "")}{(item.Series.Length > 0 ? item.Series + " " : "")}{kind} {item.Variant}{(sizeApart ? "" : " " + item.Size)}";
        return new(Id(index), name, Brand: item.Brand, Category: category, PackSize: sizeApart ? item.Size : null, ListPrice: noise.Chance(0.9) ? Amount.FromDecimal(item.Price) : null);
    }

    private static Mention Mention(Item item, Noise noise)
    {
        var kind = Kinds[item.Kind].Kind;
        var brandInName = noise.Chance(0.85);
        var parts = new List<string>();
        if (brandInName)
            parts.Add(item.Brand);
        if (item.Series.Length > 0 && noise.Chance(0.9))
            parts.Add(item.Series);
        if (noise.Chance(0.5))
            parts.AddRange([kind, item.Variant]);
        else
            parts.AddRange([item.Variant, kind]);
        var name = noise.Disturb(string.Join(' ', parts), 1);
        if (noise.Chance(0.88))
            name = noise.Chance(0.85) ? $"{name} {Respell(item.Size, noise)}" : $"{Respell(item.Size, noise)} {name}";
        return new(ProductName: name, Brand: noise.Chance(brandInName ? 0.3 : 0.7) ? item.Brand : null, Price: noise.Price(item.Price, 0.3, missing: 0.3));
    }

    private static string Respell(string size, Noise noise) => noise.Random.Next(5) switch
    {
        0 => size.Replace(" ", "", StringComparison.Ordinal),
        1 => size.ToUpperInvariant(),
        2 => size.Replace("1.5 l", "1500ml", StringComparison.OrdinalIgnoreCase).Replace("1 kg", "1000 g", StringComparison.Ordinal).Replace("500 g", "0.5kg", StringComparison.Ordinal),
        3 => size.Replace(" pack", "pk", StringComparison.Ordinal).Replace("set of 4", "4 pcs", StringComparison.Ordinal).Replace("33cl", "330 ml", StringComparison.Ordinal).Replace('.', ','),
        _ => size,
    };
}
