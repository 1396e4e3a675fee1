namespace Scout.Linking.Reading;

/// <summary>The units that a name may spell after a number.</summary>
internal static class Units
{
    private static readonly string[] Symbols =
        ["ml", "g", "mm", "mb", "ct", "user", "w", "v", "hz", "mah", "mp", "mbps", "min", "%", "port", "cup", "disc", "x", "bit", "btu"];

    private static readonly Dictionary<string, (Dimension Dimension, float Factor)> Known = Build();

    private static readonly Dictionary<string, (Dimension Dimension, float Factor)>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Symbol(Dimension dimension) => Symbols[(int)dimension];

    /// <param name="unit">Lower case letters.</param>
    /// <param name="glued">Whether the unit follows its number without a space: single letters count only then, or after a decimal.</param>
    public static bool TryFind(ReadOnlySpan<char> unit, bool glued, out Dimension dimension, out float factor)
    {
        (dimension, factor) = (default, default);
        if (!BySpan.TryGetValue(unit, out var found))
            return false;
        // "5 in 1", "2 x", "window 7 a": apart from its number, a short word is rather a word.
        if (!glued && unit is "in" or "x" or "d")
            return glued;
        (dimension, factor) = found;
        return true;
    }

    private static Dictionary<string, (Dimension Dimension, float Factor)> Build()
    {
        var known = new Dictionary<string, (Dimension, float)>();
        Add(Dimension.Volume, 1, "ml", "mls", "millilitre", "milliliter", "cc");
        Add(Dimension.Volume, 10, "cl");
        Add(Dimension.Volume, 100, "dl");
        Add(Dimension.Volume, 1000, "l", "lt", "ltr", "ltrs", "litre", "litres", "liter", "liters");
        Add(Dimension.Volume, 29.5735f, "floz", "fz");
        Add(Dimension.Volume, 473.176f, "pt", "pint", "pints");
        Add(Dimension.Volume, 946.353f, "qt", "quart", "quarts");
        Add(Dimension.Volume, 3785.41f, "gal", "gallon", "gallons");
        Add(Dimension.Volume, 28316.8f, "cuft", "cf");
        Add(Dimension.Mass, 0.001f, "mg");
        Add(Dimension.Mass, 1, "g", "gr", "gm", "gms", "grs", "gram", "grams", "gramme", "grammes");
        Add(Dimension.Mass, 1000, "kg", "kgs", "kilo", "kilos", "kilogram", "kilograms");
        Add(Dimension.Mass, 28.3495f, "oz", "ounce", "ounces");
        Add(Dimension.Mass, 453.592f, "lb", "lbs", "pound", "pounds");
        Add(Dimension.Length, 1, "mm", "millimeter", "millimetre");
        Add(Dimension.Length, 10, "cm", "cms", "centimeter", "centimetre");
        Add(Dimension.Length, 1000, "m", "meter", "meters", "metre", "metres", "mtr");
        Add(Dimension.Length, 25.4f, "in", "inch", "inches");
        Add(Dimension.Length, 304.8f, "ft", "feet", "foot");
        Add(Dimension.Length, 914.4f, "yd", "yard", "yards");
        Add(Dimension.Storage, 1f / 1024, "kb");
        Add(Dimension.Storage, 1, "mb", "megabyte", "megabytes");
        Add(Dimension.Storage, 1024, "gb", "gig", "gigabyte", "gigabytes");
        Add(Dimension.Storage, 1024 * 1024, "tb", "terabyte", "terabytes");
        Add(Dimension.Count, 1, "pk", "pks", "pack", "packs", "ct", "count", "pc", "pcs", "piece", "pieces", "pce", "pces", "ea", "sheets", "sheet", "sht", "tablets",
            "tabs", "capsules", "caps", "rolls", "bags", "cans", "bottles", "wipes", "sachets", "pairs", "pair", "refills", "units", "pcks");
        Add(Dimension.Users, 1, "user", "users", "usr", "client", "clients", "seat", "seats", "cal", "cals", "license", "licenses", "lic", "u", "agents", "nodes");
        Add(Dimension.Power, 1, "w", "watt", "watts");
        Add(Dimension.Power, 1000, "kw");
        Add(Dimension.Voltage, 1, "v", "volt", "volts");
        Add(Dimension.Frequency, 1, "hz");
        Add(Dimension.Frequency, 1000, "khz");
        Add(Dimension.Frequency, 1e6f, "mhz");
        Add(Dimension.Frequency, 1e9f, "ghz");
        Add(Dimension.Charge, 1, "mah");
        Add(Dimension.Resolution, 1, "mp", "megapixel", "megapixels", "mpix");
        Add(Dimension.Rate, 1, "mbps", "mbit");
        Add(Dimension.Rate, 1000, "gbps", "gbit");
        Add(Dimension.Duration, 1, "min", "mins", "minute", "minutes");
        Add(Dimension.Duration, 60, "hr", "hrs", "hour", "hours");
        Add(Dimension.Duration, 1440, "day", "days");
        Add(Dimension.Duration, 43_200, "month", "months", "mo", "mos");
        Add(Dimension.Duration, 525_600, "yr", "yrs", "year", "years");
        Add(Dimension.Share, 1, "percent", "pct");
        Add(Dimension.Ports, 1, "port", "ports");
        Add(Dimension.Cups, 1, "cup", "cups");
        Add(Dimension.Discs, 1, "disc", "discs", "disk", "disks");
        Add(Dimension.Speed, 1, "x");
        Add(Dimension.Bits, 1, "bit", "bits");
        Add(Dimension.Heat, 1, "btu", "btus");
        return known;

        void Add(Dimension dimension, float factor, params ReadOnlySpan<string> spellings)
        {
            foreach (var spelling in spellings)
                known.Add(spelling, (dimension, factor));
        }
    }
}
