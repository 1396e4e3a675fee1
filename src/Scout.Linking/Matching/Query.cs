using Scout.Linking.Catalog;
using Scout.Linking.Mentions;
using Scout.Linking.Reading;

namespace Scout.Linking.Matching;

/// <summary>A mention in terms of one catalogue. Reused from mention to mention by one thread at a time.</summary>
internal sealed class Query
{
    // An unknown word is either rare or misspelt or a shop's own: it counts less than a rare word of the catalogue.
    private const float UnknownWordShare = 0.6f;
    private const float UnknownModelShare = 0.8f;
    private const float UnknownNumberShare = 0.4f;

    private readonly NameReading _reading = new();
    private readonly List<int> _positions = [];

    public List<QueryToken> Tokens { get; } = [];

    public List<(int First, int Count, string Text, int Term)> Compounds { get; } = [];

    public List<Quantity> Quantities { get; } = [];

    public ulong[] Signature { get; } = new ulong[TextSignature.Words];

    /// <summary>The words of the brand, empty when none was given.</summary>
    public string Brand { get; private set; } = "";

    /// <summary>The catalogue's brand that the mention has or begins with; -1 for none.</summary>
    public int BrandId { get; private set; } = -1;

    /// <summary>Whether the brand was read off the name.</summary>
    public bool BrandIsDerived { get; private set; }

    public string Name { get; private set; } = "";

    public long Price { get; private set; }

    /// <summary>Whether the name says nothing that could be a product.</summary>
    public bool IsJunk { get; private set; }

    public void Read(Mention mention, in MentionKey key, CatalogIndex index)
    {
        _reading.Clear();
        _positions.Clear();
        Tokens.Clear();
        Compounds.Clear();
        Quantities.Clear();
        Name = key.Name;
        Price = Math.Max(0, mention.Price?.Units ?? 0);
        NameReader.Read(mention.ProductName, optional: false, _reading);
        NameReader.Read(mention.Brand, optional: true, _reading);
        TextSignature.Write(key.Name, Signature);
        AddTokens(index.Vocabulary);
        AddCompounds(index.Vocabulary);
        foreach (var quantity in _reading.Quantities)
        {
            if (!Quantities.Contains(quantity))
                Quantities.Add(quantity);
        }

        Brand = BrandTable.Core(key.Brand);
        BrandIsDerived = Brand.Length == 0;
        BrandId = BrandIsDerived ? index.Brands.FindAtStart(key.Name) : index.Brands.Find(Brand);
        IsJunk = JunkNames.IsJunk(key.Name, _reading.Tokens);
    }

    private void AddTokens(Vocabulary vocabulary)
    {
        foreach (var read in _reading.Tokens)
        {
            var token = AsBrand(read, vocabulary);
            var position = Tokens.FindIndex(known => known.Text == token.Text);
            if (position < 0)
            {
                position = Tokens.Count;
                var term = vocabulary.Find(token.Text);
                var weight = term >= 0 ? vocabulary.Weight(term) : UnknownWeight(token, vocabulary);
                Tokens.Add(new(token.Text, term, token.Kind, token.Optional, weight, term >= 0 ? vocabulary.Variant(term) : WordLists.VariantOf(token.Text)));
            }

            _positions.Add(position);
        }
    }

    /// <summary>The brand's own spelling of a word that the catalogue does not know and that is a slip of it: "lommwexby coffee" of Lomwexby.</summary>
    private Token AsBrand(Token token, Vocabulary vocabulary)
    {
        if (token.Optional || token.Kind != TokenKind.Word || vocabulary.Find(token.Text) >= 0)
            return token;
        foreach (var brand in _reading.Tokens)
        {
            if (brand.Optional && brand.Kind == TokenKind.Word && WordSimilarity.AreSlips(token.Text, brand.Text))
                return token with { Text = brand.Text };
        }

        return token;
    }

    private static float UnknownWeight(Token token, Vocabulary vocabulary) => vocabulary.WeightMax * token.Kind switch
    {
        TokenKind.Word => token.Text.Length > 2 ? UnknownWordShare : UnknownNumberShare * 0.5f,
        TokenKind.Model => UnknownModelShare,
        _ => UnknownNumberShare,
    };

    private void AddCompounds(Vocabulary vocabulary)
    {
        foreach (var compound in _reading.Compounds)
        {
            var first = _positions[compound.First];
            var isRun = true;
            for (var i = 1; i < compound.Count; i++)
                isRun &= _positions[compound.First + i] == first + i;
            if (isRun)
                Compounds.Add((first, compound.Count, compound.Text, vocabulary.Find(compound.Text)));
        }
    }
}
