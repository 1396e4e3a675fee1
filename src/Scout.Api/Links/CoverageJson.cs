using System.Globalization;
using System.Text.Json;
using Scout.Api.Http;
using Scout.Contracts.Links;
using Scout.Domain.Links;
using Scout.Domain.Stores;

namespace Scout.Api.Links;

/// <summary>How coverage reads: in shares of mentions, of lines and of each currency's money, then by state and method.</summary>
internal static class CoverageJson
{
    private const int Decimals = 4;

    public static void Write(Utf8JsonWriter writer, (DateOnly From, DateOnly To, LinkCoverage Coverage) answer)
    {
        var coverage = answer.Coverage;
        writer.WriteStartObject();
        writer.WriteString("from", Day(answer.From));
        writer.WriteString("to", Day(answer.To));
        writer.WriteNumber("catalog_version", coverage.CatalogVersion);
        WriteCount(writer, "mentions", coverage.Shares, share => share.Mentions);
        WriteCount(writer, "lines", coverage.Shares, share => share.Lines);
        WriteMoney(writer, coverage.Shares);
        writer.WriteStartArray("by_method");
        foreach (var share in coverage.Shares)
        {
            writer.WriteStartObject();
            writer.WriteString("state", LinkWords.Of(share.State));
            writer.WriteOptional("method", LinkParts.WordOf(share.Method));
            writer.WriteNumber("mentions", share.Mentions);
            writer.WriteNumber("lines", share.Lines);
            LinkParts.WriteMoney(writer, "revenue", share.Revenue);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("precision");
        foreach (var sampled in coverage.Precision)
            Write(writer, sampled);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter writer, string name, List<CoverageShare> shares, Func<CoverageShare, long> count)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("total", shares.Sum(count));
        foreach (var state in Enum.GetValues<LinkState>())
            writer.WriteNumber(LinkWords.Of(state), shares.Where(share => share.State == state).Sum(count));
        WriteShare(writer, "linked_share", shares.Where(share => share.State == LinkState.Linked).Sum(count), shares.Sum(count));
        writer.WriteEndObject();
    }

    // Two currencies are never added.
    private static void WriteMoney(Utf8JsonWriter writer, List<CoverageShare> shares)
    {
        writer.WriteStartArray("revenue");
        foreach (var currency in shares.SelectMany(share => share.Revenue).GroupBy(money => money.Currency).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var total = currency.Sum(money => money.Revenue);
            var linked = shares.Where(share => share.State == LinkState.Linked).SelectMany(share => share.Revenue)
                .Where(money => money.Currency == currency.Key).Sum(money => money.Revenue);
            writer.WriteStartObject();
            writer.WriteOptional("currency", LinkParts.CurrencyOf(currency.First()));
            writer.WriteNumber("total", StoreFigures.Normalise(total));
            writer.WriteNumber("linked", StoreFigures.Normalise(linked));
            WriteShare(writer, "linked_share", linked, total);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteShare(Utf8JsonWriter writer, string name, decimal part, decimal whole)
    {
        if (whole == 0)
            writer.WriteNull(name);
        else
            writer.WriteNumber(name, StoreFigures.Normalise(Math.Round(part / whole, Decimals)));
    }

    private static void Write(Utf8JsonWriter writer, SampledPrecision sampled)
    {
        writer.WriteStartObject();
        writer.WriteOptional("method", LinkParts.WordOf(sampled.Method));
        writer.WriteNumber("reviewed", sampled.Reviewed);
        writer.WriteNumber("right", sampled.Right);
        WriteMeasure(writer, "precision", sampled.Precision);
        WriteMeasure(writer, "low", sampled.Low);
        WriteMeasure(writer, "high", sampled.High);
        writer.WriteEndObject();
    }

    private static void WriteMeasure(Utf8JsonWriter writer, string name, double? measure)
    {
        if (measure is { } known)
            writer.WriteNumber(name, Math.Round(known, Decimals));
        else
            writer.WriteNull(name);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
