using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scout.Faults.Tests.Histories;

/// <summary>What a device means to do, written down before it sends.</summary>
/// <param name="Number">Counts intents.</param>
/// <param name="Deed">What kind of request.</param>
/// <param name="Path">Where to.</param>
/// <param name="Body">The bytes as sent.</param>
/// <param name="Sales">What the body holds, in order.</param>
internal sealed record Intent(long Number, Deed Deed, string Path, string Body, IReadOnlyList<Sold> Sales);

/// <summary>What a request is for.</summary>
internal enum Deed
{
    /// <summary>New sales, sent until they are answered.</summary>
    Sell,

    /// <summary>A new sale whose answer the device does not wait for, and that it never sends again.</summary>
    Abandon,

    /// <summary>Acknowledged sales once more.</summary>
    Replay,

    /// <summary>Other content under the identity of an acknowledged sale.</summary>
    Contradict,
    Void,
    Correct,
}

/// <summary>A sale or return as the device knows it.</summary>
internal sealed record Sold(string Store, string Id, DateTimeOffset At, decimal Total, int Lines);

/// <summary>What came back from one sending of an intent.</summary>
/// <param name="Number">Of the intent.</param>
/// <param name="Status">Of HTTP; 0 is unknown: the connection broke, or nothing came in time.</param>
/// <param name="Body">As received.</param>
internal sealed record Outcome(long Number, int Status, string Body);

/// <summary>The history of a run as a file: an intent is in it before it is sent, an outcome as soon as it is known.</summary>
internal sealed class History : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _gate = new();
    private readonly StreamWriter _writer;
    private long _intents;

    public History(string path)
    {
        Path = path;
        _writer = new StreamWriter(path) { AutoFlush = true };
    }

    public string Path { get; }

    public long NextNumber() => Interlocked.Increment(ref _intents);

    public void Note(Intent intent) => Write($"i{JsonSerializer.Serialize(intent, Json)}");

    public void Note(Outcome outcome) => Write($"o{JsonSerializer.Serialize(outcome, Json)}");

    /// <summary>Reads a history back: all that a checker is told of the run.</summary>
    public static (List<Intent> Intents, ILookup<long, Outcome> Outcomes) Load(string path)
    {
        var (intents, outcomes) = (new List<Intent>(), new List<Outcome>());
        foreach (var line in File.ReadLines(path))
        {
            if (line[0] == 'i')
                intents.Add(JsonSerializer.Deserialize<Intent>(line.AsSpan(1), Json)!);
            else
                outcomes.Add(JsonSerializer.Deserialize<Outcome>(line.AsSpan(1), Json)!);
        }

        return (intents, outcomes.ToLookup(outcome => outcome.Number));
    }

    public void Dispose() => _writer.Dispose();

    private void Write(string line)
    {
        lock (_gate)
            _writer.WriteLine(line);
    }
}
