using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Checks;
using Scout.Storage.Silver;
using Scout.Storage.Stores;

namespace Scout.Grains.Checks;

/// <summary>One run of the sanity checks: over everything, or over what was written since the run before and what failed in it.</summary>
/// <remarks>
/// The places up to which a run looks are read before it begins, so a row written meanwhile is looked at by the next run if not by this one.
/// "Gold different from silver" belongs into <see cref="CheckCatalog"/> and here, beside the walks, once there is gold.
/// </remarks>
internal sealed class CheckRunner(ISilverAudit audit, IStoreFiguresReader figures, CheckOptions options, CheckLimits limits, DateTimeOffset startedAt)
{
    private readonly CheckTally _tally = new(options.FailuresKeptMax);

    /// <summary>Events looked at so far.</summary>
    public long Events { get; private set; }

    /// <param name="last">What the run before kept, all of its failures included.</param>
    /// <param name="full">Whether to look at everything.</param>
    public async Task<CheckRun> RunAsync(CheckRun last, bool full)
    {
        var positions = await figures.ReadPositionsAsync(CancellationToken.None);
        if (full)
            await WalkAllAsync();
        else
            await WalkChangedAsync(last, positions);
        await CountUnpromotableAsync();
        return new CheckRun
        {
            RanAt = startedAt,
            IsFull = full,
            Events = Events,
            FullRanAt = full ? startedAt : last.FullRanAt,
            Positions = positions,
            Results = _tally.Results,
            Failures = _tally.Failures,
        };
    }

    private async Task WalkAllAsync()
    {
        var after = new EventId(long.MinValue);
        while (await audit.ReadAllAsync(after, options.SliceRowsMax, CancellationToken.None) is { Count: > 0 } events)
        {
            await CheckAsync(events, alsoReturnsOfThem: false);
            after = events[^1].EventId;
        }
    }

    private async Task WalkChangedAsync(CheckRun last, long[] positions)
    {
        CarryDropped(last);
        var failed = last.Failures.Where(failure => failure.Check != SanityCheck.UnpromotableEvents).Select(failure => failure.EventId).Distinct();
        await CheckAsync([.. failed.Select(id => new AuditedEvent(id, 0, 0))], alsoReturnsOfThem: false);
        for (var shard = 0; shard < Sharding.ShardCount; shard++)
        {
            // A restored database may stand behind what was looked at: then its rows are new.
            var from = last.Positions[shard] <= positions[shard] ? last.Positions[shard] : SilverPosition.StartOf(shard);
            await WalkShardAsync(new ChangedSlice(from, new EventId(long.MaxValue), positions[shard], options.SliceRowsMax));
        }
    }

    private async Task WalkShardAsync(ChangedSlice slice)
    {
        while (await audit.ReadChangedAsync(slice, CancellationToken.None) is { Count: > 0 } events)
        {
            await CheckAsync(events, alsoReturnsOfThem: true);
            slice = slice with { After = events[^1].Position, AfterEvent = events[^1].EventId };
        }
    }

    /// <summary>Checks events in slices whose lines one statement can look at in a fraction of its time limit.</summary>
    private async Task CheckAsync(IReadOnlyList<AuditedEvent> events, bool alsoReturnsOfThem)
    {
        var slice = new HashSet<EventId>();
        var rows = 0L;
        foreach (var one in events)
        {
            if (slice.Count > 0 && rows + 1 + one.Lines > options.SliceRowsMax)
            {
                await CheckSliceAsync(slice, alsoReturnsOfThem);
                slice.Clear();
                rows = 0;
            }

            rows += 1 + one.Lines;
            _ = slice.Add(one.EventId);
        }

        if (slice.Count > 0)
            await CheckSliceAsync(slice, alsoReturnsOfThem);
    }

    private async Task CheckSliceAsync(HashSet<EventId> slice, bool alsoReturnsOfThem)
    {
        foreach (var failure in await audit.CheckAsync([.. slice], limits, alsoReturnsOfThem, CancellationToken.None))
        {
            if (slice.Contains(failure.EventId))
                _tally.Add(failure);
            else
                _tally.AddIfRoom(failure);
        }

        Events += slice.Count;
    }

    private async Task CountUnpromotableAsync()
    {
        var unpromotable = await audit.ReadUnpromotableAsync(options.FailuresKeptMax, CancellationToken.None);
        foreach (var failure in unpromotable.Oldest)
            _tally.Add(failure);
        _tally.Drop(SanityCheck.UnpromotableEvents, explained: false, Math.Max(0, unpromotable.Count - unpromotable.Oldest.Count));
    }

    /// <summary>Failures that the last runs could not keep are still there, as far as this run can know.</summary>
    private void CarryDropped(CheckRun last)
    {
        foreach (var result in last.Results.Where(result => result.Dropped > 0 && result.Check != SanityCheck.UnpromotableEvents))
        {
            var keptUnexplained = last.Failures.Count(failure => failure.Check == result.Check && !failure.Explained);
            var unexplained = Math.Clamp(result.Unexplained - keptUnexplained, 0, result.Dropped);
            _tally.Drop(result.Check, explained: false, unexplained);
            _tally.Drop(result.Check, explained: true, result.Dropped - unexplained);
        }
    }
}
