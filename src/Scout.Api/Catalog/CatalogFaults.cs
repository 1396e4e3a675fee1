namespace Scout.Api.Catalog;

/// <summary>The faults of an upload by place, in the order found. Only so many are named, and the rest is counted, so that a bad file cannot grow its own answer.</summary>
internal sealed class CatalogFaults
{
    /// <summary>The place of the upload itself.</summary>
    public const string Root = "$";

    private const int NamedMax = 100;

    private readonly OrderedDictionary<string, string[]> _named = [];
    private int _count;

    /// <summary>The line that is being read, where an upload has lines: people look a fault up there.</summary>
    public long? Line { get; set; }

    public bool Any => _count > 0;

    /// <summary>Notes a fault of a member of a row.</summary>
    public void Add(int row, string member, string fault)
    {
        if (++_count <= NamedMax)
            Name($"[{row}].{member}", fault);
    }

    /// <summary>Notes a fault of a row as a whole.</summary>
    public void Add(int row, string fault)
    {
        if (++_count <= NamedMax)
            Name($"[{row}]", fault);
    }

    /// <summary>Notes a fault of the upload as a whole.</summary>
    public void AddRoot(string fault)
    {
        if (++_count <= NamedMax)
            Name(Root, fault);
    }

    public IReadOnlyDictionary<string, string[]> ToErrors() => _count <= NamedMax
        ? _named
        : new OrderedDictionary<string, string[]>(_named) { [Root] = [.. _named.GetValueOrDefault(Root, []), $"has {_count - NamedMax} more faults than the {NamedMax} named here"] };

    private void Name(string place, string fault)
    {
        var told = Line is { } line ? $"{fault} (line {line})" : fault;
        _named[place] = [.. _named.GetValueOrDefault(place, []), told];
    }
}
