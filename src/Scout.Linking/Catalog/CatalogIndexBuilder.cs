using Scout.Linking.Mentions;
using Scout.Linking.Reading;

namespace Scout.Linking.Catalog;

/// <summary>Reads a catalogue into an index, on one core.</summary>
internal sealed class CatalogIndexBuilder(CancellationToken cancellationToken)
{
    /// <summary>Terms of one product that are kept: a name and its additions.</summary>
    public const int TermsMax = 96;

    private const int CancelEvery = 1024;

    private readonly Vocabulary _vocabulary = new();
    private readonly BrandTable _brands = new();
    private readonly NameReading _reading = new();
    private readonly List<int> _terms = [];
    private readonly List<int[]> _postings = [];

    public CatalogIndex Build(IEnumerable<CatalogProduct> source, IEnumerable<CatalogAlias> aliases, long version)
    {
        var byId = new Dictionary<string, CatalogProduct>(StringComparer.Ordinal);
        foreach (var product in source)
            byId[product.ProductId] = product;
        var products = byId.Values.Where(product => product.Active).ToArray();
        // Two passes: a name may begin with a brand that only a later product tells.
        foreach (var product in products)
            _brands.Add(product.Brand);

        var profiles = new ProductProfile[products.Length];
        var signatures = new ulong[products.Length * TextSignature.Words];
        var keys = new ExactKeys();
        var ids = products.Select(product => NormalText.OfId(product.ProductId)).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < products.Length; i++)
        {
            if (i % CancelEvery == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var name = NormalText.OfName(products[i].ProductName);
            AddKeys(keys, products[i], name, i, ids);
            profiles[i] = Read(products[i], name);
            TextSignature.Write(name, signatures.AsSpan(i * TextSignature.Words, TextSignature.Words));
        }

        var postings = Postings.Build(_postings, Count(_postings));
        // Rarity counts a word of the category as well: "televisions" is common, though nobody is searched by it.
        _vocabulary.Seal(Count(profiles.Select(profile => profile.Terms.Concat(profile.Compounds.Select(compound => compound.Term)).Distinct())), products.Length);
        var refused = AddAliases(keys, aliases, products);
        return new(version, products, profiles, signatures, _vocabulary, postings, _brands, keys, refused);
    }

    private int[] Count(IEnumerable<IEnumerable<int>> termsOfProducts)
    {
        var frequencies = new int[_vocabulary.Count];
        foreach (var terms in termsOfProducts)
        {
            foreach (var term in terms)
                frequencies[term]++;
        }

        return frequencies;
    }

    private static void AddKeys(ExactKeys keys, CatalogProduct product, string name, int index, HashSet<string> ids)
    {
        keys.AddId(product.ProductId, NormalText.OfId(product.ProductId), index);
        keys.AddSku(NormalText.OfId(product.Sku), index, ids);
        keys.AddName(name, index);
        if (Gtin.TryParse(product.Gtin, out var gtin))
            keys.AddGtin(gtin, index);
    }

    private static Dictionary<string, HashSet<int>> AddAliases(ExactKeys keys, IEnumerable<CatalogAlias> aliases, CatalogProduct[] products)
    {
        var byId = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < products.Length; i++)
            byId.Add(products[i].ProductId, i);
        var refused = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        foreach (var alias in aliases)
        {
            if (!byId.TryGetValue(alias.ProductId, out var product))
                continue;
            var name = NormalText.OfName(alias.Text);
            if (!alias.Refused)
                keys.AddAlias(name, product);
            else if (refused.TryGetValue(name, out var others))
                others.Add(product);
            else
                refused.Add(name, [product]);
        }

        return refused;
    }

    private ProductProfile Read(CatalogProduct product, string name)
    {
        _reading.Clear();
        _terms.Clear();
        NameReader.Read(product.ProductName, optional: false, _reading);
        var nameTokens = _reading.Tokens.Count;
        NameReader.Read(product.Brand, optional: true, _reading);
        NameReader.Read(product.PackSize, optional: true, _reading);
        NameReader.Read(product.Sku, optional: true, _reading);
        var searchable = _reading.Tokens.Count;
        NameReader.Read(product.Category, optional: true, _reading);

        var position = new int[_reading.Tokens.Count];
        var nameTerms = 0;
        var searchableTerms = 0;
        for (var i = 0; i < _reading.Tokens.Count; i++)
        {
            var token = _reading.Tokens[i];
            var term = _vocabulary.Add(token.Text, token.Kind);
            position[i] = _terms.IndexOf(term);
            if (position[i] < 0 && _terms.Count < TermsMax)
            {
                position[i] = _terms.Count;
                _terms.Add(term);
            }

            nameTerms = i < nameTokens ? _terms.Count : nameTerms;
            searchableTerms = i < searchable ? _terms.Count : searchableTerms;
        }

        var compounds = _reading.Compounds
            .Where(compound => compound.First + compound.Count <= position.Length && IsRun(position.AsSpan(compound.First, compound.Count)))
            .Select(compound => (First: (byte)position[compound.First], Count: (byte)compound.Count, Term: _vocabulary.Add(compound.Text, TokenKind.Model)))
            .ToArray();
        _postings.Add([.. _terms.Take(searchableTerms).Concat(compounds.Select(compound => compound.Term)).Distinct()]);
        var brand = _brands.Add(product.Brand);
        return new()
        {
            Terms = [.. _terms],
            NameTerms = nameTerms,
            Compounds = compounds,
            Quantities = [.. _reading.Quantities.Distinct()],
            Price = Math.Max(0, product.ListPrice?.Units ?? 0),
            Brand = brand >= 0 ? brand : _brands.FindAtStart(name),
        };
    }

    // A token that was there before stands at its first place: then the compound is no run of neighbours any more.
    private static bool IsRun(ReadOnlySpan<int> positions)
    {
        for (var i = 0; i < positions.Length; i++)
        {
            if (positions[i] < 0 || positions[i] != positions[0] + i)
                return false;
        }

        return true;
    }
}
