using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Scout.EndToEnd.Tests.Wire;

/// <summary>A till's open stream: sends and reads at the same time, which an HTTP/1.1 client of the framework does not.</summary>
internal sealed class StreamConnection : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly TcpClient _socket;
    private readonly NetworkStream _wire;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly MemoryStream _line = new();
    private int _next;
    private int _end;
    private int _chunkLeft;
    private bool _inBody;

    private StreamConnection(TcpClient socket) => (_socket, _wire) = (socket, socket.GetStream());

    public static async Task<StreamConnection> OpenAsync(Uri server, params string[] headers)
    {
        // Small, so that what the system holds for a client that does not read is little beside what the test sends.
        var socket = new TcpClient { NoDelay = true, SendBufferSize = BufferBytes, ReceiveBufferSize = BufferBytes };
        await socket.ConnectAsync(server.Host, server.Port);
        var connection = new StreamConnection(socket);
        string[] head =
        [
            "POST /v1/transactions/stream HTTP/1.1", $"Host: {server.Authority}", "Content-Type: application/x-ndjson", "Transfer-Encoding: chunked", .. headers, "", "",
        ];
        await connection._wire.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", head)));
        return connection;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends one chunk.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _wire.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length:x}\r\n")));
        await _wire.WriteAsync(bytes);
        await _wire.WriteAsync("\r\n"u8.ToArray());
    }

    public async Task EndAsync() => await _wire.WriteAsync("0\r\n\r\n"u8.ToArray());

    /// <summary>The next result line; null at the end of the answer.</summary>
    public async Task<JsonElement?> ReadAsync()
    {
        if (!_inBody)
            await ReadHeadAsync();
        _line.SetLength(0);
        while (await ReadBodyByteAsync() is { } value)
        {
            if (value == '\n')
                return JsonElement.Parse(_line.ToArray());
            _line.WriteByte(value);
        }

        Assert.Equal(0, _line.Length);
        return null;
    }

    public async Task<List<JsonElement>> ReadManyAsync(int count)
    {
        var results = new List<JsonElement>(count);
        while (results.Count < count && await ReadAsync() is { } result)
            results.Add(result);
        Assert.Equal(count, results.Count);
        return results;
    }

    /// <summary>All the rest, to an end that is one.</summary>
    public async Task<List<JsonElement>> ReadToEndAsync()
    {
        var results = new List<JsonElement>();
        while (await ReadAsync() is { } result)
            results.Add(result);
        return results;
    }

    /// <summary>Cuts the connection as a lost network does.</summary>
    public void Break()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }

    public void Dispose()
    {
        _socket.Dispose();
        _line.Dispose();
    }

    private async Task ReadHeadAsync()
    {
        Assert.Equal("HTTP/1.1 200 OK", await ReadTextLineAsync());
        while (await ReadTextLineAsync() is { Length: > 0 })
        {
        }

        _inBody = true;
    }

    private async ValueTask<byte?> ReadBodyByteAsync()
    {
        if (_chunkLeft == 0)
        {
            _chunkLeft = int.Parse(await ReadTextLineAsync(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (_chunkLeft == 0)
                return null;
        }

        var value = await ReadByteAsync();
        if (--_chunkLeft == 0)
            Assert.Equal("", await ReadTextLineAsync());
        return value;
    }

    private async Task<string> ReadTextLineAsync()
    {
        var text = new StringBuilder();
        for (var value = await ReadByteAsync(); value != '\n'; value = await ReadByteAsync())
            _ = text.Append((char)value);
        return text.ToString().TrimEnd('\r');
    }

    private async ValueTask<byte> ReadByteAsync()
    {
        if (_next == _end)
        {
            (_next, _end) = (0, await _wire.ReadAsync(_buffer));
            if (_end == 0)
                throw new EndOfStreamException("The server closed the connection before the end of its answer.");
        }

        return _buffer[_next++];
    }
}
