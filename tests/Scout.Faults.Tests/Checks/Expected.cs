using System.Text.Json;
using Scout.Faults.Tests.Histories;

namespace Scout.Faults.Tests.Checks;

/// <summary>What must be true by the history alone.</summary>
internal sealed class Expected
{
    private readonly Dictionary<(string Store, string Id), Sale> _sales = [];

    /// <summary>Everything that was acknowledged, by its identity.</summary>
    public IReadOnlyDictionary<(string Store, string Id), Sale> Sales => _sales;

    /// <summary>Sent once, and never asked for again: there as a whole, or not at all.</summary>
    public List<(Sold Sold, string Body)> Abandoned { get; } = [];

    /// <summary>Bodies that came under the identity of another and were refused.</summary>
    public List<(Sold Sold, string Body)> Contradictions { get; } = [];

    /// <summary>Answers that no promise allows.</summary>
    public List<string> WrongAnswers { get; } = [];

    /// <summary>Intents that nobody ever answered: the load did not end well.</summary>
    public List<Intent> Unanswered { get; } = [];

    /// <summary>Sendings whose outcome is unknown.</summary>
    public int Unknown { get; private set; }

    public static Expected From(string historyPath)
    {
        var (intents, outcomes) = History.Load(historyPath);
        var expected = new Expected();
        foreach (var intent in intents)
            expected.Take(intent, [.. outcomes[intent.Number]]);
        return expected;
    }

    private void Take(Intent intent, List<Outcome> outcomes)
    {
        Unknown += outcomes.Count(outcome => outcome.Status is 0 or 503 or 429);
        var answered = outcomes.Where(outcome => outcome.Status is not (0 or 429 or 503)).ToList();
        if (intent.Deed == Deed.Abandon && answered.Count == 0)
        {
            Abandoned.Add((intent.Sales[0], intent.Body));
            return;
        }

        if (answered.Count == 0)
            Unanswered.Add(intent);
        foreach (var outcome in answered)
            TakeAnswer(intent, outcome);
    }

    private void TakeAnswer(Intent intent, Outcome outcome)
    {
        switch (intent.Deed)
        {
            case Deed.Contradict when outcome.Status == 409:
                Contradictions.Add((intent.Sales[0], intent.Body));
                break;
            case Deed.Void when outcome.Status == 200:
                _sales[Key(intent.Sales[0])].Counting = null;
                break;
            case Deed.Correct when outcome.Status == 200:
                _sales[Key(intent.Sales[0])].Counting = intent.Sales[0];
                break;
            case Deed.Sell or Deed.Replay or Deed.Abandon when outcome.Status is 200 or 201:
                TakeResults(intent, JsonElement.Parse(outcome.Body));
                break;
            default:
                WrongAnswers.Add($"{intent.Deed} {intent.Number} was answered {outcome.Status}: {outcome.Body}");
                break;
        }
    }

    private void TakeResults(Intent intent, JsonElement answer)
    {
        var results = answer.TryGetProperty("results", out var several) ? [.. several.EnumerateArray()] : new[] { answer };
        foreach (var (place, result) in results.Index())
        {
            var (sold, status) = (intent.Sales[place], result.GetProperty("status").GetString());
            var eventId = result.TryGetProperty("event_id", out var told) ? told.GetString() : null;
            if (status is not ("accepted" or "duplicate") || (intent.Deed == Deed.Replay && status == "accepted"))
                WrongAnswers.Add($"{intent.Deed} {intent.Number} of {sold.Store}/{sold.Id} was answered {result}");
            if (!_sales.TryGetValue(Key(sold), out var known))
                _sales.Add(Key(sold), new Sale(sold, eventId ?? "an event without a number", results.Length == 1 ? intent.Body : null) { Counting = sold });
            else if (eventId is not null && known.EventId != eventId)
                WrongAnswers.Add($"{sold.Store}/{sold.Id} was event {known.EventId} and is now {eventId}");
        }
    }

    private static (string Store, string Id) Key(Sold sold) => (sold.Store, sold.Id);

    /// <param name="Sent">As the device sent it.</param>
    /// <param name="EventId">As it was told.</param>
    /// <param name="Body">Its bytes; null where they were part of a batch.</param>
    internal sealed record Sale(Sold Sent, string EventId, string? Body)
    {
        /// <summary>What the figures hold of it; null once it is voided.</summary>
        public Sold? Counting { get; set; }
    }
}
