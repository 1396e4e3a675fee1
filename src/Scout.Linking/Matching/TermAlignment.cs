using Scout.Linking.Catalog;
using Scout.Linking.Reading;

namespace Scout.Linking.Matching;

/// <summary>Lays the words of a mention beside those of a product: equal ones, joined and split ones, then those that look alike.</summary>
internal sealed class TermAlignment(CatalogIndex index)
{
    private const float Joined = 0.95f;
    private const float InformativeShare = 0.35f;
    private const float SimilarityMin = 0.7f;
    private const int MentionTokensMax = NameReader.TokensMax * 2;

    private readonly float[] _mention = new float[MentionTokensMax];
    private readonly float[] _weights = new float[MentionTokensMax];
    private readonly float[] _product = new float[CatalogIndexBuilder.TermsMax];
    private readonly Dictionary<(int Token, int Term), float> _similarities = [];

    /// <summary>Weight on which both sides agree.</summary>
    public float Common { get; private set; }

    /// <summary>Weight of the mention's name, and how much of it the product explains.</summary>
    public (float All, float Explained) MentionWeight { get; private set; }

    public (float All, float Explained) ProductWeight { get; private set; }

    /// <summary>Weight of the words, not of numbers and models, that the other side has nothing for.</summary>
    public (float Mention, float Product) WordsLeft { get; private set; }

    /// <summary>Terms that say much and are on both sides.</summary>
    public int Informative { get; private set; }

    /// <summary>Forgets what was learnt of the mention before.</summary>
    public void Begin() => _similarities.Clear();

    /// <summary>How well each of the mention's tokens is explained, 0 to 1.</summary>
    public ReadOnlySpan<float> MentionMatches(Query query) => _mention.AsSpan(0, query.Tokens.Count);

    public ReadOnlySpan<float> ProductMatches(ProductProfile profile) => _product.AsSpan(0, profile.Terms.Length);

    public void Run(Query query, ProductProfile profile)
    {
        var tokens = query.Tokens;
        Array.Clear(_mention, 0, tokens.Count);
        Array.Clear(_product, 0, profile.Terms.Length);
        for (var i = 0; i < tokens.Count; i++)
            _weights[i] = tokens[i].Weight;
        Common = 0;
        Informative = 0;
        MatchEqual(query, profile);
        MatchCompounds(query, profile);
        MatchJoined(query, profile);
        MatchUnitless(query, profile);
        MatchAlike(query, profile);
        Sum(query, profile);
    }

    private void MatchEqual(Query query, ProductProfile profile)
    {
        var terms = profile.Terms;
        for (var i = 0; i < query.Tokens.Count; i++)
        {
            var term = query.Tokens[i].Term;
            var j = term < 0 ? -1 : Array.IndexOf(terms, term);
            if (j >= 0)
                Agree(query, profile, i, j, 1);
        }
    }

    /// <summary>"dmc-fx07eb" and "dmcfx07eb", from either side.</summary>
    private void MatchCompounds(Query query, ProductProfile profile)
    {
        foreach (var (first, count, _, term) in query.Compounds)
        {
            var j = term < 0 ? -1 : Array.IndexOf(profile.Terms, term);
            if (j >= 0)
                AgreeRun(query, profile, first, count, j, 1);
        }

        foreach (var (first, count, term) in profile.Compounds)
        {
            for (var i = 0; i < query.Tokens.Count; i++)
            {
                if (query.Tokens[i].Term == term)
                    AgreeRun(query, profile, i, 1, first, count);
            }

            foreach (var compound in query.Compounds)
            {
                if (compound.Term == term)
                    AgreeRun(query, profile, compound.First, compound.Count, first, count);
            }
        }
    }

    private void AgreeRun(Query query, ProductProfile profile, int first, int count, int productFirst, int productCount)
    {
        Agree(query, profile, first, productFirst, 1);
        for (var i = 1; i < count; i++)
            _mention[first + i] = 1;
        for (var j = 1; j < productCount; j++)
            _product[productFirst + j] = 1;
    }

    /// <summary>"photo shop" and "photoshop".</summary>
    private void MatchJoined(Query query, ProductProfile profile)
    {
        var tokens = query.Tokens;
        var vocabulary = index.Vocabulary;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (_mention[i] > 0 || tokens[i].Kind is TokenKind.Quantity or TokenKind.Number || tokens[i].Text.Length < 4)
                continue;
            for (var j = 0; j + 1 < profile.NameTerms; j++)
            {
                if ((_product[j] > 0 && _product[j + 1] > 0)
                    || !IsJoined(tokens[i].Text, vocabulary.Text(profile.Terms[j]), vocabulary.Text(profile.Terms[j + 1])))
                    continue;
                _weights[i] = vocabulary.Weight(profile.Terms[j]) + vocabulary.Weight(profile.Terms[j + 1]);
                Agree(query, profile, i, j, Joined);
                Agree(query, profile, i, j + 1, Joined);
                break;
            }
        }

