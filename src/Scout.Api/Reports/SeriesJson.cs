using System.Text.Json;
using Scout.Api.Http;
using Scout.Contracts.Reports;

namespace Scout.Api.Reports;

/// <summary>How a series reads.</summary>
internal static class SeriesJson
{
    public static Task ReplyAsync(HttpContext context, SeriesQuery query, SeriesReport report, bool asCsv) =>
        ReportReply.WriteAsync(context, report, asCsv, ToCsv, (writer, series) => Write(writer, query, series));

    private static void Write(Utf8JsonWriter writer, SeriesQuery query, SeriesReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("by", ReportParameters.Word(query.By));
        writer.WriteString("metric", ReportParameters.Word(query.Metric));
        ReportReply.WriteHead(writer, report);
        WritePoints(writer, report.Lines[0]);
        writer.WriteStartArray("other_currencies");
        foreach (var line in report.Lines.Skip(1))
        {
            writer.WriteStartObject();
            writer.WriteString("currency", line.Currency);
            WritePoints(writer, line);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WritePoints(Utf8JsonWriter writer, SeriesLine line)
    {
        writer.WriteStartArray("points");
        foreach (var point in line.Points)
        {
            writer.WriteStartObject();
            writer.WriteInstant("at", point.At);
            writer.WriteNumber("value", point.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string ToCsv(SeriesReport report)
    {
        var csv = new CsvText("at,value,currency");
        foreach (var line in report.Lines)
        {
            foreach (var point in line.Points)
                _ = csv.Add(point.At, point.Value, line.Currency);
        }

        return csv.ToString();
    }
}
