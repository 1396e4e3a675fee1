using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Scout.Bench.Load;

/// <summary>One request of many lines, written and answered at the same time over one socket.</summary>
/// <remarks>Two blocking threads: the kernel's socket buffers are the only queue, so a server that stops reading stops the writer.</remarks>
internal sealed class StreamLoad(HttpTarget target, TransactionSource transactions, long lines) : IDisposable
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Eight digits and a line end: what Kestrel allows a chunk's mark at most.</summary>
    private const int MarkBytes = 10;

    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(60);

    private readonly ResultLines _results = new();
    private Socket? _socket;
    private long _sent;

    public long Sent => Interlocked.Read(ref _sent);

    public long Answered => _results.Lines;

    public long Accepted => _results.Accepted;

    public string? FirstOther => _results.FirstOther;

    /// <summary>Returns when the server has ended its answer.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _socket = await target.ConnectAsync(cancellationToken);
        _socket.SendTimeout = _socket.ReceiveTimeout = (int)SilenceMax.TotalMilliseconds;
        using var closing = cancellationToken.Register(_socket.Dispose);
        var write = OnThread(Write, cancellationToken);
        var read = OnThread(Read, cancellationToken);
        try
        {
            await await Task.WhenAny(write, read);
            await Task.WhenAll(write, read);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new BenchException($"the stream broke after {Sent} lines sent and {Answered} answered: {fault.Message}");
        }
    }

    public void Dispose() => _socket?.Dispose();

    private static Task OnThread(Action act, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(act, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Write()
    {
        Send([.. target.Head("/v1/transactions/stream", "application/x-ndjson"), .. "Transfer-Encoding: chunked\r\n\r\n"u8]);
        var chunk = new byte[MarkBytes + ChunkBytes + 2];
        for (long line = 0; line < lines;)
        {
            var length = FillChunk(chunk.AsSpan(MarkBytes, ChunkBytes), lines - line, out var filled);
            Encoding.ASCII.GetBytes(length.ToString("x8", CultureInfo.InvariantCulture) + "\r\n", chunk);
            "\r\n"u8.CopyTo(chunk.AsSpan(MarkBytes + length));
            Send(chunk.AsSpan(0, MarkBytes + length + 2));
            line += filled;
            Interlocked.Add(ref _sent, filled);
        }

        Send("0\r\n\r\n"u8);
    }

    private int FillChunk(Span<byte> chunk, long linesMax, out int filled)
    {
        Span<byte> instant = stackalloc byte[TransactionBody.InstantBytes];
        TransactionSource.WriteNow(instant);
        var length = 0;
        for (filled = 0; filled < linesMax && chunk.Length - length > transactions.Templates.BytesMax; filled++)
        {
            var sequence = transactions.Take(1);
            length += transactions.Write(chunk[length..], sequence, transactions.StoreOf(sequence), instant);
            chunk[length++] = (byte)'\n';
        }

        return length;
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[_socket!.Send(bytes)..];
    }

    private void Read()
    {
        var buffer = new byte[ChunkBytes];
        var received = ReadHead(buffer, out var head, out var body);
        if (head.Status != 200)
            throw new BenchException($"the stream was answered {head.Status}: {Encoding.UTF8.GetString(buffer, 0, received)}");
        if (!head.IsChunked)
            throw new BenchException("the stream's answer is not chunked, so it was not written as lines became durable");
        var chunks = new ChunkReader();
        ReadOnlySpan<byte> arrived = buffer.AsSpan(body, received - body);
        while (true)
        {
            while (chunks.TryRead(ref arrived, out var payload))
                _results.Add(payload);
            if (chunks.IsAtEnd)
                return;
            arrived = buffer.AsSpan(0, Receive(buffer));
        }
    }

    private int ReadHead(byte[] buffer, out HttpAnswer head, out int headBytes)
    {
        var received = 0;
        do
            received += Receive(buffer.AsSpan(received));
        while (!HttpAnswer.TryReadHead(buffer.AsSpan(0, received), out head, out headBytes, out _));
        return received;
    }

    private int Receive(Span<byte> buffer)
    {
        var received = _socket!.Receive(buffer);
        return received > 0 ? received : throw new BenchException($"the server ended the stream after {Answered} result lines");
    }
}
