using Scout.Linking.Reading;

namespace Scout.Linking.Catalog;

/// <summary>Finds the words of the catalogue that look like a word it does not have.</summary>
/// <remarks>
/// Over the vocabulary, not over products: a catalogue of 100,000 products has some ten thousand words, and a misspelt word is looked up once
/// for the mention, not once for each candidate.
/// </remarks>
internal sealed class TrigramIndex
{
    private const int Buckets = 1 << 15;
    private const int WordCharsMin = 4;
    private const int WordCharsMax = 32;

    private readonly int[] _offsets = new int[Buckets + 1];
    private int[] _terms = [];

    public void Build(Vocabulary vocabulary)
    {
        Span<int> buckets = stackalloc int[WordCharsMax + 1];
        for (var id = 0; id < vocabulary.Count; id++)
        {
            foreach (var bucket in buckets[..Read(vocabulary, id, buckets)])
                _offsets[bucket + 1]++;
        }

        for (var bucket = 0; bucket < Buckets; bucket++)
            _offsets[bucket + 1] += _offsets[bucket];
        _terms = new int[_offsets[Buckets]];
        var next = _offsets[..Buckets];
        for (var id = 0; id < vocabulary.Count; id++)
        {
            foreach (var bucket in buckets[..Read(vocabulary, id, buckets)])
                _terms[next[bucket]++] = id;
        }
    }

    /// <summary>The buckets of a word's trigrams; the beginning of the word counts as a character.</summary>
    /// <returns>How many there are: none for a word that is too short or too long.</returns>
    public static int Read(ReadOnlySpan<char> word, Span<int> buckets)
    {
        if (word.Length is < WordCharsMin or > WordCharsMax)
            return 0;
        var count = 0;
        buckets[count++] = Bucket('^', word[0], word[1]);
        for (var i = 0; i + 2 < word.Length; i++)
            buckets[count++] = Bucket(word[i], word[i + 1], word[i + 2]);
        return count;
    }

    public ReadOnlySpan<int> Terms(int bucket) => _terms.AsSpan(_offsets[bucket].._offsets[bucket + 1]);

    private static int Read(Vocabulary vocabulary, int id, Span<int> buckets) => vocabulary.Kind(id) == TokenKind.Word ? Read(vocabulary.Text(id), buckets) : 0;

    private static int Bucket(char first, char second, char third)
    {
        unchecked
        {
            var hash = (first * 31u + second) * 31u + third;
            return (int)((hash * 2654435761u) >> 17);
        }
    }
}
