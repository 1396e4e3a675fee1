using Scout.Linking.Catalog;
using Scout.Linking.Reading;

namespace Scout.Linking.Matching;

/// <summary>Whether two names tell one model or part number, two, or only one of them tells any.</summary>
internal sealed class ModelComparison(Vocabulary vocabulary)
{
    // Shares of the greatest weight between which a term turns from common to rare.
    private const float CommonShare = 0.3f;
    private const float RareShare = 0.7f;

    private readonly List<string> _mention = [];
    private readonly List<string> _product = [];
    private readonly bool[] _inCompound = new bool[CatalogIndexBuilder.TermsMax + NameReader.TokensMax * 2];

    public void Measure(Query query, ProductProfile profile, TermAlignment alignment, Span<float> features)
    {
        var agrees = 0f;
        CollectMention(query, alignment, ref agrees);
        var mentionHas = _mention.Count > 0 || agrees > 0;
        CollectProduct(profile, alignment, ref agrees);
        var productHas = _product.Count > 0 || agrees > 0;
        var differs = _mention.Count > 0 && _product.Count > 0 ? 0.5f : 0;
        foreach (var left in _mention)
        {
            foreach (var right in _product)
            {
                var agree = ModelNumbers.Agree(left, right) * ModelNumbers.Strength(left);
                agrees = MathF.Max(agrees, agree);
                if (agree == 0 && ModelNumbers.AreSiblings(left, right))
                    differs = 1;
            }
        }

        features[(int)PairFeature.ModelAgrees] = agrees;
        features[(int)PairFeature.ModelDiffers] = agrees >= 0.75f ? 0 : differs;
        features[(int)PairFeature.ModelOneSided] = mentionHas != productHas ? 1 : 0;
    }

    /// <summary>Gathers the model numbers that the product has nothing for; those that it has are agreed on.</summary>
    private void CollectMention(Query query, TermAlignment alignment, ref float agrees)
    {
        _mention.Clear();
        var tokens = query.Tokens;
        var matches = alignment.MentionMatches(query);
        Array.Clear(_inCompound, 0, tokens.Count);
        foreach (var (first, count, text, term) in query.Compounds)
        {
            Take(text, term, IsMatched(matches.Slice(first, count)), _mention, ref agrees);
            _inCompound.AsSpan(first, count).Fill(true);
        }

        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Model && !_inCompound[i])
                Take(tokens[i].Text, tokens[i].Term, matches[i] > 0, _mention, ref agrees);
        }
    }

    private void CollectProduct(ProductProfile profile, TermAlignment alignment, ref float agrees)
    {
        _product.Clear();
        var matches = alignment.ProductMatches(profile);
        Array.Clear(_inCompound, 0, profile.Terms.Length);
        foreach (var (first, count, term) in profile.Compounds)
        {
            Take(vocabulary.Text(term), term, IsMatched(matches.Slice(first, count)), _product, ref agrees);
            _inCompound.AsSpan(first, count).Fill(true);
        }

        for (var j = 0; j < profile.Terms.Length; j++)
        {
            if (!_inCompound[j] && vocabulary.Kind(profile.Terms[j]) == TokenKind.Model)
                Take(vocabulary.Text(profile.Terms[j]), profile.Terms[j], matches[j] > 0, _product, ref agrees);
        }
    }

    private static bool IsMatched(ReadOnlySpan<float> matches) => !matches.Contains(0);

    /// <summary>"1080p" and "mp3" look like model numbers, but half the catalogue has them: only a rare one identifies.</summary>
    private void Take(string model, int term, bool matched, List<string> left, ref float agrees)
    {
        var rarity = term < 0 ? 1 : Math.Clamp((vocabulary.Weight(term) / vocabulary.WeightMax - CommonShare) / (RareShare - CommonShare), 0, 1);
        if (matched)
            agrees = MathF.Max(agrees, ModelNumbers.Strength(model) * rarity);
        else if (rarity > 0.5f)
            left.Add(model);
    }
}
