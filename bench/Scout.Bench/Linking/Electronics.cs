using System.Globalization;
using Scout.Domain.Money;
using Scout.Linking.Catalog;
using Scout.Linking.Mentions;

namespace Scout.Bench.Linking;

/// <summary>An invented electronics shop: brand, type words and model number, told differently by catalogue and till, with siblings a digit or a colour apart.</summary>
internal static class Electronics
{
    private static readonly string[] Brands =
    [
        "Sony", "Panasonic", "Samsung", "Canon", "Nikon", "Bose", "LG", "Toshiba", "Sharp", "Philips", "Garmin", "Logitech", "Linksys", "Netgear", "Belkin", "Kenwood",
        "Pioneer", "JVC", "Yamaha", "Denon", "Whirlpool", "Frigidaire", "Bosch", "Electrolux", "GE", "KitchenAid", "Olympus", "Casio", "Sanyo", "Epson", "Brother", "HP",
        "Monster Cable", "Tripp Lite", "Kodak", "Sennheiser", "Klipsch", "Apple", "Plantronics", "Uniden", "Case Logic", "Western Digital", "Fujifilm", "Haier", "Hoover", "Delonghi",
    ];

    private static readonly (string Type, string[] Words, string[] Measures, decimal Price)[] Types =
    [
        ("Digital Camera", ["Zoom Lens", "Megapixel", "Optical Zoom", "LCD Monitor", "Image Stabilization"], ["7.2 Megapixel", "10.1 Megapixel", "8 MP", "12.1MP"], 249),
        ("LCD HDTV", ["Widescreen", "1080p", "Flat Panel", "High Definition Television"], ["32 inch", "42\"", "46-Inch", "37 in.", "52\""], 999),
        ("Cordless Phone", ["Answering System", "DECT 6.0", "Expandable Handset", "Caller ID"], ["5.8 GHz", "1.9GHz", "2.4 GHz"], 59),
        ("Home Theater System", ["Surround Sound", "5.1-Channel", "Speakers", "DVD Player"], ["1000W", "600 watts", "850 W"], 399),
        ("Bookshelf Speakers", ["Pair", "Two-Way", "Woofer", "Cherry"], ["100 Watt", "150W"], 219),
        ("Subwoofer", ["Powered", "Long-Throw", "Amplifier"], ["10 inch", "12\"", "8-inch"], 349),
        ("Dishwasher", ["Built-In", "Tall Tub", "Wash Cycles", "Stainless Steel"], ["24 in.", "24\""], 549),
        ("Refrigerator", ["Side-by-Side", "Freestanding", "Ice Dispenser", "Stainless Steel"], ["25.3 cu. ft.", "18.2 cu ft", "22 cu. ft."], 1199),
        ("Microwave Oven", ["Over-the-Range", "Countertop", "Convection", "Sensor"], ["1.5 cu. ft.", "1000 watts", "2.0 cu ft"], 199),
        ("Window Air Conditioner", ["Remote Control", "Energy Star"], ["8000 BTU", "12,000 BTU", "5,200 BTU"], 279),
        ("Headphones", ["Noise Canceling", "Over-Ear", "In-Ear", "Stereo"], ["40mm", "30 mm"], 89),
        ("Wireless Router", ["Broadband", "Gigabit", "Dual Band", "802.11n"], ["300 Mbps", "4-Port", "54Mbps"], 99),
        ("GPS Navigation System", ["Portable", "Text-to-Speech", "Bluetooth", "Touchscreen"], ["4.3 inch", "3.5\""], 299),
        ("Ink Cartridge", ["Printer", "High Yield", "Replacement"], ["500 pages", "2 pack", "3-Pack"], 24),
        ("Hard Drive", ["External", "USB 2.0", "Portable", "FireWire"], ["500GB", "1 TB", "320 GB", "1.5TB"], 119),
        ("Memory Card", ["SDHC", "Class 4", "High Speed"], ["4GB", "8 GB", "16GB"], 29),
        ("Camcorder", ["MiniDV", "High Definition", "Hard Disk Drive", "HDD"], ["60GB", "40 GB", "30x Zoom"], 599),
        ("Receiver", ["Audio/Video", "7.1-Channel", "HDMI", "Home Theater"], ["110 W", "90 watts"], 449),
        ("Speaker Cable", ["Gold Plated", "High Performance", "Hookup"], ["6 ft", "12 ft.", "50 feet", "3-ft"], 39),
        ("Notebook Case", ["Nylon", "Messenger", "Sleeve"], ["15.4\"", "17 inch", "13.3\""], 34),
        ("CD Receiver", ["In-Dash", "iPod Ready", "MP3/WMA", "Car Stereo"], ["50W x 4", "200 watts"], 149),
        ("Vacuum Cleaner", ["Bagless", "Upright", "Canister", "HEPA"], ["12 Amp", "2.5 l"], 169),
        ("Coffee Maker", ["Programmable", "Drip", "Thermal", "Carafe"], ["12-Cup", "10 cup"], 79),
        ("Keyboard", ["Wireless", "Multimedia", "Ergonomic", "Desktop"], ["104 key", "2.4GHz"], 49),
    ];

