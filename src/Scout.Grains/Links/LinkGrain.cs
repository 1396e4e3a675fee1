using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Scout.Contracts.Links;
using Scout.Contracts.Quality;
using Scout.Linking.Matching;
using Scout.Linking.Mentions;
using Scout.Storage.Catalog;
using Scout.Storage.Links;
using Scout.Storage.Quality;
using LinkCandidate = Scout.Contracts.Links.LinkCandidate;
using LinkEvidence = Scout.Contracts.Links.LinkEvidence;
using LinkExplanation = Scout.Contracts.Links.LinkExplanation;
using LinkMethod = Scout.Domain.Links.LinkMethod;
using LinkState = Scout.Domain.Links.LinkState;

namespace Scout.Grains.Links;

/// <summary>Shows links and takes what people say about them. Stateless: who says what about one mention is put in order by its row.</summary>
[StatelessWorker]
internal sealed class LinkGrain(ILinkStore links, ICatalogStore catalog, CatalogBook book, TimeProvider time, IOptions<ProductLinkingOptions> options) : Grain, ILinkGrain
{
    private const int AliasLettersMin = 3;

    private readonly ProductLinkingOptions _options = options.Value;

    public async ValueTask<ListPage<LinkView>> ReadPageAsync(LinkQuery query)
    {
        var after = query is { AfterRank: { } rank, AfterMentionId: { } last } ? new LinkPlace(rank, last) : (LinkPlace?)null;
        var order = query.Order == LinkListOrder.Lines ? LinkOrder.Lines : LinkOrder.Confidence;
        var rows = await links.ReadPageAsync(new LinkFilter(query.State, query.Method, order, after, query.Limit + 1), CancellationToken.None);
        return new ListPage<LinkView>([.. rows.Take(query.Limit).Select(LinkViews.Of)], rows.Count > query.Limit);
    }

    public async ValueTask<List<LinkView>> ReadSampleAsync(int rowsMax)
    {
        var pivot = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;
        return [.. (await links.ReadSampleAsync(pivot, rowsMax, CancellationToken.None)).Select(LinkViews.Of)];
    }

    public async ValueTask<LinkView?> FindAsync(long mentionId) =>
        await links.FindAsync(mentionId, CancellationToken.None) is { } link ? LinkViews.Of(link) : null;

    public async ValueTask<LinkReply> AcceptAsync(long mentionId, string? productId, bool sampled, OperatorAct act)
    {
        if (await links.FindAsync(mentionId, CancellationToken.None) is not { } link)
            return new LinkReply(LinkReplyStatus.NotFound);
        if ((productId ?? link.ProductId) is not { } product)
            return new LinkReply(LinkReplyStatus.NoProduct, LinkViews.Of(link), Detail: "The mention stands at no product: name the one that it is.");

        var alias = await FindAliasAsync(link.Mention);
        var accepted = await links.AcceptAsync(new LinkAcceptance(mentionId, product, alias, sampled, ToAct(act)), CancellationToken.None);
        if (accepted is null)
            return new LinkReply(LinkReplyStatus.UnknownProduct, LinkViews.Of(link), Detail: $"'{product}' is not an active product of the catalogue.");
        var detail = alias is null ? "The name says too little to become another name of the product."
            : accepted.AliasOf is { } other ? $"The name is another name of '{other}' already."
            : null;
        return new LinkReply(LinkReplyStatus.Done, LinkViews.Of(accepted.Link), accepted.AliasWritten ? alias : null, detail);
    }

    public async ValueTask<LinkReply> RejectAsync(long mentionId, string? productId, bool sampled, OperatorAct act)
    {
        if (await links.FindAsync(mentionId, CancellationToken.None) is not { } link)
            return new LinkReply(LinkReplyStatus.NotFound);

        // What is merely nearest was never told as a link. A word that comes twice, because its first answer was lost, must not reject that one too.
        var stood = link.State is LinkState.Linked or LinkState.Review ? link.ProductId : null;
        if ((productId ?? stood) is not { } product)
        {
            return link.Rejected.Count > 0
                ? new LinkReply(LinkReplyStatus.Done, LinkViews.Of(link), Detail: "The mention stands at no product: nothing was changed.")
                : new LinkReply(LinkReplyStatus.NoProduct, LinkViews.Of(link), Detail: "The mention stands at no product: name the one that it is not.");
        }

        if (productId is not null && productId != link.ProductId && await catalog.FindAsync(product, CancellationToken.None) is null)
            return new LinkReply(LinkReplyStatus.UnknownProduct, LinkViews.Of(link), Detail: $"'{product}' is not a product of the catalogue.");

        var edition = await book.GetAsync();
        var next = LinkJudge.Decide(edition.Matcher, link.Mention, [.. link.Rejected, product], _options);

        // No name is taken away where a person linked the mention to another product.
        var alias = NormalText.OfName(link.Mention.ProductName) is { Length: > 0 } name ? name : null;
        var rejected = await links.RejectAsync(
            new LinkRejection(mentionId, product, next, edition.Version.Current, alias, sampled, ToAct(act)), CancellationToken.None);
        return rejected is null ? new LinkReply(LinkReplyStatus.NotFound) : new LinkReply(LinkReplyStatus.Done, LinkViews.Of(rejected));
    }

