using System.Text.Json;
using Scout.Api.Http;
using Scout.Contracts.Links;
using Scout.Domain.Links;
using Scout.Domain.Stores;

namespace Scout.Api.Links;

/// <summary>How the reasons of the matcher read.</summary>
internal static class ExplanationJson
{
    private const int Decimals = 4;

    public static void Write(Utf8JsonWriter writer, LinkExplanation explanation)
    {
        writer.WriteStartObject();
        writer.WriteString("mention_id", LinkParts.IdOf(explanation.Link.MentionId));
        writer.WritePropertyName("link");
        LinkJson.Write(writer, explanation.Link);
        writer.WriteString("would_be", LinkWords.Of(explanation.WouldBe));
        writer.WriteNumber("catalog_version", explanation.CatalogVersion);
        writer.WriteStartObject("thresholds");
        writer.WriteNumber("link_at", StoreFigures.Normalise(explanation.LinkAt));
        writer.WriteNumber("review_at", StoreFigures.Normalise(explanation.ReviewAt));
        writer.WriteEndObject();
        writer.WriteString("normalised_name", explanation.NormalisedName);
        writer.WriteStartArray("candidates");
        foreach (var candidate in explanation.Candidates)
            Write(writer, candidate);
        writer.WriteEndArray();
        WriteTexts(writer, "rejected", explanation.Rejected);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, LinkCandidate candidate)
    {
        writer.WriteStartObject();
        writer.WriteString("product_id", candidate.ProductId);
        writer.WriteOptional("product_name", candidate.ProductName);
        writer.WriteString("method", LinkWords.Of(candidate.Method));
        LinkParts.WriteConfidence(writer, candidate.Confidence);
        writer.WriteStartArray("evidence");
        foreach (var evidence in candidate.Evidence)
        {
            writer.WriteStartObject();
            writer.WriteString("feature", evidence.Feature);
            WriteMeasure(writer, "value", evidence.Value);
            WriteMeasure(writer, "contribution", evidence.Contribution);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteTexts(writer, "vetoes", candidate.Vetoes);
        writer.WriteEndObject();
    }

    // A measure is for people: so many places tell all it means, and JSON has no word for what is not a number.
    private static void WriteMeasure(Utf8JsonWriter writer, string name, double measure)
    {
        if (double.IsFinite(measure))
            writer.WriteNumber(name, Math.Round(measure, Decimals));
        else
            writer.WriteNull(name);
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, List<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
