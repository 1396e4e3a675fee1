namespace Scout.Bench.Load;

/// <summary>Counts the result lines of a stream, and those that say accepted, from bytes split anywhere.</summary>
internal sealed class ResultLines
{
    private readonly byte[] _partial = new byte[16 * 1024];
    private int _partialBytes;
    private long _lines;
    private long _accepted;

    public long Lines => Interlocked.Read(ref _lines);

    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>The first line that was not accepted, for the report.</summary>
    public string? FirstOther { get; private set; }

    public void Add(ReadOnlySpan<byte> payload)
    {
        while (true)
        {
            var end = payload.IndexOf((byte)'\n');
            if (end < 0)
                break;
            Keep(payload[..end]);
            Count(_partial.AsSpan(0, _partialBytes));
            _partialBytes = 0;
            payload = payload[(end + 1)..];
        }

        Keep(payload);
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (_partialBytes + part.Length > _partial.Length)
            throw new BenchException($"a result line has more than {_partial.Length} bytes");
        part.CopyTo(_partial.AsSpan(_partialBytes));
        _partialBytes += part.Length;
    }

    private void Count(ReadOnlySpan<byte> line)
    {
        if (line.Trim((byte)'\r').IsEmpty)
            return;
        Interlocked.Increment(ref _lines);
        if (line.IndexOf("\"accepted\""u8) >= 0)
            Interlocked.Increment(ref _accepted);
        else
            FirstOther ??= System.Text.Encoding.UTF8.GetString(line);
    }
}
