using Scout.Domain.Alerts;
using Scout.Domain.Quality;
using Scout.Storage.Alerts;

namespace Scout.Grains.Alerts;

/// <summary>A cause that is there at this moment.</summary>
/// <param name="Cause">Names it for ever, so that it is never raised twice.</param>
/// <param name="Kind">What kind it is of.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">One line for people.</param>
/// <param name="Evidence">A number that grows when it gets worse.</param>
/// <param name="StoreId">The store it is about.</param>
/// <param name="Stage">The stage it is about.</param>
internal sealed record AlertSignal(
    string Cause, AlertKind Kind, Severity Severity, string Message, long Evidence, string? StoreId = null, string? Stage = null);

/// <summary>What was found when some kinds of causes were looked for.</summary>
/// <param name="Kinds">The kinds that were looked for: a standing alert of another kind is none of this round's business.</param>
/// <param name="Present">The causes that are there.</param>
/// <param name="Undecided">Causes of which nothing can be said now; their alerts stay as they are.</param>
internal sealed record AlertRound(IReadOnlyList<AlertKind> Kinds, IReadOnlyList<AlertSignal> Present, IReadOnlySet<string> Undecided);

/// <summary>What is to be done.</summary>
internal sealed record AlertDecision(IReadOnlyList<AlertSignal> Raise, IReadOnlyList<AlertSighting> Seen, IReadOnlyList<Alert> Resolve);

/// <summary>What the rules remember of one cause from round to round; losing it costs a little more patience.</summary>
internal sealed class CauseMemory
{
    public long Evidence { get; set; }

    /// <summary>When the cause was first found to be gone, by the monotonic clock; null while it is there.</summary>
    public long? ClearSince { get; set; }
}

/// <summary>Decides what becomes of alerts.</summary>
internal sealed class AlertRules(TimeProvider time, AlertOptions options)
{
    // Often enough to show that the cause is still there, seldom enough to be no load.
    private static readonly TimeSpan NoteSeenEvery = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, CauseMemory> _memory = new(StringComparer.Ordinal);

    /// <param name="round">What was found.</param>
    /// <param name="standing">All alerts that are open or acknowledged.</param>
    /// <param name="silenced">Causes that a person resolved lately.</param>
    public AlertDecision Decide(AlertRound round, IReadOnlyList<Alert> standing, IReadOnlyList<string> silenced)
    {
        var present = round.Present.DistinctBy(signal => signal.Cause).ToDictionary(signal => signal.Cause, StringComparer.Ordinal);
        var (seen, resolve) = (new List<AlertSighting>(), new List<Alert>());
        foreach (var alert in standing.Where(alert => round.Kinds.Contains(alert.Kind)))
        {
            if (present.TryGetValue(alert.Cause, out var signal))
                NoteSeen(alert, signal, seen);
            else if (!round.Undecided.Contains(alert.Cause) && IsClearForLong(alert))
                resolve.Add(alert);
        }

        var known = standing.Select(alert => alert.Cause).Concat(silenced).ToHashSet(StringComparer.Ordinal);
        var room = Math.Max(0, options.StandingMax - standing.Count);
        var raise = present.Values.Where(signal => !known.Contains(signal.Cause)).Take(room).ToList();
        foreach (var signal in raise)
            Remember(signal.Cause).Evidence = signal.Evidence;
        Forget(standing, raise);
        return new AlertDecision(raise, seen, resolve);
    }

    private void NoteSeen(Alert alert, AlertSignal signal, List<AlertSighting> seen)
    {
        var memory = Remember(alert.Cause);
        memory.ClearSince = null;
        if (signal.Evidence > memory.Evidence || time.GetUtcNow() - alert.LastSeenAt >= NoteSeenEvery)
            seen.Add(new AlertSighting(alert.AlertId, signal.Message));
        memory.Evidence = signal.Evidence;
    }

    private bool IsClearForLong(Alert alert)
    {
        // What flickers is told once: a rate at its threshold, a stage that just keeps up. The others change by an act or a sale.
        if (alert.Kind is AlertKind.CheckFailed or AlertKind.StoreSilent)
            return true;
        var memory = Remember(alert.Cause);
        memory.ClearSince ??= time.GetTimestamp();
        return time.GetElapsedTime(memory.ClearSince.Value) >= options.ResolveAfter;
    }

    private CauseMemory Remember(string cause)
    {
        if (!_memory.TryGetValue(cause, out var memory))
            _memory.Add(cause, memory = new CauseMemory());
        return memory;
    }

    private void Forget(IReadOnlyList<Alert> standing, List<AlertSignal> raised)
    {
        if (_memory.Count <= standing.Count + raised.Count)
            return;
        var kept = standing.Select(alert => alert.Cause).Concat(raised.Select(signal => signal.Cause)).ToHashSet(StringComparer.Ordinal);
        foreach (var cause in _memory.Keys.Where(cause => !kept.Contains(cause)).ToList())
            _ = _memory.Remove(cause);
    }
}
