using System.Globalization;
using System.Text.Json;
using Scout.Api.Http;
using Scout.Contracts.Stores;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;

namespace Scout.Api.Stores;

/// <summary>How a store's figures read.</summary>
internal static class SummaryJson
{
    public static void Write(Utf8JsonWriter writer, StoreId store, SummaryWindow window, StoreSummary summary)
    {
        writer.WriteStartObject();
        WriteMembers(writer, store, window, summary);
        writer.WriteEndObject();
    }

    /// <summary>Writes a summary's members within an object.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, StoreId store, SummaryWindow window, StoreSummary summary)
    {
        writer.WriteString("store_id", store.Value);
        writer.WriteString("window", Word(window));
        WriteFigures(writer, summary.Figures);
        writer.WriteInstant("from", summary.From);
        writer.WriteInstant("to", summary.To);
        writer.WriteString("time_zone", summary.TimeZone);
        writer.WriteString("currency", summary.Currency);
        writer.WriteInstant("as_of", summary.AsOf);
        writer.WriteInstant("watermark", summary.Watermark);
        writer.WriteNumber("late", summary.Figures.Late);
        writer.WriteStartArray("other_currencies");
        foreach (var other in summary.OtherCurrencies)
        {
            writer.WriteStartObject();
            writer.WriteString("currency", other.Currency);
            WriteFigures(writer, other.Figures);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteFigures(Utf8JsonWriter writer, StoreFigures figures)
    {
        writer.WriteNumber("transactions", figures.Transactions);
        writer.WriteNumber("returns", figures.Returns);
        writer.WriteNumber("items", figures.Items);
        writer.WriteNumber("units", StoreFigures.Normalise(figures.Units));
        writer.WriteNumber("revenue", StoreFigures.Normalise(figures.Revenue));
        writer.WriteNumber("average_basket", figures.AverageBasket);
    }

    public static string Word(SummaryWindow window) => window.Kind switch
    {
        SummaryWindowKind.Today => "today",
        SummaryWindowKind.Hours24 => "24h",
        SummaryWindowKind.Days7 => "7d",
        _ => window.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
