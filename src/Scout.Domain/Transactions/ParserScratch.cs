namespace Scout.Domain.Transactions;

/// <summary>The memory in which one thread reads documents, one after another, so that reading allocates only what it answers.</summary>
internal sealed class ParserScratch
{
    private const int EntriesInitial = 16;
    private const int EntriesKeptMax = 4 * 1024;
    private const int LinesKeptMax = 1024;

    [ThreadStatic]
    private static ParserScratch? _cached;

    private UnknownMember[] _unknown = new UnknownMember[EntriesInitial];

    /// <summary>An unescaped text; overwritten by the next one.</summary>
    public ByteBuffer Text { get; } = new();

    /// <summary>The canonical text of unknown members (<c>"name":value</c>) that still wait for their object to be written.</summary>
    public ByteBuffer UnknownText { get; } = new();

    /// <summary>The canonical text of the items read so far.</summary>
    public ByteBuffer ItemsText { get; } = new();

    /// <summary>The canonical text of a whole transaction, and a place to put members in order.</summary>
    public ByteBuffer Output { get; } = new();

    public List<LineItem> Lines { get; } = [];

    /// <summary>Unknown members waiting, those of inner objects behind those of outer ones.</summary>
    public int UnknownCount { get; private set; }

    /// <summary>Takes the thread's scratch. Hand it back with <see cref="Return"/>.</summary>
    public static ParserScratch Rent()
    {
        var scratch = _cached ?? new ParserScratch();
        _cached = null;
        return scratch;
    }

    public void Return()
    {
        Clear();
        _cached = this;
    }

    /// <summary>Forgets the document read before.</summary>
    public void Clear()
    {
        Text.Reset();
        UnknownText.Reset();
        ItemsText.Reset();
        Output.Reset();
        UnknownCount = 0;
        if (_unknown.Length > EntriesKeptMax)
            _unknown = new UnknownMember[EntriesInitial];
        Lines.Clear();
        if (Lines.Capacity > LinesKeptMax)
            Lines.Capacity = 0;
    }

    public Span<UnknownMember> UnknownSince(int mark) => _unknown.AsSpan(mark, UnknownCount - mark);

    public void AddUnknown(UnknownMember member)
    {
        if (UnknownCount == _unknown.Length)
            Array.Resize(ref _unknown, UnknownCount * 2);
        _unknown[UnknownCount++] = member;
    }

    public void TruncateUnknown(int mark) => UnknownCount = mark;

    /// <summary>The canonical spelling of a member's name, without its quotes.</summary>
    public ReadOnlySpan<byte> NameOf(in UnknownMember member) => UnknownText.Array.AsSpan(member.Start + 1, member.NameLength);

    public ReadOnlySpan<byte> TextOf(in UnknownMember member) => UnknownText.Array.AsSpan(member.Start, member.Length);
}

/// <summary>Where the canonical text of an unknown member stands.</summary>
/// <param name="Start">Of <c>"name":value</c> in <see cref="ParserScratch.UnknownText"/>.</param>
/// <param name="NameLength">Bytes of the name between its quotes.</param>
/// <param name="Length">Bytes in all.</param>
/// <param name="Position">Of the name in the document, to tell where a duplicate stands.</param>
internal readonly record struct UnknownMember(int Start, int NameLength, int Length, long Position);
