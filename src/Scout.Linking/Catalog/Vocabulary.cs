using Scout.Linking.Reading;

namespace Scout.Linking.Catalog;

/// <summary>The terms of the catalogue, how rare each is, and which of them look alike. Immutable once sealed.</summary>
internal sealed class Vocabulary
{
    /// <summary>A term that the catalogue does not have.</summary>
    public const int Unknown = -1;

    private const float StopFactor = 0.1f;
    private const float SingleFactor = 0.35f;
    private const float NumberFactor = 0.6f;
    private const float QuantityFactor = 0.6f;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly List<string> _texts = [];
    private readonly List<TokenKind> _kinds = [];
    private int[] _frequencies = [];
    private float[] _weights = [];
    private ushort[] _variants = [];
    private readonly TrigramIndex _trigrams = new();

    public Vocabulary() => _bySpan = _ids.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => _texts.Count;

    /// <summary>The weight of a term that one product has.</summary>
    public float WeightMax { get; private set; }

    public TrigramIndex Trigrams => _trigrams;

    public int Add(string text, TokenKind kind)
    {
        if (_ids.TryGetValue(text, out var id))
            return id;
        id = _texts.Count;
        _ids.Add(text, id);
        _texts.Add(text);
        _kinds.Add(kind);
        return id;
    }

    public int Find(ReadOnlySpan<char> text) => _bySpan.TryGetValue(text, out var id) ? id : Unknown;

    public string Text(int id) => _texts[id];

    public TokenKind Kind(int id) => _kinds[id];

    public float Weight(int id) => _weights[id];

    public int Frequency(int id) => _frequencies[id];

    /// <summary>Class and value of a variant word as one number, class in the upper byte; zero for any other word.</summary>
    public ushort Variant(int id) => _variants[id];

    /// <summary>The weight of a term by the number of products that have it, less for what says little whatever its rarity.</summary>
    public static float WeightOf(string text, TokenKind kind, int frequency, int products)
    {
        var idf = MathF.Log(1 + (products + 1f) / (frequency + 1f));
        var factor = kind switch
        {
            TokenKind.Number => NumberFactor,
            TokenKind.Quantity => QuantityFactor,
            _ when WordLists.IsStop(text) => StopFactor,
            _ when text.Length == 1 => SingleFactor,
            _ => 1f,
        };
        return idf * factor;
    }

    /// <summary>Ends building.</summary>
    /// <param name="frequencies">For each term, the number of products that have it.</param>
    public void Seal(int[] frequencies, int products)
    {
        _frequencies = frequencies;
        _weights = new float[Count];
        _variants = new ushort[Count];
        WeightMax = WeightOf("word", TokenKind.Word, 1, products);
        for (var id = 0; id < Count; id++)
        {
            _weights[id] = WeightOf(_texts[id], _kinds[id], frequencies[id], products);
            _variants[id] = WordLists.VariantOf(_texts[id]);
        }

        _trigrams.Build(this);
    }
}
