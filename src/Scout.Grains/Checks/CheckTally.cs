using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Checks;

namespace Scout.Grains.Checks;

/// <summary>Gathers the failures of a run: all of them are counted, and a bounded number is kept by their events.</summary>
/// <remarks>The bound is one for explained and one for unexplained failures, so that the harmless never push out the others.</remarks>
internal sealed class CheckTally(int keptMax)
{
    private readonly Dictionary<(SanityCheck Check, EventId EventId), CheckFailure> _kept = [];
    private readonly Dictionary<(SanityCheck Check, bool Explained), long> _keptCounts = [];
    private readonly Dictionary<(SanityCheck Check, bool Explained), long> _dropped = [];

    /// <summary>Adds a failure; one that is kept already stays one.</summary>
    public void Add(CheckFailure failure)
    {
        if (!_kept.ContainsKey((failure.Check, failure.EventId)) && !TryKeep(failure))
            Drop(failure.Check, failure.Explained, 1);
    }

    /// <summary>Adds a failure only if there is room: for one that whoever looks at its own event adds as well.</summary>
    public void AddIfRoom(CheckFailure failure)
    {
        if (!_kept.ContainsKey((failure.Check, failure.EventId)))
            _ = TryKeep(failure);
    }

    /// <summary>Counts failures that are not kept, here or by the run before.</summary>
    public void Drop(SanityCheck check, bool explained, long count) =>
        _dropped[(check, explained)] = _dropped.GetValueOrDefault((check, explained)) + count;

    public IReadOnlyList<CheckFailure> Failures => [.. _kept.Values];

    public IReadOnlyList<CheckResult> Results => [.. CheckCatalog.All.Select(info => ToResult(info.Check))];

    private bool TryKeep(CheckFailure failure)
    {
        var kept = _keptCounts.GetValueOrDefault((failure.Check, failure.Explained));
        if (kept >= keptMax)
            return false;
        _keptCounts[(failure.Check, failure.Explained)] = kept + 1;
        _kept.Add((failure.Check, failure.EventId), failure);
        return true;
    }

    private CheckResult ToResult(SanityCheck check)
    {
        var (explained, unexplained) = (_dropped.GetValueOrDefault((check, true)), _dropped.GetValueOrDefault((check, false)));
        var open = _keptCounts.GetValueOrDefault((check, false)) + unexplained;
        return new CheckResult(check, _keptCounts.GetValueOrDefault((check, true)) + explained + open, open, explained + unexplained);
    }
}
