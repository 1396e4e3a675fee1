namespace Scout.Domain.Transactions;

/// <summary>The faults of one document by path, in the order found, bounded so that a hostile body cannot grow its own answer.</summary>
internal sealed class FaultList
{
    /// <summary>The path of the document itself.</summary>
    public const string Root = "$";

    private readonly OrderedDictionary<string, string[]> _messages = [];
    private int _count;

    /// <summary>Nothing more is named: callers may spare themselves the making of a path.</summary>
    public bool IsFull => _count > TransactionLimits.FaultsMax;

    public void Add(string path, string message)
    {
        if (IsFull)
            return;
        if (_count == TransactionLimits.FaultsMax)
            (path, message) = (Root, $"has more faults than the {TransactionLimits.FaultsMax} named here");

        if (!_messages.TryGetValue(path, out var known))
            _messages.Add(path, [message]);
        else if (Array.IndexOf(known, message) < 0)
            _messages[path] = [.. known, message];
        else
            return;
        _count++;
    }

    public IReadOnlyDictionary<string, string[]> ToErrors() => _messages;
}
