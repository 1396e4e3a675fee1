using System.Globalization;
using Scout.Api.Stores;
using Scout.Contracts.Links;
using Scout.Domain.Links;

namespace Scout.Api.Links;

/// <summary>Reads the questions about links from path and query, and names every fault.</summary>
internal static class LinkParameters
{
    private const string AnyWord = "all";
    private const int SampleMax = 1000;
    private static readonly string[] OtherNames = ["state", "method", "order", "cursor", "limit"];

    public static bool TryGetMention(HttpContext context, out long mentionId) =>
        long.TryParse(context.GetRouteValue("mention_id") as string, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out mentionId);

    /// <summary>Reads state, method, order and place.</summary>
    public static LinkQuery ReadQuery(HttpContext context, Dictionary<string, string[]> errors)
    {
        if (!Paging.TryRead(context, out var page, out var pageErrors))
        {
            foreach (var (name, faults) in pageErrors)
                errors[name] = faults;
        }

        var state = ReadWord(context, "state", LinkWords.FindState, LinkWords.Of, errors);
        var method = ReadWord(context, "method", LinkWords.FindMethod, LinkWords.Of, errors);
        var order = ReadOrder(context, errors);
        var (rank, mention) = ReadPlace(page, order, errors);
        return new LinkQuery(state, method, order, rank, mention, page.Limit);
    }

    /// <summary>Reads <c>sample</c>: how many links to draw at random; null when it is absent.</summary>
    public static int? ReadSample(HttpContext context, Dictionary<string, string[]> errors)
    {
        if (!context.Request.Query.TryGetValue("sample", out var sent))
            return null;
        if (!int.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var sample) || sample is < 1 or > SampleMax)
            errors.Add("sample", [$"must be a whole number from 1 to {SampleMax}"]);
        foreach (var other in OtherNames.Where(context.Request.Query.ContainsKey))
            errors[other] = ["cannot stand beside sample"];
        return sample;
    }

    /// <summary>The cursor of what follows a link. It tells its order too: a place in one order is none in another.</summary>
    public static string CursorAfter(LinkView last, LinkListOrder order) =>
        Paging.CursorAfter(string.Create(CultureInfo.InvariantCulture, $"{Word(order)}:{last.RankBy(order)}:{last.MentionId}"));

    private static (decimal? Rank, long? Mention) ReadPlace(Page page, LinkListOrder order, Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrEmpty(page.After))
            return (null, null);
        if (page.After.Split(':') is [var word, var rankText, var idText] && word == Word(order)
            && decimal.TryParse(rankText, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rank)
            && long.TryParse(idText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            return (rank, id);
        _ = errors.TryAdd("cursor", ["must be the next_cursor of an earlier answer in this order"]);
        return (null, null);
    }

    private static LinkListOrder ReadOrder(HttpContext context, Dictionary<string, string[]> errors)
    {
        var sent = context.Request.Query["order"].ToString();
        if (sent == Word(LinkListOrder.Lines))
            return LinkListOrder.Lines;
        if (sent.Length > 0 && sent != Word(LinkListOrder.Confidence))
            errors.Add("order", [$"must be {Word(LinkListOrder.Confidence)} or {Word(LinkListOrder.Lines)}"]);
        return LinkListOrder.Confidence;
    }

    private static TWord? ReadWord<TWord>(HttpContext context, string name, Func<string, TWord?> find, Func<TWord, string> of, Dictionary<string, string[]> errors)
        where TWord : struct, Enum
    {
        var sent = context.Request.Query[name].ToString();
        if (sent is "" or AnyWord)
            return null;
        if (find(sent) is { } word)
            return word;
        errors.Add(name, [$"must be one of {string.Join(", ", Enum.GetValues<TWord>().Select(of))} or {AnyWord}"]);
        return null;
    }

    private static string Word(LinkListOrder order) => order == LinkListOrder.Lines ? "lines" : "confidence";
}
