using System.Collections.Concurrent;
using Scout.Linking.Catalog;
using Scout.Linking.Mentions;

namespace Scout.Linking.Matching;

/// <summary>Decides which product of one catalogue a mention means. Thread-safe; keep one for each index.</summary>
/// <remarks>
/// The decision depends on the mention, the index and the options alone. The ways are tried in the order of <see cref="LinkMethod"/>; the first
/// that finds a product ends the search.
/// </remarks>
public sealed class Matcher(CatalogIndex index, LinkingOptions options)
{
    // Working memory in the size of the catalogue: as many as threads ask at once, kept for the next mention.
    private readonly ConcurrentBag<FuzzySearch> _searches = [];

    public Matcher(CatalogIndex index)
        : this(index, new())
    {
    }

    public CatalogIndex Index => index;

    public LinkingOptions Options => options;

    /// <returns>The best product whatever the thresholds; none where nothing is near.</returns>
    public LinkDecision Match(Mention mention)
    {
        var key = MentionKey.Of(mention);
        return ExactMatch.TryFind(index, mention, key, out var product, out var method, out var confidence)
            ? new(index.Product(product).ProductId, method, confidence)
            : WithSearch(search => search.Decide(mention, key));
    }

    /// <summary>The decision with its evidence and the candidates behind it. For people who ask why: slower than <see cref="Match"/>.</summary>
    public LinkExplanation Explain(Mention mention)
    {
        var key = MentionKey.Of(mention);
        var exact = ExactMatch.TryFind(index, mention, key, out var product, out var method, out var confidence);
        return WithSearch(search => search.Explain(mention, key, exact ? new LinkDecision(index.Product(product).ProductId, method, confidence) : null));
    }

    internal T WithSearch<T>(Func<FuzzySearch, T> ask)
    {
        var search = _searches.TryTake(out var kept) ? kept : new FuzzySearch(index, options);
        var answer = ask(search);
        // Not after an exception: what it was doing is then half done.
        _searches.Add(search);
        return answer;
    }
}
