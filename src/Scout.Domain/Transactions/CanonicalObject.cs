using System.Buffers.Text;
using Scout.Domain.Money;

namespace Scout.Domain.Transactions;

/// <summary>Writes an object's known members, given in the order of their names, and its unknown ones in between where they belong.</summary>
internal ref struct CanonicalObject
{
    private const int NumberBytesMax = 20;

    private readonly ParserScratch _scratch;
    private readonly ByteBuffer _output;

    // Shrinks from the front. Empty for almost every object, which then costs one comparison a member.
    private ReadOnlySpan<UnknownMember> _unknown;
    private bool _started;

    /// <param name="scratch">Holds the unknown members, sorted, since <paramref name="unknownMark"/>.</param>
    /// <param name="output">Where the object goes.</param>
    /// <param name="unknownMark">Tells this object's unknown members from those of the object around it.</param>
    public CanonicalObject(ParserScratch scratch, ByteBuffer output, int unknownMark)
    {
        _scratch = scratch;
        _output = output;
        _unknown = scratch.UnknownSince(unknownMark);
        output.Append((byte)'{');
    }

    /// <param name="name">With quotes and colon, as it is written.</param>
    /// <param name="value">Null is absent, which is not written.</param>
    public void Add(ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
            return;
        AddName(name);
        _output.AppendQuoted(value);
    }

    public void Add(ReadOnlySpan<byte> name, Amount? value)
    {
        if (value is not { } amount)
            return;
        AddName(name);
        _output.Advance(amount.Format(_output.Reserve(NumberBytesMax)));
    }

    public void Add(ReadOnlySpan<byte> name, long? value)
    {
        if (value is not { } number)
            return;
        AddName(name);
        _ = Utf8Formatter.TryFormat(number, _output.Reserve(NumberBytesMax), out var length);
        _output.Advance(length);
    }

    public void Add(ReadOnlySpan<byte> name, Instant value)
    {
        AddName(name);
        _output.Append((byte)'"');
        value.Append(_output);
        _output.Append((byte)'"');
    }

    public void AddItems(ReadOnlySpan<byte> name)
    {
        AddName(name);
        _output.Append((byte)'[');
        _output.Append(_scratch.ItemsText.Written);
        _output.Append((byte)']');
    }

    public void Close()
    {
        while (!_unknown.IsEmpty)
            AddUnknown();
        _output.Append((byte)'}');
    }

    private void AddName(ReadOnlySpan<byte> name)
    {
        while (!_unknown.IsEmpty && CanonicalValue.CompareNames(_scratch.NameOf(_unknown[0]), name[1..^2]) < 0)
            AddUnknown();
        Separate();
        _output.Append(name);
    }

    private void AddUnknown()
    {
        Separate();
        _output.Append(_scratch.TextOf(_unknown[0]));
        _unknown = _unknown[1..];
    }

    private void Separate()
    {
        if (_started)
            _output.Append((byte)',');
        _started = true;
    }
}
