using System.Text.Encodings.Web;
using System.Text.Json;
using Scout.Cli.Reading;
using Scout.Cli.Sending;

namespace Scout.Cli.Importing;

/// <summary>The refused entries as NDJSON in file order. Made with the first of them; an import without refusals leaves none.</summary>
internal sealed class RejectsFile(string path) : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private FileStream? _stream;

    public long Length { get; private set; }

    /// <summary>Keeps what an earlier run wrote about the entries it finished, and drops the rest, which will be told again.</summary>
    public void Restart(long bytesKept)
    {
        if (!File.Exists(path))
            return;
        if (bytesKept == 0)
        {
            File.Delete(path);
            return;
        }

        _stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        _stream.SetLength(Math.Min(bytesKept, _stream.Length));
        _stream.Seek(0, SeekOrigin.End);
        Length = _stream.Length;
    }

    public void Add(ImportEntry entry, EntryOutcome outcome)
    {
        _stream ??= new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        using (var json = new Utf8JsonWriter(_stream, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("line", entry.LineNumber);
            json.WriteString("store_id", entry.StoreId);
            json.WriteString("transaction_id", entry.TransactionId);
            json.WriteString("status", Word(outcome.Status));
            json.WritePropertyName("errors");
            WriteErrors(json, entry, outcome);
            if (entry.Body is not null)
            {
                json.WritePropertyName("transaction");
                json.WriteRawValue(entry.Body, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        _stream.WriteByte((byte)'\n');
        Length = _stream.Position;
    }

    public void Flush() => _stream?.Flush(flushToDisk: true);

    public void Dispose() => _stream?.Dispose();

    public static string Word(EntryStatus status) => status switch
    {
        EntryStatus.Conflict => "conflict",
        EntryStatus.NotSent => "not_sent",
        _ => "rejected",
    };

    private static void WriteErrors(Utf8JsonWriter json, ImportEntry entry, EntryOutcome outcome)
    {
        if (outcome.Status != EntryStatus.NotSent)
        {
            json.WriteRawValue(outcome.ErrorsJson ?? "null");
            return;
        }

        json.WriteStartObject();
        foreach (var place in entry.Faults.GroupBy(fault => fault.Place))
        {
            json.WriteStartArray(place.Key);
            foreach (var fault in place)
                json.WriteStringValue(fault.Fault);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
