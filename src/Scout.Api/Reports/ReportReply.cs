using System.Text.Json;
using Scout.Api.Http;
using Scout.Contracts.Reports;

namespace Scout.Api.Reports;

/// <summary>What the answers about figures have in common.</summary>
internal static class ReportReply
{
    /// <summary>Writes a report as JSON or CSV; or the refusal of the question.</summary>
    public static Task WriteAsync<TReport>(HttpContext context, TReport report, bool asCsv, Func<TReport, string> toCsv, Action<Utf8JsonWriter, TReport> write)
        where TReport : Report
    {
        if (report.Fault is { } fault)
            return Problems.InvalidAsync(context, fault.Path, fault.Text);
        return asCsv ? TaggedReply.WriteCsvAsync(context, toCsv(report), report) : TaggedReply.WriteAsync(context, report, write);
    }

    /// <summary>Writes what every report carries.</summary>
    public static void WriteHead(Utf8JsonWriter writer, Report report)
    {
        writer.WriteString("time_zone", report.TimeZone);
        writer.WriteString("currency", report.Currency);
        writer.WriteInstant("as_of", report.AsOf);
        writer.WriteInstant("watermark", report.Watermark);
        writer.WriteNumber("late", report.Late);
    }
}
