using System.Globalization;
using System.Text.Json;
using Scout.Api.Http;
using Scout.Contracts.Chain;
using Scout.Contracts.Reports;
using Scout.Domain.Stores;

namespace Scout.Api.Reports;

/// <summary>How a ranking reads.</summary>
internal static class RankingJson
{
    public static Task ReplyAsync(HttpContext context, ChainRanking ranking, RankingQuery query, RankingReport report, bool asCsv) =>
        ReportReply.WriteAsync(context, report, asCsv, lines => ToCsv(ranking, lines), (writer, lines) => Write(writer, ranking, query, lines));

    private static void Write(Utf8JsonWriter writer, ChainRanking ranking, RankingQuery query, RankingReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("by", ReportParameters.Word(query.By));
        writer.WriteOptional("from", Date(report.From));
        writer.WriteOptional("to", Date(report.To));
        ReportReply.WriteHead(writer, report);
        WriteItems(writer, ranking, report.Lines[0]);
        writer.WriteStartArray("other_currencies");
        foreach (var line in report.Lines.Skip(1))
        {
            writer.WriteStartObject();
            writer.WriteString("currency", line.Currency);
            WriteItems(writer, ranking, line);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter writer, ChainRanking ranking, RankedLine line)
    {
        writer.WriteStartArray("items");
        foreach (var row in line.Rows)
        {
            writer.WriteStartObject();
            switch (ranking)
            {
                case ChainRanking.Products:
                    writer.WriteString("product_id", row.Key);
                    writer.WriteOptional("product_name", row.Name);
                    writer.WriteOptional("brand", row.Brand);
                    writer.WriteOptional("category", row.Category);
                    break;
                case ChainRanking.Stores:
                    writer.WriteString("store_id", row.Key);
                    writer.WriteOptional("name", row.Name);
                    writer.WriteOptional("region", row.Region);
                    break;
                default:
                    writer.WriteOptional(KeyOf(ranking), row.Key.Length == 0 ? null : row.Key);
                    break;
            }

            writer.WriteNumber("revenue", StoreFigures.Normalise(row.Revenue));
            writer.WriteNumber("units", StoreFigures.Normalise(row.Units));
            if (ranking is ChainRanking.Stores or ChainRanking.Regions)
            {
                writer.WriteNumber("transactions", row.Transactions);
                writer.WriteNumber("items", row.Lines);
            }
            else
            {
                writer.WriteNumber("lines", row.Lines);
            }

            if (ranking == ChainRanking.Regions)
                writer.WriteNumber("stores", row.Stores);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string ToCsv(ChainRanking ranking, RankingReport report)
    {
        var csv = new CsvText(ranking switch
        {
            ChainRanking.Products => "product_id,product_name,revenue,units,currency,lines,brand,category",
            ChainRanking.Stores => "store_id,name,revenue,units,currency,transactions,items,region",
            ChainRanking.Regions => "region,revenue,units,currency,transactions,items,stores",
            _ => $"{KeyOf(ranking)},revenue,units,currency,lines",
        });
        foreach (var line in report.Lines)
        {
            foreach (var row in line.Rows)
            {
                _ = ranking switch
                {
                    ChainRanking.Products => csv.Add(row.Key, row.Name, row.Revenue, row.Units, line.Currency, row.Lines, row.Brand, row.Category),
                    ChainRanking.Stores => csv.Add(row.Key, row.Name, row.Revenue, row.Units, line.Currency, row.Transactions, row.Lines, row.Region),
                    ChainRanking.Regions => csv.Add(row.Key, row.Revenue, row.Units, line.Currency, row.Transactions, row.Lines, row.Stores),
                    _ => csv.Add(row.Key, row.Revenue, row.Units, line.Currency, row.Lines),
                };
            }
        }

        return csv.ToString();
    }

    private static string KeyOf(ChainRanking ranking) => ranking switch
    {
        ChainRanking.Brands => "brand",
        ChainRanking.Categories => "category",
        _ => "region",
    };

    private static string? Date(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
