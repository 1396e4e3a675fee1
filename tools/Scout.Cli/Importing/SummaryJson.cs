using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Scout.Cli.Sending;

namespace Scout.Cli.Importing;

/// <summary>Writes a summary as one JSON object, for scripts.</summary>
internal static class SummaryJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ImportSummary summary)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, summary);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, ImportSummary summary)
    {
        var tally = summary.Tally;
        json.WriteStartObject();
        json.WriteString("file", summary.Options.File);
        json.WriteString("server", summary.Options.Server.AbsoluteUri);
        json.WriteBoolean("dry_run", summary.Options.DryRun);
        if (summary.Options.DryRun)
            json.WriteNumber("would_be_sent", tally[EntryStatus.Accepted]);
        json.WriteNumber("accepted", summary.Options.DryRun ? 0 : tally[EntryStatus.Accepted]);
        json.WriteNumber("duplicates", tally[EntryStatus.Duplicate]);
        json.WriteNumber("conflicts", tally[EntryStatus.Conflict]);
        json.WriteNumber("quarantined", tally[EntryStatus.Quarantined]);
        json.WriteNumber("rejected", tally[EntryStatus.Rejected]);
        json.WriteNumber("not_sent", tally[EntryStatus.NotSent]);
        json.WriteNumber("answered_before", summary.AnsweredBefore);
        json.WriteNumber("refused_before", summary.RefusedBefore);
        json.WriteNumber("rounded_lines", summary.RoundedLines);
        json.WriteNumber("retries", summary.Retries);
        json.WriteNumber("elapsed_seconds", decimal.Round(summary.Elapsed.Ticks / (decimal)TimeSpan.TicksPerSecond, 3));
        json.WriteNumber("transactions_per_second", summary.EntriesPerSecond);
        json.WriteString("rejects_file", tally.Refused + summary.RefusedBefore > 0 && !summary.Options.DryRun ? summary.Options.RejectsFile : null);
        json.WriteString("failure", summary.Failure?.Message);
        json.WriteNumber("exit_code", summary.ExitCode);
        json.WriteStartArray("stores");
        foreach (var (id, store) in tally.Stores)
        {
            json.WriteStartObject();
            json.WriteString("store_id", id);
            json.WriteNumber("transactions", store.Transactions);
            json.WriteNumber("returns", store.Returns);
            json.WriteNumber("lines", store.Lines);
            json.WritePropertyName("revenue");
            json.WriteRawValue(store.Revenue.ToString("0.####", CultureInfo.InvariantCulture));
            json.WriteNumber("quarantined", store.Quarantined);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
