using System.Collections.Concurrent;
using System.Text.Json;

namespace Scout.EndToEnd.Tests.Load;

/// <summary>What the server acknowledged, written down by the clients as the answers came.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<(string Store, string Id), Entry> _entries = [];

    public int Count => _entries.Count;

    public IEnumerable<(string Store, string Id, Entry Entry)> Entries => _entries.Select(entry => (entry.Key.Store, entry.Key.Id, entry.Value));

    /// <summary>Notes an answer that says accepted or duplicate. Any other is a fault of the server, for this load breaks no rule.</summary>
    public void Note(LoadTransaction sent, JsonElement result)
    {
        var status = result.GetProperty("status").GetString();
        Assert.True(status is "accepted" or "duplicate", $"{sent.Store}/{sent.Id} was answered {result}");
        Assert.Equal((sent.Store, sent.Id), (result.GetProperty("store_id").GetString(), result.GetProperty("transaction_id").GetString()));
        var eventId = result.GetProperty("event_id").GetString()!;
        var entry = _entries.GetOrAdd((sent.Store, sent.Id), _ => new Entry(sent, eventId));
        Assert.True(entry.EventId == eventId, $"{sent.Store}/{sent.Id} was event {entry.EventId} and is now {eventId}");
        entry.Add(status == "accepted");
    }

    public Dictionary<string, (int Transactions, decimal Revenue, int Lines)> TotalsByStore() => _entries.Values.GroupBy(entry => entry.Sent.Store).ToDictionary(
        store => store.Key, store => (store.Count(), store.Sum(entry => entry.Sent.Total), store.Sum(entry => entry.Sent.Lines)));

    public sealed class Entry(LoadTransaction sent, string eventId)
    {
        private int _accepted;
        private int _answers;

        public LoadTransaction Sent => sent;

        public string EventId => eventId;

        /// <summary>How many answers said accepted: one, or none when that answer was lost with its connection.</summary>
        public int Accepted => _accepted;

        public int Answers => _answers;

        public void Add(bool accepted)
        {
            _ = Interlocked.Increment(ref _answers);
            if (accepted)
                _ = Interlocked.Increment(ref _accepted);
        }
    }
}
