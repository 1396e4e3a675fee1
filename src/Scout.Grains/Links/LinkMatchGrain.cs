using Orleans.Concurrency;
using Scout.Contracts.Links;
using Scout.Domain.Money;
using Scout.Linking.Mentions;

namespace Scout.Grains.Links;

/// <summary>Answers from the catalogue of this silo's memory, once that has what was saved before the question.</summary>
[StatelessWorker]
internal sealed class LinkMatchGrain(CatalogBook book) : Grain, ILinkMatchGrain
{
    public async ValueTask<LinkMatchReply> MatchAsync(List<MentionInput> mentions)
    {
        var edition = await book.GetFreshAsync();
        var results = await Task.Run(() => mentions.ConvertAll(input => Match(edition, input)));
        return new LinkMatchReply(results, edition.Version.Current);
    }

    private static LinkMatch Match(CatalogEdition edition, MentionInput input)
    {
        var price = input.PriceUnits is { } units ? new Amount(units) : (Amount?)null;
        var found = edition.Matcher.Match(new Mention(input.ProductId, input.ProductName, input.Brand, input.Gtin, price));
        return found.ProductId is { } product ? new LinkMatch(product, LinkJudge.ToMethod(found.Method), LinkJudge.Round(found.Confidence)) : default;
    }
}