    private static readonly string[] Series =
    [
        "Cyber-shot", "Lumix", "PowerShot", "Coolpix", "Bravia", "Viera", "Aquos", "Acoustimass", "Handycam", "Nuvi", "PIXMA", "Reference", "Signature", "Elite", "Profile",
        "Gold", "Gallery", "Duet", "Evolution", "Quattro", "Cinema", "EasyShare", "FinePix", "Stylus", "Harmony", "Icon", "Studio", "MyBook", "Passport", "UltraSlim",
    ];

    private static readonly (string Name, string Code)[] Colours = [("Black", "B"), ("White", "W"), ("Silver", "S"), ("Red", "R"), ("Blue", "L"), ("Pink", "P")];

    private sealed record Item(string Brand, int Type, string? Series, string Head, string Digits, string Tail, int Colour, string Measure, decimal Price)
    {
        public string Model(bool hyphen) => hyphen ? $"{Head}-{Digits}{Tail}" : $"{Head}{Digits}{Tail}";
    }

    /// <param name="absent">Mentions of products that the catalogue has not, for each that it has.</param>
    public static LabelledSet Make(int products, int mentions, int seed, double absent = 0.25)
    {
        var noise = new Noise(seed);
        var items = new List<Item>();
        while (items.Count < products * (1 + absent))
            AddFamily(items, noise);
        var order = Enumerable.Range(0, items.Count).ToArray();
        noise.Random.Shuffle(order);
        var catalog = order.Take(products).Select(i => (Item: i, Product: Describe(items[i], i, noise))).ToArray();
        var inCatalog = catalog.Select(entry => entry.Item).ToHashSet();
        noise.Random.Shuffle(order);
        var questions = order.Take(mentions).Select(i => new Question(Mention(items[i], noise), inCatalog.Contains(i) ? new HashSet<string> { Id(i) } : []));
        return new("electronics (made)", [.. catalog.Select(entry => entry.Product)], [.. questions]);
    }

    private static string Id(int item) => $"B{item:D6}";

