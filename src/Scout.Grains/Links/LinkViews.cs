using Scout.Contracts.Links;
using Scout.Linking.Matching;
using Scout.Storage.Links;

namespace Scout.Grains.Links;

/// <summary>Links as they are shown.</summary>
internal static class LinkViews
{
    public static LinkView Of(LinkRecord link) => new()
    {
        MentionId = link.Mention.MentionId,
        ToldId = link.Mention.ProductId,
        ToldName = link.Mention.ProductName,
        ToldBrand = link.Mention.Brand,
        ToldGtin = link.Mention.Gtin,
        ToldCategory = link.Mention.Category,
        ToldPriceUnits = link.Mention.Price?.Units,
        FirstSeenAt = link.Mention.FirstSeenAt,
        State = link.State,
        ProductId = link.ProductId,
        ProductName = link.CatalogName,
        Method = link.Method,
        Confidence = link.Confidence,
        DecidedAt = link.DecidedAt,
        DecidedBy = link.DecidedBy,
        Manual = link.Manual,
        CatalogVersion = link.CatalogVersion,
        Lines = link.Lines,
        Revenue = [.. link.Revenue.Select(sum => new LinkMoney(sum.Currency, sum.Revenue))],
    };

    public static LineLinkView? Of(LineLink? link) => link is null
        ? null
        : new LineLinkView(link.MentionId, link.State, link.ProductId, link.Method, link.Confidence);

    /// <summary>A veto for people.</summary>
    public static string WordOf(LinkVetoes veto) => veto switch
    {
        LinkVetoes.Junk => "the name is a word of the till",
        LinkVetoes.TooLittleInCommon => "fewer than two informative terms in common",
        LinkVetoes.Model => "model numbers differ",
        LinkVetoes.Number => "versions or years differ",
        LinkVetoes.Quantity => "quantities differ",
        LinkVetoes.Brand => "brands differ",
        _ => veto.ToString(),
    };
}
