using System.Text.Json;
using Scout.Api.Http;
using Scout.Api.Quality;
using Scout.Contracts.Quality;
using Scout.Domain.Transactions;

namespace Scout.Api.Links;

/// <summary>What a person says about a link, as it is sent; every member may be absent.</summary>
/// <param name="ProductId">The product it is about; null is the one that the mention stands at.</param>
/// <param name="Sampled">Whether the link was drawn at random to be reviewed.</param>
/// <param name="Act">Who and why.</param>
internal sealed record LinkReview(string? ProductId, bool Sampled, OperatorAct Act)
{
    private const int BytesMax = 16 * 1024;

    /// <returns>Null when a refusal was written.</returns>
    public static async ValueTask<LinkReview?> ReadAsync(HttpContext context)
    {
        var empty = new LinkReview(null, false, new OperatorAct(OperatorAct.Unknown, null));
        if (await BodyReader.ReadAsync(context, BytesMax, BytesMax, Problems.RefuseBodyAsync) is not { } body)
            return null;
        if (body.Length == 0)
            return empty;
        if (!await MediaTypes.RequireAsync(context, MediaTypes.Json))
            return null;
        var (review, malformed, errors) = ObjectReader.Read(body, empty, Apply);
        if (malformed is not null)
            await Problems.MalformedAsync(context, malformed);
        else if (review is null)
            await Problems.InvalidAsync(context, errors);
        return review;
    }

    private static LinkReview Apply(LinkReview review, JsonProperty member, Dictionary<string, string[]> errors)
    {
        switch (member.Name)
        {
            case "by" or "reason":
                return review with { Act = ActJson.Apply(review.Act, member, errors, "") };
            case "product_id":
                return review with { ProductId = ReadProduct(member.Value, errors) };
            case "sampled" when member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                return review with { Sampled = member.Value.GetBoolean() };
            case "sampled":
                errors["sampled"] = ["must be true or false"];
                return review;
            default:
                ObjectReader.RefuseUnknown(errors, member.Name, "a review");
                return review;
        }
    }

    private static string? ReadProduct(JsonElement value, Dictionary<string, string[]> errors)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        var id = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (PrintableText.FindIdentifierFault(id, TransactionLimits.ProductIdCharactersMax) is { } fault)
            errors["product_id"] = [fault];
        return id;
    }
}
