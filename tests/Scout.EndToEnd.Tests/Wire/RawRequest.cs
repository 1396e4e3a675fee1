using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Scout.EndToEnd.Tests.Wire;

/// <summary>Sends bytes that no well-behaved client would.</summary>
internal static class RawRequest
{
    /// <returns>The status of the answer.</returns>
    public static async Task<int> SendAsync(Uri server, string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Host, server.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        using var reader = new StreamReader(stream);
        var statusLine = await reader.ReadLineAsync() ?? throw new IOException("The server answered nothing.");
        return int.Parse(statusLine.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