    public async ValueTask<LinkExplanation?> ExplainAsync(long mentionId)
    {
        if (await links.FindAsync(mentionId, CancellationToken.None) is not { } link)
            return null;
        var edition = await book.GetAsync();
        var asked = LinkJudge.ToMention(link.Mention);
        var decision = LinkJudge.Decide(edition.Matcher, link.Mention, link.Rejected, _options);
        var explained = edition.Matcher.Explain(asked);
        var candidates = explained.Candidates.Select(candidate => ToCandidate(candidate, explained.Decision)).ToList();

        // What an exact key found need not be among those that were weighed.
        if (explained.Decision is { ProductId: { } found } && candidates.TrueForAll(candidate => candidate.ProductId != found))
        {
            var product = await catalog.FindAsync(found, CancellationToken.None);
            candidates.Insert(0, new LinkCandidate
            {
                ProductId = found,
                ProductName = product?.Product.ProductName,
                Method = LinkJudge.ToMethod(explained.Decision.Method) ?? LinkMethod.Fuzzy,
                Confidence = LinkJudge.Round(explained.Decision.Confidence),
                Evidence = [],
                Vetoes = [],
            });
        }

        return new LinkExplanation
        {
            Link = LinkViews.Of(link),
            WouldBe = decision.State,
            CatalogVersion = edition.Version.Current,
            LinkAt = _options.LinkAt,
            ReviewAt = _options.ReviewAt,
            NormalisedName = NormalText.OfName(link.Mention.ProductName),
            Candidates = candidates,
            Rejected = [.. link.Rejected],
        };
    }

    public async ValueTask<LinkCoverage> ReadCoverageAsync(DateOnly from, DateOnly to)
    {
        var rows = await links.ReadCoverageAsync(from, to, CancellationToken.None);
        var reviews = (await links.ReadReviewsAsync(CancellationToken.None)).Where(review => review.Sampled).ToList();
        return new LinkCoverage
        {
            Shares =
            [
                .. rows.GroupBy(row => (row.State, row.Method)).OrderBy(share => share.Key.State).ThenBy(share => share.Key.Method).Select(share => new CoverageShare(
                    share.Key.State, share.Key.Method, share.Sum(row => row.Mentions), share.Sum(row => row.Lines),
                    [
                        .. share.Where(row => row.Currency is not null).OrderBy(row => row.Currency, StringComparer.Ordinal)
                            .Select(row => new LinkMoney(row.Currency!, Domain.Stores.StoreFigures.Normalise(row.Revenue))),
                    ])),
            ],
            Precision =
            [
                WilsonInterval.Of(null, reviews.Sum(review => review.Accepted), reviews.Sum(review => review.Rejected)),
                .. reviews.OrderBy(review => review.Method).Select(review => WilsonInterval.Of(review.Method, review.Accepted, review.Rejected)),
            ],
            CatalogVersion = (await book.GetAsync()).Version.Current,
        };
    }

    private static LinkCandidate ToCandidate(Linking.Matching.LinkCandidate candidate, Linking.Matching.LinkDecision decision)
    {
        // Exact keys outrank the weighing; a rival's confidence is what it would have alone.
        var isAnswer = candidate.ProductId == decision.ProductId;
        return new LinkCandidate
        {
            ProductId = candidate.ProductId,
            ProductName = candidate.ProductName,
            Method = isAnswer ? LinkJudge.ToMethod(decision.Method) ?? LinkMethod.Fuzzy : LinkMethod.Fuzzy,
            Confidence = LinkJudge.Round(isAnswer ? decision.Confidence : 1 / (1 + Math.Exp(-candidate.LogOdds))),
            Evidence = [.. candidate.Evidence.Select(one => new LinkEvidence(one.Feature, one.Value, one.Contribution))],
            Vetoes = [.. Enum.GetValues<LinkVetoes>().Where(veto => veto != LinkVetoes.None && candidate.Vetoes.HasFlag(veto)).Select(LinkViews.WordOf)],
        };
    }

    /// <summary>The name of a mention as another name of a product; null when it could as well mean others.</summary>
    private async Task<string?> FindAliasAsync(Storage.Links.Mention mention)
    {
        var name = NormalText.OfName(mention.ProductName);
        if (name.Count(char.IsLetter) < AliasLettersMin)
            return null;
        var edition = await book.GetAsync();
        return edition.Matcher.Explain(new Linking.Mentions.Mention(ProductName: name)).Junk ? null : name;
    }

    private AuditedAct ToAct(OperatorAct act) => new(time.GetUtcNow(), act.By, act.Reason);
}
