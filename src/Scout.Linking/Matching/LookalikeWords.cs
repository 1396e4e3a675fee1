using Scout.Linking.Catalog;

namespace Scout.Linking.Matching;

/// <summary>The words of the catalogue that an unknown word may be a spelling of.</summary>
internal sealed class LookalikeWords(Vocabulary vocabulary, LinkingOptions options)
{
    private const float SimilarityMin = 0.7f;
    private const int Verified = 12;
    private const int TrigramsCharsMax = 32;

    private readonly byte[] _counts = new byte[vocabulary.Count];
    private readonly List<int> _touched = [];
    private readonly List<(int Term, float Similarity)> _found = [];

    /// <summary>Valid until the next call.</summary>
    public List<(int Term, float Similarity)> Find(string word)
    {
        _found.Clear();
        Span<int> buckets = stackalloc int[TrigramsCharsMax + 1];
        var count = TrigramIndex.Read(word, buckets);
        if (count == 0)
            return _found;
        buckets = buckets[..count];
        var trigrams = vocabulary.Trigrams;
        buckets.Sort((left, right) => trigrams.Terms(left).Length.CompareTo(trigrams.Terms(right).Length));
        var left = options.TrigramsMax;
        foreach (var bucket in buckets)
        {
            var terms = trigrams.Terms(bucket);
            if (terms.Length > left)
                break;
            left -= terms.Length;
            foreach (var term in terms)
            {
                if (_counts[term]++ == 0)
                    _touched.Add(term);
            }
        }

        Verify(word, count);
        return _found;
    }

    private void Verify(string word, int trigrams)
    {
        // A misspelt letter spoils three trigrams: what shares fewer than a third of them differs by more than a slip or two.
        Span<(float Dice, int Term)> best = stackalloc (float, int)[Verified];
        var kept = 0;
        foreach (var term in _touched)
        {
            var dice = 2f * _counts[term] / (trigrams + vocabulary.Text(term).Length - 1);
            _counts[term] = 0;
            if (dice < 0.3f || (kept == Verified && dice <= best[^1].Dice))
                continue;
            var at = kept < Verified ? kept++ : Verified - 1;
            while (at > 0 && best[at - 1].Dice < dice)
            {
                best[at] = best[at - 1];
                at--;
            }

            best[at] = (dice, term);
        }

        _touched.Clear();
        foreach (var (_, term) in best[..kept])
        {
            var similarity = WordSimilarity.Of(word, vocabulary.Text(term));
            if (similarity >= SimilarityMin)
                _found.Add((term, similarity));
        }

        _found.Sort(static (left, right) => left.Similarity != right.Similarity ? right.Similarity.CompareTo(left.Similarity) : left.Term.CompareTo(right.Term));
        if (_found.Count > options.LookalikesMax)
            _found.RemoveRange(options.LookalikesMax, _found.Count - options.LookalikesMax);
    }
}
