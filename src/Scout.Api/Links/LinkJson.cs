using System.Text.Json;
using Scout.Api.Catalog;
using Scout.Api.Http;
using Scout.Api.Reports;
using Scout.Contracts.Links;
using Scout.Domain.Links;
using Scout.Domain.Money;

namespace Scout.Api.Links;

/// <summary>How a mention and its link read.</summary>
internal static class LinkJson
{
    public const string Columns = "mention_id,state,product_id,product_name,method,confidence,told_product_id,told_product_name,told_brand,told_gtin,told_category,told_price,lines,"
        + "first_seen_at,decided_at,decided_by";

    public static void Write(Utf8JsonWriter writer, LinkView link)
    {
        writer.WriteStartObject();
        WriteMembers(writer, link);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of a link into an object that has others too.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, LinkView link)
    {
        var stands = LinkParts.IsProposed(link.State);
        writer.WriteString("mention_id", LinkParts.IdOf(link.MentionId));
        LinkParts.WriteLink(writer, link.State, link.ProductId, link.Method, link.Confidence);
        writer.WriteOptional("product_name", stands ? link.ProductName : null);
        writer.WriteBoolean("manual", link.Manual);
        WriteTold(writer, link);
        WriteNearest(writer, link);
        writer.WriteInstant("first_seen_at", link.FirstSeenAt);
        writer.WriteInstant("decided_at", link.DecidedAt);
        writer.WriteOptional("decided_by", link.DecidedBy);
        writer.WriteNumber("catalog_version", link.CatalogVersion);
        writer.WriteNumber("lines", link.Lines);
        LinkParts.WriteMoney(writer, "revenue", link.Revenue);
    }

    public static void Add(CsvText csv, LinkView link)
    {
        var stands = LinkParts.IsProposed(link.State);
        _ = csv.Add(
            LinkParts.IdOf(link.MentionId), LinkWords.Of(link.State), stands ? link.ProductId : null, stands ? link.ProductName : null,
            stands ? LinkParts.WordOf(link.Method) : null, stands ? link.Confidence : null,
            link.ToldId, link.ToldName, link.ToldBrand, link.ToldGtin, link.ToldCategory, link.ToldPriceUnits is { } price ? Amount.ToDecimal(price) : null, link.Lines,
            link.FirstSeenAt, link.DecidedAt, link.DecidedBy);
    }

    private static void WriteTold(Utf8JsonWriter writer, LinkView link)
    {
        writer.WriteStartObject("told");
        writer.WriteString("product_id", link.ToldId);
        writer.WriteOptional("product_name", link.ToldName);
        writer.WriteOptional("brand", link.ToldBrand);
        writer.WriteOptional("gtin", link.ToldGtin);
        writer.WriteOptional("category", link.ToldCategory);
        writer.WriteAmount("price", link.ToldPriceUnits);
        writer.WriteEndObject();
    }

    // What was not near enough is told apart from the link, so that nobody takes it for one.
    private static void WriteNearest(Utf8JsonWriter writer, LinkView link)
    {
        if (LinkParts.IsProposed(link.State) || link.ProductId is null)
        {
            writer.WriteNull("nearest");
            return;
        }

        writer.WriteStartObject("nearest");
        writer.WriteString("product_id", link.ProductId);
        writer.WriteOptional("product_name", link.ProductName);
        writer.WriteOptional("method", LinkParts.WordOf(link.Method));
        LinkParts.WriteConfidence(writer, link.Confidence);
        writer.WriteEndObject();
    }
}
