using System.Text.Json;
using Scout.Api.Hosting;
using Scout.Api.Http;
using Scout.Api.Reports;
using Scout.Contracts.Links;

namespace Scout.Api.Links;

/// <summary><c>/v1/links</c>: which products the things mean that devices name, and what people say to it.</summary>
internal static class LinkEndpoints
{
    private const string NoMention = "There is no mention of that id.";

    public static void MapLinks(this IEndpointRouteBuilder routes, IGrainFactory grains)
    {
        routes.MapRead("/v1/links", context => ListAsync(context, grains));
        routes.MapRead("/v1/links/{mention_id}", context => GetAsync(context, grains));
        routes.MapRead("/v1/links/{mention_id}/explain", context => ExplainAsync(context, grains));
        routes.MapPost("/v1/links/{mention_id}/accept", context => ReviewAsync(
            context, grains, "accepted", static (grain, id, review) => grain.AcceptAsync(id, review.ProductId, review.Sampled, review.Act)));
        routes.MapPost("/v1/links/{mention_id}/reject", context => ReviewAsync(
            context, grains, "rejected", static (grain, id, review) => grain.RejectAsync(id, review.ProductId, review.Sampled, review.Act)));
    }

    private static async Task ListAsync(HttpContext context, IGrainFactory grains)
    {
        var errors = new Dictionary<string, string[]>();
        var (query, asCsv) = (LinkParameters.ReadQuery(context, errors), ReportParameters.ReadCsv(context, "json", errors));
        var sample = LinkParameters.ReadSample(context, errors);
        if (errors.Count > 0)
        {
            await Problems.InvalidAsync(context, errors);
            return;
        }

        var links = grains.GetGrain<ILinkGrain>(0);
        if (sample is { } count)
            await WriteSampleAsync(context, await links.ReadSampleAsync(count), asCsv);
        else if (asCsv)
            await CsvPages.WriteAsync(context, LinkJson.Columns, query, asked => links.ReadPageAsync(asked), LinkJson.Add, Next);
        else
            await WritePageAsync(context, query, grains);
    }

    private static LinkQuery Next(LinkQuery query, LinkView last, int limit) =>
        query with { AfterRank = last.RankBy(query.Order), AfterMentionId = last.MentionId, Limit = limit };

    private static async Task WritePageAsync(HttpContext context, LinkQuery query, IGrainFactory grains)
    {
        var found = await grains.GetGrain<ILinkGrain>(0).ReadPageAsync(query);
        await JsonReply.WriteAsync(context, 200, (found, query.Order), static (writer, state) =>
            WriteItems(writer, state.found.Items, state.found.HasMore ? LinkParameters.CursorAfter(state.found.Items[^1], state.Order) : null));
    }

    private static async Task WriteSampleAsync(HttpContext context, List<LinkView> sample, bool asCsv)
    {
        if (!asCsv)
        {
            await JsonReply.WriteAsync(context, 200, sample, static (writer, sample) => WriteItems(writer, sample, null));
            return;
        }

        var csv = new CsvText(LinkJson.Columns);
        foreach (var link in sample)
            LinkJson.Add(csv, link);
        context.Response.ContentType = CsvPages.ContentType;
        await context.Response.WriteAsync(csv.ToString(), context.RequestAborted);
    }

    private static void WriteItems(Utf8JsonWriter writer, List<LinkView> links, string? nextCursor)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var link in links)
            LinkJson.Write(writer, link);
        writer.WriteEndArray();
        writer.WriteOptional("next_cursor", nextCursor);
        writer.WriteEndObject();
    }

    private static async Task GetAsync(HttpContext context, IGrainFactory grains)
    {
        if (LinkParameters.TryGetMention(context, out var mention) && await grains.GetGrain<ILinkGrain>(0).FindAsync(mention) is { } link)
            await JsonReply.WriteAsync(context, 200, link, LinkJson.Write);
        else
            await Problems.NotFoundAsync(context, NoMention);
    }

    private static async Task ExplainAsync(HttpContext context, IGrainFactory grains)
    {
        if (LinkParameters.TryGetMention(context, out var mention) && await grains.GetGrain<ILinkGrain>(0).ExplainAsync(mention) is { } explanation)
            await JsonReply.WriteAsync(context, 200, explanation, ExplanationJson.Write);
        else
            await Problems.NotFoundAsync(context, NoMention);
    }

    private static async Task ReviewAsync(HttpContext context, IGrainFactory grains, string word, Func<ILinkGrain, long, LinkReview, ValueTask<LinkReply>> act)
    {
        if (await LinkReview.ReadAsync(context) is not { } review)
            return;
        if (!LinkParameters.TryGetMention(context, out var mention))
        {
            await Problems.NotFoundAsync(context, NoMention);
            return;
        }

        var reply = await context.CallClusterAsync(() => act(grains.GetGrain<ILinkGrain>(0), mention, review));
        await (reply.Status switch
        {
            LinkReplyStatus.NotFound => Problems.NotFoundAsync(context, NoMention),
            LinkReplyStatus.NoProduct => Problems.DecidedAsync(context, reply.Detail ?? "The mention stands at no product. Name one in product_id."),
            LinkReplyStatus.UnknownProduct => Problems.InvalidAsync(context, "product_id", reply.Detail ?? "is not an active product of the catalogue"),
            _ => AnswerAsync(context, reply, word),
        });
    }

    private static Task AnswerAsync(HttpContext context, LinkReply reply, string word) => JsonReply.WriteAsync(context, 200, (reply, word), static (writer, state) =>
    {
        writer.WriteStartObject();
        writer.WriteString("status", state.word);
        LinkJson.WriteMembers(writer, state.reply.Link!);
        writer.WriteOptional("alias", state.reply.Alias);
        writer.WriteOptional("detail", state.reply.Detail);
        writer.WriteEndObject();
    });
}
