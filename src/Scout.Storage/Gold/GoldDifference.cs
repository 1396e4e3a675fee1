using Scout.Domain.Stores;

namespace Scout.Storage.Gold;

/// <summary>What gold of a store held before it was made anew, compared with what it is to hold.</summary>
/// <remarks>A bucket that differs was shown wrong, or cut otherwise, until now: it is marked as restated.</remarks>
public sealed class GoldDifference
{
    public Dictionary<HourKey, Old<StoreFigures>> Hours { get; } = [];

    public Dictionary<DayKey, Old<StoreFigures>> Days { get; } = [];

    public Dictionary<MentionDayKey, Old<OldLines>> Mentions { get; } = [];

    /// <summary>Every business day that any row is or was of: those whose rows of the chain are to be made anew.</summary>
    public DateOnly[] AllDays(GoldSums sums) =>
    [
        .. Days.Keys.Select(key => key.Day).Concat(sums.Days.Keys.Select(key => key.Day))
            .Concat(Mentions.Keys.Select(key => key.Day)).Distinct().Order(),
    ];

    /// <summary>Compares, and marks the buckets of <paramref name="sums"/> that differ.</summary>
    public RebuildOutcome MarkIn(GoldSums sums, DateTimeOffset now, bool cut)
    {
        var days = new SortedSet<DateOnly>();
        var changedHours = Mark(Hours, sums.Hours, (old, made) => old == made.Figures, (made, at) => made.Restate(at), _ => { });
        var changedDays = Mark(Days, sums.Days, (old, made) => old == made.Figures, (made, at) => made.Restate(at), key => days.Add(key.Day));
        var changedMentions = Mark(
            Mentions, sums.Mentions, (old, made) => old == new OldLines(made.Lines, made.Units, made.Revenue, made.Told), (made, at) => made.Restate(at),
            key => days.Add(key.Day));
        return new RebuildOutcome([.. days], changedDays, changedHours, changedMentions, cut);

        int Mark<TKey, TOld, TSums>(
            Dictionary<TKey, Old<TOld>> before, Dictionary<TKey, TSums> after, Func<TOld, TSums, bool> same, Action<TSums, DateTimeOffset> restate, Action<TKey> note)
            where TKey : notnull
        {
            var changed = 0;
            foreach (var (key, made) in after)
            {
                if (before.TryGetValue(key, out var old) && same(old.Row, made))
                {
                    // What an earlier rebuild corrected stays marked, though silver alone does not tell of it.
                    if (old.RestatedAt is { } at)
                        restate(made, at);
                    continue;
                }

                changed++;
                restate(made, now);
                note(key);
            }

            foreach (var key in before.Keys)
            {
                if (after.ContainsKey(key))
                    continue;
                changed++;
                note(key);
            }

            return changed;
        }
    }
}

/// <summary>A row as it stood, and when it had last been restated.</summary>
public readonly record struct Old<TRow>(TRow Row, DateTimeOffset? RestatedAt);

/// <summary>A row of mentions as it stood.</summary>
public readonly record struct OldLines(long Lines, decimal Units, decimal Revenue, long Told);
