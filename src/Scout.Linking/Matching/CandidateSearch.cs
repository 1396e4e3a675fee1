using Scout.Linking.Catalog;
using Scout.Linking.Reading;

namespace Scout.Linking.Matching;

/// <summary>Finds the products worth comparing: those that share the rarest terms, or terms that look like them.</summary>
/// <remarks>
/// Never a scan: terms are taken rarest first until <see cref="LinkingOptions.PostingsMax"/> entries have been read; what is left are words so
/// common that they choose among candidates (which the comparison does) and do not find them.
/// </remarks>
internal sealed class CandidateSearch(CatalogIndex index, LinkingOptions options)
{
    private const int SplitCharsMin = 5;
    private const float LookalikeShare = 0.8f;

    private readonly float[] _scores = new float[index.Count];
    private readonly List<int> _touched = [];
    private readonly List<SearchTerm> _terms = [];
    private readonly LookalikeWords _lookalikes = new(index.Vocabulary, options);
    private readonly PriorityQueue<int, float> _best = new();

    /// <summary>The candidates, best first as far as this search can tell.</summary>
    public List<int> Found { get; } = [];

    public void Run(Query query)
    {
        Found.Clear();
        CollectTerms(query);
        var left = options.PostingsMax;
        foreach (var term in _terms)
        {
            var products = index.Postings.Of(term.Term);
            if (products.Length > left)
                products = _touched.Count == 0 ? products[..left] : [];
            left -= products.Length;
            foreach (var product in products)
            {
                if (_scores[product] == 0)
                    _touched.Add(product);
                _scores[product] += term.Weight;
            }
        }

        KeepBest();
    }

    private void CollectTerms(Query query)
    {
        var vocabulary = index.Vocabulary;
        _terms.Clear();
        var spellings = options.SpellingsMax;
        var tokens = query.Tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.Term >= 0)
            {
                Add(token.Term, token.Weight);
            }
            else if (token.Kind is TokenKind.Word or TokenKind.Model && !token.Optional && spellings > 0)
            {
                spellings--;
                AddSplit(token);
                if (token.Kind == TokenKind.Word)
                {
                    foreach (var (term, similarity) in _lookalikes.Find(token.Text))
                        Add(term, vocabulary.Weight(term) * similarity * LookalikeShare);
                }
            }

            if (i + 1 < tokens.Count && !token.Optional && token.Kind != TokenKind.Quantity && tokens[i + 1].Kind != TokenKind.Quantity)
                AddJoined(token.Text, tokens[i + 1].Text);
        }

        foreach (var compound in query.Compounds)
        {
            if (compound.Term >= 0)
                Add(compound.Term, vocabulary.Weight(compound.Term));
        }

        _terms.Sort(static (left, right) => left.Frequency != right.Frequency ? left.Frequency.CompareTo(right.Frequency) : left.Term.CompareTo(right.Term));
    }

    private void AddJoined(string first, string second)
    {
        Span<char> joined = stackalloc char[64];
        if (first.Length + second.Length > joined.Length)
            return;
        first.CopyTo(joined);
        second.CopyTo(joined[first.Length..]);
        var term = index.Vocabulary.Find(joined[..(first.Length + second.Length)]);
        if (term >= 0)
            Add(term, index.Vocabulary.Weight(term));
    }

    private void AddSplit(QueryToken token)
    {
        var text = token.Text.AsSpan();
        for (var at = 2; text.Length is >= SplitCharsMin and <= 32 && at <= text.Length - 2; at++)
        {
            var first = index.Vocabulary.Find(text[..at]);
            var second = first >= 0 ? index.Vocabulary.Find(text[at..]) : Vocabulary.Unknown;
            if (second < 0)
                continue;
            Add(first, index.Vocabulary.Weight(first));
            Add(second, index.Vocabulary.Weight(second));
            return;
        }
    }

    private void Add(int term, float weight)
    {
        foreach (var known in _terms)
        {
            if (known.Term == term)
                return;
        }

        _terms.Add(new(term, weight, index.Postings.Of(term).Length));
    }

    private void KeepBest()
    {
        foreach (var product in _touched)
        {
            var score = _scores[product];
            _scores[product] = 0;
            if (_best.Count < options.CandidatesMax)
                _best.Enqueue(product, score);
            else
                _ = _best.EnqueueDequeue(product, score);
        }

        _touched.Clear();
        while (_best.TryDequeue(out var product, out _))
            Found.Add(product);
        Found.Reverse();
    }
}
