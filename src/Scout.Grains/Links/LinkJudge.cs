using System.Globalization;
using Scout.Domain.Links;
using Scout.Linking.Matching;
using Scout.Linking.Mentions;
using LinkDecision = Scout.Storage.Links.LinkDecision;
using LinkMethod = Scout.Domain.Links.LinkMethod;
using StoredMention = Scout.Storage.Links.Mention;

namespace Scout.Grains.Links;

/// <summary>Turns what the matcher says into a decision: by the thresholds, and never to what a person rejected.</summary>
internal static class LinkJudge
{
    /// <summary>What is below this is told as nothing near; the matcher's own default.</summary>
    public static LinkingOptions ToMatching(this ProductLinkingOptions options) => new() { LinkedFrom = (double)options.LinkAt, ReviewFrom = (double)options.ReviewAt };

    /// <summary>What decisions depend on beside mention and catalogue: when it changes, all are made again.</summary>
    public static string PolicyOf(ProductLinkingOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"link {options.LinkAt:0.0000} review {options.ReviewAt:0.0000} text {NormalText.Version}");

    public static LinkDecision Decide(Matcher matcher, StoredMention mention, IReadOnlyList<string> rejected, ProductLinkingOptions options)
    {
        var asked = ToMention(mention);
        var found = matcher.Match(asked);
        if (found.ProductId is { } best && rejected.Contains(best, StringComparer.Ordinal))
            return DecideOtherwise(matcher, mention.MentionId, asked, rejected, options);
        return found.ProductId is { } product
            ? Of(mention.MentionId, product, ToMethod(found.Method), found.Confidence, options)
            : new LinkDecision(mention.MentionId, LinkState.Unlinked, null, null, 0);
    }

    public static Mention ToMention(StoredMention told) => new(told.ProductId, told.ProductName, told.Brand, told.Gtin, told.Price);

    /// <summary>With four decimals, as it is stored: what is shown is what was compared with the thresholds.</summary>
    public static decimal Round(double confidence) => decimal.Round((decimal)Math.Clamp(confidence, 0, 1), 4);

    public static LinkState StateOf(decimal confidence, ProductLinkingOptions options) =>
        confidence >= options.LinkAt ? LinkState.Linked : confidence >= options.ReviewAt ? LinkState.Review : LinkState.Unlinked;

    public static LinkMethod? ToMethod(Linking.Matching.LinkMethod method) => method.Word() is { } word ? LinkWords.FindMethod(word) : null;

    /// <summary>
    /// The next best of what is not rejected. A person has found the matcher wrong about this very mention, so it is asked to be surer than
    /// its rival was: it goes to review at most.
    /// </summary>
    private static LinkDecision DecideOtherwise(Matcher matcher, long mentionId, Mention asked, IReadOnlyList<string> rejected, ProductLinkingOptions options)
    {
        var next = matcher.Explain(asked).Candidates.FirstOrDefault(candidate => !rejected.Contains(candidate.ProductId, StringComparer.Ordinal));
        var odds = next is null ? 0 : 1 / (1 + Math.Exp(-next.LogOdds));
        if (next is null || odds < matcher.Options.AnsweredFrom)
            return new LinkDecision(mentionId, LinkState.Unlinked, null, null, 0);
        var decision = Of(mentionId, next.ProductId, LinkMethod.Fuzzy, Math.Min(odds, (double)options.LinkAt - 0.0001), options);
        return decision.State == LinkState.Linked ? decision with { State = LinkState.Review } : decision;
    }

    private static LinkDecision Of(long mentionId, string product, LinkMethod? method, double confidence, ProductLinkingOptions options)
    {
        var rounded = Round(confidence);
        return new LinkDecision(mentionId, StateOf(rounded, options), product, method, rounded);
    }
}
