using Scout.Linking.Mentions;

namespace Scout.Linking.Catalog;

/// <summary>The brands of the catalogue, found by their words.</summary>
internal sealed class BrandTable
{
    private static readonly HashSet<string> Corporate =
    [
        "inc", "ltd", "llc", "corp", "corporation", "company", "co", "gmbh", "limited", "software", "the", "group", "international", "systems", "technologies", "technology",
        "electronics", "products", "brands", "foods", "usa", "america", "entertainment", "enterprises", "industries", "and", "of", "plc", "sa", "ag", "com",
    ];

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public int Count => _names.Count;

    public string Name(int brand) => _names[brand];

    /// <summary>The words of a brand that tell it from others, joined by spaces: "Sony Electronics Inc." is "sony".</summary>
    public static string Core(string? brand)
    {
        var normal = NormalText.OfName(brand);
        if (normal.Length == 0)
            return "";
        var words = normal.Split(' ');
        var core = Array.FindAll(words, word => !Corporate.Contains(word));
        return core.Length == words.Length || core.Length == 0 ? normal : string.Join(' ', core);
    }

    /// <returns>-1 for no brand.</returns>
    public int Add(string? brand)
    {
        var core = Core(brand);
        if (core.Length == 0)
            return -1;
        if (_ids.TryGetValue(core, out var id))
            return id;
        _ids.Add(core, _names.Count);
        _names.Add(core);
        return _names.Count - 1;
    }

    /// <param name="core">See <see cref="Core"/>.</param>
    /// <returns>-1 for none.</returns>
    public int Find(string core) => _ids.GetValueOrDefault(core, -1);

    /// <summary>The brand that a normalised name begins with, of up to three words.</summary>
    /// <returns>-1 for none.</returns>
    public int FindAtStart(string name)
    {
        var lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        var found = -1;
        var end = 0;
        for (var words = 0; words < 3 && end < name.Length; words++)
        {
            var space = name.IndexOf(' ', end + (words > 0 ? 1 : 0));
            end = space < 0 ? name.Length : space;
            if (lookup.TryGetValue(name.AsSpan(0, end), out var brand) && end > 2)
                found = brand;
        }

        return found;
    }
}
