using Scout.Api.Http;
using Scout.Contracts.Links;

namespace Scout.Api.Links;

/// <summary><c>POST /v1/links/match</c>: which products names mean. Stores nothing.</summary>
internal static class MatchEndpoint
{
    private const int BytesMax = 8 * 1024 * 1024;
    private const int UnpackedBytesMax = 64 * 1024 * 1024;

    public static void MapMatch(this IEndpointRouteBuilder routes, IGrainFactory grains) =>
        routes.MapPost("/v1/links/match", context => PostAsync(context, grains));

    private static async Task PostAsync(HttpContext context, IGrainFactory grains)
    {
        if (!await MediaTypes.RequireAsync(context, MediaTypes.Json)
            || await BodyReader.ReadAsync(context, BytesMax, UnpackedBytesMax, Problems.RefuseBodyAsync) is not { } body)
            return;
        var (asked, malformed, errors) = ObjectReader.Read(body, new MatchBody(), MatchBody.Apply);
        if (malformed is not null)
        {
            await Problems.MalformedAsync(context, malformed);
            return;
        }

        if (asked is { Mentions: null })
            errors["mentions"] = ["is required"];
        if (asked is not { Mentions: { } mentions } || errors.Count > 0)
        {
            await Problems.InvalidAsync(context, errors);
            return;
        }

        var reply = await grains.GetGrain<ILinkMatchGrain>(0).MatchAsync(mentions);
        await JsonReply.WriteAsync(context, 200, reply, static (writer, reply) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("results");
            foreach (var result in reply.Results)
            {
                writer.WriteStartObject();
                writer.WriteOptional("product_id", result.ProductId);
                writer.WriteOptional("method", LinkParts.WordOf(result.Method));
                LinkParts.WriteConfidence(writer, result.Confidence);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteNumber("catalog_version", reply.CatalogVersion);
            writer.WriteEndObject();
        });
    }
}
