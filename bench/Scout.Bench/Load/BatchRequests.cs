using System.Buffers.Text;

namespace Scout.Bench.Load;

/// <summary>An array of transactions a request: what one device kept while it was offline, or, mixed, what a forwarder collects.</summary>
internal sealed class BatchRequests(HttpTarget target, TransactionSource transactions, int size, bool mixed) : RequestSource
{
    /// <summary>The head is written last, up against the body, because only then the length is known.</summary>
    private const int HeadBytesMax = 1024;

    private static readonly byte[] AcceptedMember = "\"accepted\":"u8.ToArray();

    private readonly byte[] _head = [.. target.Head("/v1/transactions/batch", "application/json"), .. "Content-Length: "u8];

    public override int RequestBytesMax => HeadBytesMax + size * (transactions.Templates.BytesMax + 1) + 2;

    public override int TransactionsPerRequest => size;

    public override Range Write(Span<byte> buffer)
    {
        var end = WriteBody(buffer, HeadBytesMax);
        Span<byte> head = stackalloc byte[HeadBytesMax];
        _head.CopyTo(head);
        _ = Utf8Formatter.TryFormat(end - HeadBytesMax, head[_head.Length..], out var digits);
        var length = _head.Length + digits;
        "\r\n\r\n"u8.CopyTo(head[length..]);
        length += 4;
        head[..length].CopyTo(buffer[(HeadBytesMax - length)..]);
        return (HeadBytesMax - length)..end;
    }

    public override int CountAccepted(ReadOnlySpan<byte> body)
    {
        var member = body.IndexOf(AcceptedMember);
        if (member < 0)
            return 0;
        var number = body[(member + AcceptedMember.Length)..].TrimStart((byte)' ');
        return Utf8Parser.TryParse(number, out int accepted, out _) ? accepted : 0;
    }

    private int WriteBody(Span<byte> buffer, int start)
    {
        Span<byte> instant = stackalloc byte[TransactionBody.InstantBytes];
        TransactionSource.WriteNow(instant);
        var first = transactions.Take(size);
        var batchStore = transactions.NextBatchStore();
        var position = start;
        for (var index = 0; index < size; index++)
        {
            buffer[position++] = index == 0 ? (byte)'[' : (byte)',';
            var store = mixed ? transactions.StoreOf(first + index) : batchStore;
            position += transactions.Write(buffer[position..], first + index, store, instant);
        }

        buffer[position++] = (byte)']';
        return position;
    }
}
