using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Scout.Domain.Money;

namespace Scout.Storage.Postgres;

/// <summary>Rows in the binary form of COPY, written straight from our values into one pooled buffer.</summary>
/// <remarks>
/// The driver's importer takes one call and one boxed decision for each value; here a row of nineteen values is nineteen plain writes.
/// The form: https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format"; values as in the send functions of each type.
/// </remarks>
internal sealed class CopyBuffer : IDisposable
{
    private static readonly long Epoch2000 = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _length;

    public CopyBuffer()
    {
        // Signature, no flags, no header extension.
        ReadOnlySpan<byte> header = [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];
        header.CopyTo(Reserve(header.Length));
    }

    /// <summary>Bytes written so far.</summary>
    public int Length => _length;

    public void BeginRow(short fields) => BinaryPrimitives.WriteInt16BigEndian(Reserve(sizeof(short)), fields);

    public void Null() => WriteLength(-1);

    public void Int16(short value)
    {
        WriteLength(sizeof(short));
        BinaryPrimitives.WriteInt16BigEndian(Reserve(sizeof(short)), value);
    }

    public void Int32(int value)
    {
        WriteLength(sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), value);
    }

    public void Int64(long value)
    {
        WriteLength(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Reserve(sizeof(long)), value);
    }

    public void Int64(long? value)
    {
        if (value is { } present)
            Int64(present);
        else
            Null();
    }

    public void Instant(DateTimeOffset value) => Int64((value.UtcTicks - Epoch2000) / TimeSpan.TicksPerMicrosecond);

    public void Text(ReadOnlySpan<byte> utf8)
    {
        WriteLength(utf8.Length);
        utf8.CopyTo(Reserve(utf8.Length));
    }

    public void Text(string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }

        EnsureRoom(sizeof(int) + Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, _bytes.AsSpan(_length + sizeof(int)));
        WriteLength(length);
        _length += length;
    }

    public void Numeric(Amount? value)
    {
        if (value is { } present)
            Numeric(present.Units);
        else
            Null();
    }

    /// <summary>A numeric of four decimals. Its digits are of base 10,000, so the units below the point are exactly its last digit.</summary>
    public void Numeric(Int128 units)
    {
        Span<short> digits = stackalloc short[10];
        var magnitude = (UInt128)Int128.Abs(units);
        var count = 0;
        for (; magnitude > 0 || count == 1; magnitude /= 10_000)
            digits[count++] = (short)(ushort)(magnitude % 10_000);

        WriteLength(8 + 2 * count);
        WriteShort((short)count);
        WriteShort((short)(count - 2));
        WriteShort((short)(units < 0 ? 0x4000 : 0));
        WriteShort(4);
        while (count > 0)
            WriteShort(digits[--count]);
    }

    /// <summary>Ends the copy and answers all that was written; valid until the buffer is disposed.</summary>
    public ReadOnlyMemory<byte> Complete()
    {
        BinaryPrimitives.WriteInt16BigEndian(Reserve(sizeof(short)), -1);
        return _bytes.AsMemory(0, _length);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void WriteLength(int length) => BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), length);

    private void WriteShort(short value) => BinaryPrimitives.WriteInt16BigEndian(Reserve(sizeof(short)), value);

    private Span<byte> Reserve(int count)
    {
        EnsureRoom(count);
        var span = _bytes.AsSpan(_length, count);
        _length += count;
        return span;
    }

    private void EnsureRoom(int count)
    {
        if (_bytes.Length - _length >= count)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + count));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
