using System.Collections.Concurrent;

namespace Scout.Storage.Links;

/// <summary>Ids of mentions that this process knows to be stored, so that a known one costs a promotion no statement. Bounded: what was not met for long is forgotten, and then asked for again.</summary>
/// <param name="idsMax">How many are kept at most; about 40 bytes each.</param>
public sealed class KnownMentions(int idsMax = KnownMentions.DefaultMax)
{
    public const int DefaultMax = 500_000;

    private readonly Lock _turn = new();
    private ConcurrentDictionary<long, bool> _young = new();
    private ConcurrentDictionary<long, bool> _old = new();
    private int _youngCount;

    public bool Contains(long mentionId)
    {
        if (_young.ContainsKey(mentionId))
            return true;
        if (!_old.ContainsKey(mentionId))
            return false;
        Add(mentionId);
        return true;
    }

    /// <summary>Only after the transaction that wrote them is committed.</summary>
    public void Add(IEnumerable<Mention> stored)
    {
        foreach (var mention in stored)
            Add(mention.MentionId);
    }

    private void Add(long mentionId)
    {
        if (!_young.TryAdd(mentionId, true) || Interlocked.Increment(ref _youngCount) <= idsMax / 2)
            return;
        lock (_turn)
        {
            if (_youngCount > idsMax / 2)
                (_old, _young, _youngCount) = (_young, new ConcurrentDictionary<long, bool>(), 0);
        }
    }
}