        for (var j = 0; j < profile.NameTerms; j++)
        {
            var text = vocabulary.Text(profile.Terms[j]);
            if (_product[j] > 0 || text.Length < 4 || vocabulary.Kind(profile.Terms[j]) is TokenKind.Quantity or TokenKind.Number)
                continue;
            for (var i = 0; i + 1 < tokens.Count; i++)
            {
                if ((_mention[i] > 0 && _mention[i + 1] > 0) || !IsJoined(text, tokens[i].Text, tokens[i + 1].Text))
                    continue;
                Agree(query, profile, i, j, Joined);
                _mention[i + 1] = Joined;
                break;
            }
        }
    }

    /// <summary>"37" and "37 inch", from either side: many drop the unit or write a sign of their own for it.</summary>
    private void MatchUnitless(Query query, ProductProfile profile)
    {
        for (var i = 0; i < query.Tokens.Count; i++)
        {
            if (_mention[i] > 0 || query.Tokens[i].Kind is not (TokenKind.Number or TokenKind.Quantity))
                continue;
            for (var j = 0; j < profile.Terms.Length; j++)
            {
                var kind = index.Vocabulary.Kind(profile.Terms[j]);
                if (_product[j] > 0 || kind == query.Tokens[i].Kind || kind is not (TokenKind.Number or TokenKind.Quantity))
                    continue;
                var text = index.Vocabulary.Text(profile.Terms[j]);
                if (kind == TokenKind.Number ? !Quantity.IsSaidBy(text, query.Tokens[i].Text) : !Quantity.IsSaidBy(query.Tokens[i].Text, text))
                    continue;
                Agree(query, profile, i, j, Joined);
                break;
            }
        }
    }

    private static bool IsJoined(string whole, string first, string second) => whole.Length == first.Length + second.Length
        && whole.StartsWith(first, StringComparison.Ordinal) && whole.EndsWith(second, StringComparison.Ordinal);

    private void MatchAlike(Query query, ProductProfile profile)
    {
        var vocabulary = index.Vocabulary;
        for (var i = 0; i < query.Tokens.Count; i++)
        {
            if (_mention[i] > 0 || query.Tokens[i].Kind != TokenKind.Word || query.Tokens[i].Text.Length < 3)
                continue;
            var best = SimilarityMin - 0.001f;
            var at = -1;
            for (var j = 0; j < profile.Terms.Length; j++)
            {
                if (_product[j] > 0 || vocabulary.Kind(profile.Terms[j]) != TokenKind.Word)
                    continue;
                var similarity = Similarity(query, i, profile.Terms[j]);
                if (similarity > best)
                    (best, at) = (similarity, j);
            }

            if (at < 0)
                continue;
            // An unknown word that is a spelling of a known one is as rare as that one.
            if (query.Tokens[i].Term < 0)
                _weights[i] = vocabulary.Weight(profile.Terms[at]);
            Agree(query, profile, i, at, best);
        }
    }

    private float Similarity(Query query, int token, int term)
    {
        if (_similarities.TryGetValue((token, term), out var similarity))
            return similarity;
        similarity = WordSimilarity.Of(query.Tokens[token].Text, index.Vocabulary.Text(term));
        _similarities.Add((token, term), similarity);
        return similarity;
    }

    private void Agree(Query query, ProductProfile profile, int token, int position, float similarity)
    {
        _mention[token] = similarity;
        if (_product[position] > 0)
            return;
        _product[position] = similarity;
        // What only brand and category say on both sides is no agreement of names.
        if (query.Tokens[token].Optional && position >= profile.NameTerms)
            return;
        var weight = MathF.Min(_weights[token], index.Vocabulary.Weight(profile.Terms[position]));
        Common += weight * similarity;
        if (weight >= InformativeShare * index.Vocabulary.WeightMax)
            Informative++;
    }

    private void Sum(Query query, ProductProfile profile)
    {
        float all = 0, explained = 0, left = 0;
        for (var i = 0; i < query.Tokens.Count; i++)
        {
            if (query.Tokens[i].Optional)
                continue;
            all += _weights[i];
            explained += _weights[i] * _mention[i];
            left += _mention[i] == 0 && query.Tokens[i].Kind == TokenKind.Word ? _weights[i] : 0;
        }

        MentionWeight = (all, explained);
        float productAll = 0, productExplained = 0, productLeft = 0;
        var vocabulary = index.Vocabulary;
        for (var j = 0; j < profile.NameTerms; j++)
        {
            var term = profile.Terms[j];
            var weight = vocabulary.Weight(term);
            productAll += weight;
            productExplained += weight * _product[j];
            productLeft += _product[j] == 0 && vocabulary.Kind(term) == TokenKind.Word ? weight : 0;
        }

        ProductWeight = (productAll, productExplained);
        WordsLeft = (left, productLeft);
    }
}
