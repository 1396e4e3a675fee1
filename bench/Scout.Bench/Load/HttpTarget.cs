using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Scout.Bench.Load;

/// <summary>The server under load, over plain HTTP/1.1.</summary>
/// <param name="EndPoints">One, or of each silo of a cluster one: connections go to them in turn.</param>
/// <param name="Host">Of the first.</param>
/// <param name="Key">Sent as a bearer token when the server runs in mode <c>Keys</c>.</param>
internal sealed record HttpTarget(IReadOnlyList<IPEndPoint> EndPoints, string Host, string? Key)
{
    private int _connections = -1;

    public Uri Url => new($"http://{Host}/");

    private string Authorization => Key is null ? "" : $"Authorization: Bearer {Key}\r\n";

    /// <summary>Reads <c>http://host:port</c>.</summary>
    public static async Task<HttpTarget> ParseAsync(string url, string? key, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme != Uri.UriSchemeHttp)
            throw new BenchException($"--server {url}: must be plain http, for example http://127.0.0.1:8080");
        var addresses = await Dns.GetHostAddressesAsync(parsed.DnsSafeHost, cancellationToken);
        return new([new(addresses[0], parsed.Port)], parsed.Authority, key);
    }

    public static HttpTarget Loopback(params int[] ports) =>
        new([.. ports.Select(port => new IPEndPoint(IPAddress.Loopback, port))], $"127.0.0.1:{ports[0]}", null);

    /// <summary>A connected socket that sends at once what it is given.</summary>
    public async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var endPoint = EndPoints[Interlocked.Increment(ref _connections) % EndPoints.Count];
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return socket;
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw new BenchException($"http://{endPoint} does not answer: {fault.Message}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A whole request without a body.</summary>
    public byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {Host}\r\n{Authorization}\r\n");

    /// <summary>A request's head up to, and without, its length.</summary>
    public byte[] Head(string path, string contentType)
    {
        return Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {Host}\r\n{Authorization}Content-Type: {contentType}\r\nX-Source-System: bench\r\n");
    }
}
