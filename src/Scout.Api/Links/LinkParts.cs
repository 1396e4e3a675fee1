using System.Globalization;
using System.Text.Json;
using Scout.Api.Http;
using Scout.Contracts.Links;
using Scout.Domain.Links;
using Scout.Domain.Stores;

namespace Scout.Api.Links;

/// <summary>What all that is told of links has in common.</summary>
internal static class LinkParts
{
    /// <summary>64 bits are more than a number of JSON holds safely, so ids of mentions are texts.</summary>
    public static string IdOf(long mentionId) => mentionId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes product, method and confidence of a link: what it is linked to, or in review what is proposed. Where there is nothing they are null.</summary>
    public static void WriteLink(Utf8JsonWriter writer, LinkState state, string? productId, LinkMethod? method, decimal? confidence)
    {
        var stands = IsProposed(state) && productId is not null;
        writer.WriteString("state", LinkWords.Of(state));
        writer.WriteOptional("product_id", stands ? productId : null);
        writer.WriteOptional("method", stands ? WordOf(method) : null);
        WriteConfidence(writer, stands ? confidence : null);
    }

    /// <summary>Whether a mention in that state stands at a product: linked to it, or put before a person.</summary>
    public static bool IsProposed(LinkState state) => state is LinkState.Linked or LinkState.Review;

    public static string? WordOf(LinkMethod? method) => method is { } known ? LinkWords.Of(known) : null;

    public static void WriteConfidence(Utf8JsonWriter writer, decimal? confidence)
    {
        if (confidence is { } known)
            writer.WriteNumber("confidence", StoreFigures.Normalise(known));
        else
            writer.WriteNull("confidence");
    }

    /// <summary>Writes money by currency; a null currency is the store's own.</summary>
    public static void WriteMoney(Utf8JsonWriter writer, string name, IEnumerable<LinkMoney> money)
    {
        writer.WriteStartArray(name);
        foreach (var one in money)
        {
            writer.WriteStartObject();
            writer.WriteOptional("currency", CurrencyOf(one));
            writer.WriteNumber("revenue", StoreFigures.Normalise(one.Revenue));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static string? CurrencyOf(LinkMoney money) => money.Currency.Length == 0 ? null : money.Currency;
}
