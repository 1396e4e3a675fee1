using System.Text;

namespace Scout.Domain.Transactions;

/// <summary>A growing run of bytes that is written again and again for one document after another.</summary>
internal sealed class ByteBuffer
{
    private const int BytesInitial = 2 * 1024;

    // One large body must not keep its memory for as long as its thread lives.
    private const int BytesKeptMax = 64 * 1024;

    private byte[] _bytes = new byte[BytesInitial];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>The backing array, valid until the next append.</summary>
    public byte[] Array => _bytes;

    public void Append(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    public void Append(ReadOnlySpan<byte> values)
    {
        values.CopyTo(Reserve(values.Length));
        Length += values.Length;
    }

    /// <summary>Room for at least <paramref name="bytes"/>; what is written there counts after <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int bytes)
    {
        if (_bytes.Length - Length < bytes)
            System.Array.Resize(ref _bytes, (int)Math.Min(System.Array.MaxLength, Math.Max(2L * _bytes.Length, (long)Length + bytes)));
        return _bytes.AsSpan(Length);
    }

    public void Advance(int bytes) => Length += bytes;

    public void Truncate(int length) => Length = length;

    /// <summary>Writes a text in quotes, with only the quote and the backslash escaped. It must hold no lone surrogate.</summary>
    public void AppendQuoted(ReadOnlySpan<char> text)
    {
        Append((byte)'"');
        for (var special = text.IndexOfAny('"', '\\'); special >= 0; special = text.IndexOfAny('"', '\\'))
        {
            AppendUtf8(text[..special]);
            Append((byte)'\\');
            Append((byte)text[special]);
            text = text[(special + 1)..];
        }

        AppendUtf8(text);
        Append((byte)'"');
    }

    /// <summary>Writes UTF-8 text in quotes, escaped in the same way.</summary>
    public void AppendQuoted(ReadOnlySpan<byte> text)
    {
        Append((byte)'"');
        for (var special = text.IndexOfAny((byte)'"', (byte)'\\'); special >= 0; special = text.IndexOfAny((byte)'"', (byte)'\\'))
        {
            Append(text[..special]);
            Append((byte)'\\');
            Append(text[special]);
            text = text[(special + 1)..];
        }

        Append(text);
        Append((byte)'"');
    }

    /// <summary>Empties the buffer for the next document and lets go of unusual size.</summary>
    public void Reset()
    {
        Length = 0;
        if (_bytes.Length > BytesKeptMax)
            _bytes = new byte[BytesInitial];
    }

    private void AppendUtf8(ReadOnlySpan<char> text) => Length += Encoding.UTF8.GetBytes(text, Reserve(text.Length * 3));
}