    private static void AddFamily(List<Item> items, Noise noise)
    {
        var type = noise.Random.Next(Types.Length);
        var head = new string([.. Enumerable.Range(0, noise.Random.Next(1, 5)).Select(_ => (char)('A' + noise.Random.Next(26)))]);
        var digits = noise.Random.Next(10, noise.Chance(0.5) ? 1000 : 10_000);
        var colour = noise.Chance(0.6) ? noise.Random.Next(Colours.Length) : -1;
        var price = Math.Round(Types[type].Price * (decimal)(0.4 + noise.Random.NextDouble() * 1.8), 2);
        var item = new Item(noise.Pick(Brands), type, noise.Chance(0.35) ? noise.Pick(Series) : null, head, digits.ToString(CultureInfo.InvariantCulture),
            colour >= 0 && noise.Chance(0.4) ? Colours[colour].Code : "", colour, noise.Pick(Types[type].Measures), price);
        items.Add(item);
        if (noise.Chance(0.5))
        {
            // The next model of the series: another number, another size or price.
            var next = digits + noise.Pick([1, 5, 10, 20]);
            items.Add(item with { Digits = next.ToString(CultureInfo.InvariantCulture), Measure = noise.Pick(Types[type].Measures), Price = Math.Round(price * 1.25m, 2) });
        }

        if (colour >= 0 && noise.Chance(0.25))
        {
            var other = (colour + 1 + noise.Random.Next(Colours.Length - 1)) % Colours.Length;
            items.Add(item with { Colour = other, Tail = item.Tail.Length > 0 || noise.Chance(0.5) ? Colours[other].Code : "X" });
        }
    }

    /// <summary>The catalogue's way: brand and series first, model number, type, then what else is known.</summary>
    private static CatalogProduct Describe(Item item, int index, Noise noise)
    {
        var type = Types[item.Type];
        var parts = new List<string> { item.Brand };
        if (item.Series is { } series && noise.Chance(0.8))
            parts.Add(series);
        var model = noise.Chance(0.92) ? item.Model(noise.Chance(0.4)) : null;
        if (model is not null && noise.Chance(0.8))
            parts.Add(model);
        if (noise.Chance(0.6))
            parts.Add(item.Measure);
        foreach (var word in type.Words)
        {
            if (noise.Chance(0.35))
                parts.Add(word);
        }

        parts.Add(type.Type);
        if (item.Colour >= 0 && noise.Chance(0.6))
            parts.Add((noise.Chance(0.5) ? "- " : "") + Colours[item.Colour].Name);
        if (model is not null && !parts.Contains(model))
            parts.Add("- " + model);
        var brandKnown = noise.Chance(0.8);
        return new(Id(index), string.Join(' ', parts), Brand: brandKnown ? item.Brand : null, ListPrice: noise.Chance(0.75) ? Amount.FromDecimal(item.Price) : null);
    }

    /// <summary>The till's way: terse or wordy, the model number at the end or not at all.</summary>
    private static Mention Mention(Item item, Noise noise)
    {
        var type = Types[item.Type];
        var terse = noise.Chance(0.5);
        var parts = new List<string>();
        var brandInName = noise.Chance(0.85);
        if (brandInName)
            parts.Add(item.Brand);
        if (item.Series is { } series && noise.Chance(0.7))
            parts.Add(series);
        if (item.Colour >= 0 && noise.Chance(0.5))
            parts.Add(Colours[item.Colour].Name);
        if (noise.Chance(terse ? 0.3 : 0.6))
            parts.Add(noise.Chance(0.5) ? item.Measure : item.Measure.Replace(" inch", "\"", StringComparison.Ordinal).Replace(" GB", "GB", StringComparison.Ordinal));
        foreach (var word in type.Words)
        {
            if (!terse && noise.Chance(0.35))
                parts.Add(word);
        }

        if (noise.Chance(0.92))
            parts.Add(type.Type);
        var name = noise.Disturb(string.Join(' ', parts), 0.6);
        if (noise.Chance(0.92))
        {
            var model = item.Model(noise.Chance(0.35));
            name = noise.Chance(0.6) ? $"{name} - {model}" : noise.Chance(0.5) ? $"{model} {name}" : $"{name} {item.Head} {item.Digits}{item.Tail}";
        }

        return new(ProductName: name, Brand: noise.Chance(brandInName ? 0.35 : 0.8) ? item.Brand : null, Price: noise.Price(item.Price, 0.3, missing: 0.35));
    }
}
