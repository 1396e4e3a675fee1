using System.Globalization;
using System.Text.Json;
using Scout.Api.Http;
using Scout.Api.Reports;
using Scout.Api.Stores;
using Scout.Contracts.Chain;
using Scout.Domain.Stores;

namespace Scout.Api.Chain;

/// <summary>How the chain's figures read.</summary>
internal static class ChainJson
{
    /// <summary>Writes a summary's members: those of the main currency as a store's summary has them, others beside.</summary>
    /// <param name="writer">Within an object.</param>
    /// <param name="window">As asked.</param>
    /// <param name="summary">The figures.</param>
    /// <param name="writeMore">Adds members to each currency, given its place.</param>
    public static void WriteSummary(Utf8JsonWriter writer, SummaryWindow window, ChainSummary summary, Action<Utf8JsonWriter, int> writeMore)
    {
        writer.WriteString("window", SummaryJson.Word(window));
        WriteCurrency(writer, summary.Currencies[0]);
        writeMore(writer, 0);
        writer.WriteNumber("stores_known", summary.Stores);
        writer.WriteInstant("from", summary.From);
        writer.WriteInstant("to", summary.To);
        ReportReply.WriteHead(writer, summary);
        writer.WriteStartArray("other_currencies");
        for (var place = 1; place < summary.Currencies.Count; place++)
        {
            writer.WriteStartObject();
            writer.WriteString("currency", summary.Currencies[place].Currency);
            WriteCurrency(writer, summary.Currencies[place]);
            writer.WriteNumber("late", summary.Currencies[place].Figures.Late);
            writeMore(writer, place);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static string ToCsv(ChainSummary summary)
    {
        var csv = new CsvText("currency,transactions,returns,items,units,revenue,average_basket,late,from,to");
        foreach (var (currency, figures, _) in summary.Currencies)
        {
            _ = csv.Add(
                currency, figures.Transactions, figures.Returns, figures.Items, figures.Units, figures.Revenue, figures.AverageBasket, figures.Late, summary.From, summary.To);
        }

        return csv.ToString();
    }

    public static void WriteStores(Utf8JsonWriter writer, ChainStores found, int limit)
    {
        writer.WriteStartObject();
        ReportReply.WriteHead(writer, found);
        writer.WriteStartArray("items");
        foreach (var store in found.Stores.Take(limit))
        {
            writer.WriteStartObject();
            writer.WriteString("store_id", store.Profile.StoreId.Value);
            writer.WriteOptional("name", store.Profile.Name);
            writer.WriteOptional("region", store.Profile.Region);
            writer.WriteOptional("city", store.Profile.City);
            writer.WriteBoolean("active", store.Profile.Active);
            writer.WriteString("time_zone", store.Profile.TimeZone);
            writer.WriteString("currency", store.Profile.Currency);
            writer.WriteString("business_day", store.BusinessDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            SummaryJson.WriteFigures(writer, store.Figures);
            writer.WriteNumber("late", store.Figures.Late);
            WriteLastWeek(writer, store.LastWeek);
            writer.WriteStartArray("hours");
            foreach (var hour in store.Hours)
                writer.WriteNumberValue(StoreFigures.Normalise(hour));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteOptional("next_cursor", found.Stores.Count > limit ? Paging.CursorAfter(found.Stores[limit - 1].Profile.StoreId.Value) : null);
        writer.WriteEndObject();
    }

    public static void WriteLastWeek(Utf8JsonWriter writer, StoreFigures figures)
    {
        writer.WriteStartObject("last_week");
        SummaryJson.WriteFigures(writer, figures);
        writer.WriteEndObject();
    }

    private static void WriteCurrency(Utf8JsonWriter writer, ChainCurrency currency)
    {
        SummaryJson.WriteFigures(writer, currency.Figures);
        if (currency.LastWeek is { } lastWeek)
            WriteLastWeek(writer, lastWeek);
    }
}
