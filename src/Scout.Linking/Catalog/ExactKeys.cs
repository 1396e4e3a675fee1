namespace Scout.Linking.Catalog;

/// <summary>What names a product without doubt. A key that several products share names none of them.</summary>
internal sealed class ExactKeys
{
    private const int Shared = -1;

    private readonly Dictionary<string, int> _idsAsTheyAre = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> _gtins = [];
    private readonly Dictionary<string, int> _aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    /// <summary>By the id as it is, else by normalised id or SKU: 85123a means 85123A, unless both are products.</summary>
    /// <param name="asSent">Null when there is none.</param>
    public bool TryFindId(string? asSent, string id, out int product)
    {
        product = Shared;
        return (asSent is not null && _idsAsTheyAre.TryGetValue(asSent, out product)) || (_ids.TryGetValue(id, out product) && product != Shared);
    }

    public bool TryFindGtin(Gtin gtin, out int product) => _gtins.TryGetValue(gtin.Value, out product) && product != Shared;

    public bool TryFindAlias(string name, out int product) => _aliases.TryGetValue(name, out product) && product != Shared;

    public bool TryFindName(string name, out int product) => _names.TryGetValue(name, out product) && product != Shared;

    public void AddId(string asItIs, string id, int product)
    {
        _idsAsTheyAre.Add(asItIs, product);
        Add(_ids, id, product);
    }

    /// <summary>A SKU that is also some product's id means the product of that id.</summary>
    public void AddSku(string sku, int product, HashSet<string> ids)
    {
        if (!ids.Contains(sku))
            Add(_ids, sku, product);
    }

    public void AddGtin(Gtin gtin, int product) => Add(_gtins, gtin.Value, product);

    public void AddAlias(string name, int product) => Add(_aliases, name, product);

    public void AddName(string name, int product) => Add(_names, name, product);

    private static void Add<T>(Dictionary<T, int> keys, T key, int product)
        where T : notnull
    {
        if (key is "")
            return;
        if (!keys.TryAdd(key, product) && keys[key] != product)
            keys[key] = Shared;
    }
}
