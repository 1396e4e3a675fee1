using Scout.Linking.Mentions;
using Scout.Linking.Reading;

namespace Scout.Linking.Catalog;

/// <summary>The catalogue prepared for matching: immutable, so it is shared by all threads and replaced as a whole.</summary>
public sealed class CatalogIndex
{
    private readonly CatalogProduct[] _products;
    private readonly ProductProfile[] _profiles;
    private readonly ulong[] _signatures;
    private readonly ExactKeys _keys;
    private readonly Dictionary<string, HashSet<int>> _refused;

    internal CatalogIndex(
        long version,
        CatalogProduct[] products,
        ProductProfile[] profiles,
        ulong[] signatures,
        Vocabulary vocabulary,
        Postings postings,
        BrandTable brands,
        ExactKeys keys,
        Dictionary<string, HashSet<int>> refused)
    {
        Version = version;
        _products = products;
        _profiles = profiles;
        _signatures = signatures;
        Vocabulary = vocabulary;
        Postings = postings;
        Brands = brands;
        _keys = keys;
        _refused = refused;
    }

    /// <summary>The version of the catalogue that this was built from, as the caller numbers it.</summary>
    public long Version { get; }

    /// <summary>Active products; others are not in the index.</summary>
    public int Count => _products.Length;

    internal Vocabulary Vocabulary { get; }

    internal Postings Postings { get; }

    internal BrandTable Brands { get; }

    internal ExactKeys Keys => _keys;

    /// <summary>Builds the index of a catalogue; readers of an older index are not disturbed.</summary>
    /// <param name="products">Read twice, in one order. A later product of the same id replaces an earlier one.</param>
    /// <param name="aliases">An alias of a product that is missing or inactive is left out.</param>
    public static CatalogIndex Build(
        IEnumerable<CatalogProduct> products, IEnumerable<CatalogAlias> aliases, long version = 0, CancellationToken cancellationToken = default) =>
        new CatalogIndexBuilder(cancellationToken).Build(products, aliases, version);

    internal CatalogProduct Product(int index) => _products[index];

    internal ProductProfile Profile(int index) => _profiles[index];

    internal ReadOnlySpan<ulong> Signature(int index) => _signatures.AsSpan(index * TextSignature.Words, TextSignature.Words);

    /// <summary>Whether a person said that this name does not mean this product.</summary>
    internal bool IsRefused(in MentionKey mention, int index) =>
        _refused.Count > 0 && _refused.TryGetValue(mention.Name, out var refused) && refused.Contains(index);
}
