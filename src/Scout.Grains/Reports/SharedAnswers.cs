using Scout.Contracts.Reports;

namespace Scout.Grains.Reports;

/// <summary>Computes an answer once for everyone who asks the same meanwhile and shortly after.</summary>
/// <remarks>
/// Belongs to one activation and is only touched in its turns. Losing it costs a read. No answer outlives the minute that it was begun in: with
/// it a business day may end, and then today is another day.
/// </remarks>
internal sealed class SharedAnswers(ReportOptions options, TimeProvider time)
{
    private readonly Dictionary<object, Entry> _entries = [];

    /// <param name="key">The question; compared by value.</param>
    /// <param name="standAsync">How far silver is, and a moment at which it was no further.</param>
    /// <param name="computeAsync">Reads the answer, which includes at least what silver held at those positions.</param>
    public async ValueTask<T> GetAsync<T>(object key, Func<ValueTask<(string Positions, DateTimeOffset AsOf)>> standAsync, Func<string, ValueTask<T>> computeAsync)
        where T : Report
    {
        if (Find(key, options.AnswersKeptFor) is { } fresh)
            return (T)await fresh.Answer;
        var (positions, asOf) = await standAsync();
        if (Find(key, options.IdleAnswersKeptFor) is { } known && known.Positions == positions)
        {
            // Nothing was promoted since, so what was true then is true at the later moment.
            var answer = (T)await known.Answer;
            return asOf > answer.AsOf ? answer with { AsOf = asOf } : answer;
        }

        return (T)await Begin(key, positions, async () => await computeAsync(positions)).Answer;
    }

    /// <summary>For what answers are made of: only what was read at the same positions will do, or an answer would be taken for newer than its parts.</summary>
    public async ValueTask<T> GetAtAsync<T>(object key, string positions, Func<ValueTask<T>> computeAsync)
        where T : notnull
    {
        var known = Find(key, options.IdleAnswersKeptFor) is { } found && found.Positions == positions ? found : null;
        return (T)await (known ?? Begin(key, positions, async () => await computeAsync())).Answer;
    }

    /// <summary>For what does not follow silver: kept for a time of its own.</summary>
    public async ValueTask<T> GetPartAsync<T>(object key, TimeSpan keptFor, Func<ValueTask<T>> computeAsync)
        where T : notnull => (T)await (Find(key, keptFor) ?? Begin(key, "", async () => await computeAsync())).Answer;

    /// <summary>An answer that is being computed, or is no older than that.</summary>
    private Entry? Find(object key, TimeSpan keptFor) =>
        _entries.TryGetValue(key, out var known) && !known.Answer.IsFaulted && !known.Answer.IsCanceled
        && known.Minute == Minute && (!known.Answer.IsCompleted || time.GetElapsedTime(known.BegunAt) < keptFor)
            ? known
            : null;

    private Entry Begin(object key, string positions, Func<Task<object>> computeAsync)
    {
        if (_entries.Count >= options.AnswersMax && !_entries.ContainsKey(key))
            Forget();

        // The minute first: the answer may be of the next one, and never the other way round.
        var (minute, begunAt) = (Minute, time.GetTimestamp());
        return _entries[key] = new Entry(computeAsync(), positions, begunAt, minute);
    }

    private long Minute => time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute;

    private void Forget()
    {
        var oldest = _entries.OrderBy(entry => entry.Value.BegunAt).Take(Math.Max(1, _entries.Count / 2)).Select(entry => entry.Key).ToList();
        foreach (var key in oldest)
            _ = _entries.Remove(key);
    }

    private sealed record Entry(Task<object> Answer, string Positions, long BegunAt, long Minute);
}
