using System.Buffers.Text;
using System.Text;

namespace Scout.Bench.Load;

/// <summary>As much of an HTTP/1.1 answer as the load needs.</summary>
internal readonly ref struct HttpAnswer
{
    private const string ContentLength = "content-length:";
    private const string TransferEncoding = "transfer-encoding:";
    private const string RetryAfter = "retry-after:";

    public int Status { get; private init; }

    /// <summary>Seconds the server asks to wait; 0 when it does not say.</summary>
    public int RetryAfterSeconds { get; private init; }

    public bool IsChunked { get; private init; }

    /// <summary>The whole body without chunk marks; empty until <see cref="TryRead"/> has it all.</summary>
    public ReadOnlySpan<byte> Body { get; private init; }

    /// <summary>Reads an answer once all of it has arrived; chunks are joined in place.</summary>
    public static bool TryRead(Span<byte> received, out HttpAnswer answer)
    {
        answer = default;
        if (!TryReadHead(received, out var head, out var headBytes, out var bodyBytes))
            return false;
        var rest = received[headBytes..];
        if (!head.IsChunked)
        {
            if (rest.Length < bodyBytes)
                return false;
        }
        else if (!TryJoinChunks(rest, out bodyBytes))
        {
            return false;
        }

        answer = new() { Status = head.Status, RetryAfterSeconds = head.RetryAfterSeconds, IsChunked = head.IsChunked, Body = rest[..bodyBytes] };
        return true;
    }

    /// <summary>Reads the status line and the headers that matter.</summary>
    public static bool TryReadHead(ReadOnlySpan<byte> received, out HttpAnswer head, out int headBytes, out int bodyBytes)
    {
        head = default;
        bodyBytes = 0;
        headBytes = received.IndexOf("\r\n\r\n"u8) + 4;
        if (headBytes < 4)
            return false;
        var chunked = false;
        var retryAfter = 0;
        var line = received[..(headBytes - 2)];
        _ = Utf8Parser.TryParse(line[9..], out int status, out _);
        while (line.Length > 2)
        {
            line = line[(line.IndexOf("\r\n"u8) + 2)..];
            if (StartsWith(line, ContentLength))
                _ = Utf8Parser.TryParse(line[ContentLength.Length..].TrimStart((byte)' '), out bodyBytes, out _);
            else if (StartsWith(line, TransferEncoding))
                chunked = true;
            else if (StartsWith(line, RetryAfter))
                _ = Utf8Parser.TryParse(line[RetryAfter.Length..].TrimStart((byte)' '), out retryAfter, out _);
        }

        head = new() { Status = status, IsChunked = chunked, RetryAfterSeconds = retryAfter };
        return true;
    }

    private static bool StartsWith(ReadOnlySpan<byte> line, string name) =>
        line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name);

    private static bool TryJoinChunks(Span<byte> chunks, out int joinedBytes)
    {
        joinedBytes = 0;
        if (!EndsWithLastChunk(chunks))
            return false;
        var position = 0;
        while (Utf8Parser.TryParse(chunks[position..], out int size, out var digits, 'x') && size > 0)
        {
            var data = chunks.Slice(position + digits + 2, size);
            data.CopyTo(chunks[joinedBytes..]);
            joinedBytes += size;
            position += digits + 2 + size + 2;
        }

        return true;
    }

    /// <summary>Walks the marks first, because joining overwrites them.</summary>
    private static bool EndsWithLastChunk(ReadOnlySpan<byte> chunks)
    {
        var position = 0;
        while (position < chunks.Length)
        {
            var line = chunks[position..];
            if (line.IndexOf("\r\n"u8) < 0 || !Utf8Parser.TryParse(line, out int size, out var digits, 'x'))
                return false;
            position += digits + 2 + size + 2;
            if (size == 0)
                return position <= chunks.Length;
        }

        return false;
    }
}
