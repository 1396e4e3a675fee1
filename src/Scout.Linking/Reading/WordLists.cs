namespace Scout.Linking.Reading;

/// <summary>Words with a part to play: those that say nothing, those that tell variants apart, those that mark junk.</summary>
internal static class WordLists
{
    private static readonly HashSet<string> Stop = new(
        ["the", "a", "an", "of", "and", "for", "with", "by", "in", "to", "on", "or", "at", "from", "w", "n", "s", "is", "new", "de", "la", "le", "und", "et", "y",
        "inc", "ltd", "llc", "corp", "co", "company", "gmbh", "products"]);

    private static readonly HashSet<string> Junk = new(
    [
        "check", "checked", "damaged", "damages", "damage", "adjustment", "adjust", "adjusted", "postage", "post", "misc", "miscellaneous", "discount", "carriage",
        "manual", "sample", "samples", "test", "unknown", "unsaleable", "none", "null", "na", "nan", "tbd", "tba", "item", "items", "product", "products", "sale", "sales", "refund",
        "fee", "fees", "charge", "charges", "bank", "lost", "found", "missing", "broken", "wrong", "wrongly", "coded", "error", "mixed", "various", "other", "others", "general", "open",
        "dotcom", "amazon", "ebay", "delivery", "shipping", "freight", "deposit", "voucher", "gift", "card", "rounding", "tip", "tips", "service", "stock", "thrown", "away",
        "wet", "rusty", "crushed", "smashed", "mouldy", "sold", "as", "set", "up", "bad", "debt", "mia", "dept", "department", "plu", "sku", "code", "barcode", "price",
        "entry", "dummy", "display", "incorrect", "incorrectly", "credit", "returned", "return", "returns", "counted", "count", "short", "water", "total", "subtotal", "cash", "amount",
        "no", "not", "description", "name", "product", "deleted", "cancelled", "void", "label", "mix", "ok", "x", "xx", "xxx", "asdf", "abc",
    ]);

    // Alone, these are goods as well as junk ("gift card", "water"): they make junk only together with a word that is nothing else.
    private static readonly HashSet<string> AlsoGoods = new(
    [
        "water", "card", "gift", "set", "label", "display", "mix", "stock", "amazon", "ebay", "up", "as", "not", "short", "name", "test", "code", "bank", "open", "other", "general",
        "x", "cash", "post", "other", "service", "wet", "price", "check",
    ]);

    private static readonly Dictionary<string, ushort> Variants = BuildVariants();

    public static bool IsStop(string word) => Stop.Contains(word);

    public static bool IsJunk(string word) => Junk.Contains(word);

    public static bool IsOnlyJunk(string word) => Junk.Contains(word) && !AlsoGoods.Contains(word);

    /// <summary>The variant that a word names as a number, its <see cref="VariantClass"/> in the upper byte; zero when it names none.</summary>
    public static ushort VariantOf(string word) => Variants.GetValueOrDefault(word);

    /// <summary>The number that a word or a Roman numeral spells. "i", "v" and "x" are rather letters.</summary>
    public static string? NumberOf(ReadOnlySpan<char> word) => word switch
    {
        "ii" or "two" => "2",
        "iii" or "three" => "3",
        "iv" or "four" => "4",
        "five" => "5",
        "vi" or "six" => "6",
        "vii" or "seven" => "7",
        "viii" or "eight" => "8",
        "ix" or "nine" => "9",
        "ten" => "10",
        "xi" => "11",
        "xii" => "12",
        "xiii" => "13",
        "xiv" => "14",
        "xv" => "15",
        _ => null,
    };

    private static Dictionary<string, ushort> BuildVariants()
    {
        var variants = new Dictionary<string, ushort>();
        var value = 0;
        Add(VariantClass.Colour, "black blk bk", "white wht wh", "red rd", "blue blu bl", "green grn", "pink pnk", "silver slv slvr silv", "gold golden gld", "gray grey gry",
            "purple purp", "yellow yel yllw", "orange orng", "brown brn", "beige", "charcoal", "titanium", "ivory", "cream", "navy", "teal", "violet", "bronze", "turquoise turq",
            "burgundy", "lavender", "natural", "clear transparent", "multicolor multi multicolour", "stainless", "graphite", "platinum", "magenta", "cyan");
        Add(VariantClass.Edition, "standard std stnd", "professional pro prof", "premium prem", "deluxe dlx delux", "home", "basic", "ultimate ult", "enterprise ent",
            "plus", "lite light", "express", "academic acad educational edu education student", "upgrade upg upgrd upgrad upsell", "oem", "trial", "starter", "elite",
            "premier", "advanced adv", "limited", "special", "collectors", "business", "personal", "developer", "workgroup", "server svr srv", "renewal");
        Add(VariantClass.Platform, "mac macintosh osx macosx", "windows win pc", "linux", "xbox", "ps2", "ps3", "wii", "psp");
        Add(VariantClass.Size, "small sml sm", "medium med", "large lrg lg", "xl xlarge", "xxl", "mini", "jumbo", "giant", "king", "twin", "family", "travel", "compact", "junior jr");
        Add(VariantClass.Flavour, "vanilla van", "chocolate choc choco", "strawberry straw strwbry", "cherry", "lemon", "lime", "mint", "apple", "banana", "raspberry raspb", "coconut",
            "caramel carml", "hazelnut", "almond", "peach", "mango", "pineapple", "grape", "tomato", "onion", "garlic", "cheese", "paprika", "bbq barbecue", "salted", "unsalted", "vinegar",
            "original orig", "diet", "zero", "decaf decaffeinated", "spicy hot", "mild", "cinnamon", "honey", "ginger", "blueberry", "watermelon", "rose", "citrus", "ocean",
            "fresh", "sensitive", "whole", "skimmed", "semi", "dark", "milk", "sour", "sweet", "smoked", "chicken", "beef", "tuna", "salmon", "turkey", "lamb", "duck", "pork");
        Add(VariantClass.Wearer, "men mens man", "women womens woman ladies lady", "boys boy", "girls girl", "baby babies", "kids kid children childrens");
        Add(VariantClass.Side, "left", "right", "front", "rear", "upper", "lower", "male", "female", "wired corded", "wireless cordless");
        return variants;

        void Add(VariantClass kind, params ReadOnlySpan<string> groups)
        {
            foreach (var group in groups)
            {
                value++;
                foreach (var spelling in group.Split(' '))
                    variants.TryAdd(spelling, (ushort)(((int)kind << 8) | value));
            }
        }
    }
}

/// <summary>What a variant word chooses among. Two words of one class that differ speak against each other.</summary>
internal enum VariantClass : byte
{
    None,
    Colour,
    Edition,
    Platform,
    Size,
    Flavour,
    Wearer,
    Side,
}
