using System.Runtime.InteropServices;
using System.Text.Json;
using Scout.Api.Http;
using Scout.Contracts.Links;
using Scout.Domain.Money;
using Scout.Domain.Transactions;

namespace Scout.Api.Links;

/// <summary>Mentions to be matched. Members that are no part of one are ignored, so that lines of a transaction may be sent as they are.</summary>
internal sealed record MatchBody
{
    private const int MentionsMax = 1000;
    private const int FaultsMax = 100;

    public List<MentionInput>? Mentions { get; private init; }

    /// <summary>Puts one member of the body in.</summary>
    public static MatchBody Apply(MatchBody asked, JsonProperty member, Dictionary<string, string[]> errors)
    {
        if (member.Name != "mentions")
        {
            ObjectReader.RefuseUnknown(errors, member.Name, "a question");
            return asked;
        }

        if (member.Value.ValueKind != JsonValueKind.Array || member.Value.GetArrayLength() is 0 or > MentionsMax)
        {
            errors["mentions"] = [$"must be an array of 1 to {MentionsMax} mentions"];
            return asked;
        }

        var mentions = new List<MentionInput>(member.Value.GetArrayLength());
        foreach (var (place, element) in member.Value.EnumerateArray().Index())
        {
            if (errors.Count >= FaultsMax)
            {
                errors["$"] = [$"may have more faults than the {FaultsMax} named here"];
                break;
            }

            mentions.Add(ReadMention(element, $"mentions[{place}]", errors));
        }

        return asked with { Mentions = mentions };
    }

    private static MentionInput ReadMention(JsonElement element, string path, Dictionary<string, string[]> errors)
    {
        var mention = new MentionInput(null, null, null, null, null);
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors[path] = ["must be an object"];
            return mention;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null)
                continue;
            var (value, at) = (member.Value, $"{path}.{member.Name}");
            mention = member.Name switch
            {
                "product_id" => mention with { ProductId = ReadText(value, TransactionLimits.ProductIdCharactersMax, at, errors) },
                "product_name" => mention with { ProductName = ReadText(value, TransactionLimits.ProductNameCharactersMax, at, errors) },
                "brand" => mention with { Brand = ReadText(value, TransactionLimits.TextCharactersMax, at, errors) },
                "gtin" => mention with { Gtin = ReadText(value, TransactionLimits.TextCharactersMax, at, errors) },
                "price" => mention with { PriceUnits = ReadPrice(value, at, errors) },
                _ => mention,
            };
        }

        return mention;
    }

    private static string? ReadText(JsonElement value, int charactersMax, string path, Dictionary<string, string[]> errors)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            errors[path] = ["must be a string"];
            return null;
        }

        var text = value.GetString()!;
        if (text.Length > charactersMax && text.EnumerateRunes().Count() > charactersMax)
            errors[path] = [$"must have at most {charactersMax} characters"];
        else if (PrintableText.HasControl(text))
            errors[path] = ["must not hold control characters"];
        return text;
    }

    private static long? ReadPrice(JsonElement value, string path, Dictionary<string, string[]> errors)
    {
        if (AmountText.Read(JsonMarshal.GetRawUtf8Value(value), out var price) is not { } fault)
            return price.Units;
        errors[path] = [fault];
        return null;
    }
}
