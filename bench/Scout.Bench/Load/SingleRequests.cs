using System.Buffers.Text;

namespace Scout.Bench.Load;

/// <summary>One transaction a request, as a device sends it at the till.</summary>
internal sealed class SingleRequests(HttpTarget target, TransactionSource transactions) : RequestSource
{
    private readonly byte[] _head = [.. target.Head("/v1/transactions", "application/json"), .. "Content-Length: "u8];

    public override int RequestBytesMax => _head.Length + 32 + transactions.Templates.BytesMax;

    public override int TransactionsPerRequest => 1;

    public override Range Write(Span<byte> buffer)
    {
        var sequence = transactions.Take(1);
        _head.CopyTo(buffer);
        var length = _head.Length;
        _ = Utf8Formatter.TryFormat(transactions.Templates[sequence].Length, buffer[length..], out var digits);
        length += digits;
        "\r\n\r\n"u8.CopyTo(buffer[length..]);
        length += 4;

        Span<byte> instant = stackalloc byte[TransactionBody.InstantBytes];
        TransactionSource.WriteNow(instant);
        length += transactions.Write(buffer[length..], sequence, transactions.StoreOf(sequence), instant);
        return ..length;
    }

    /// <summary>A transaction set aside as quarantined is answered 201 too, but never reaches silver: it does not count.</summary>
    public override int CountAccepted(ReadOnlySpan<byte> body) => body.IndexOf("\"accepted\""u8) >= 0 ? 1 : 0;
}
