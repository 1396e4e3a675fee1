using System.Net;
using System.Net.Sockets;

namespace Scout.Testing.Network;

/// <summary>Ports that servers under test may listen on, now and again after a restart.</summary>
/// <remarks>
/// Taken from below the range that systems give to outgoing connections: otherwise a client that tries a stopped server's port may be given
/// that very port for its own end, connect to itself, and keep the server from coming back.
/// </remarks>
public static class FreePorts
{
    private const int First = 15_000;
    private const int Last = 32_000;
    private const int AttemptsMax = 1_000;

    public static int Find() => Find(1)[0];

    /// <returns>That many different ports.</returns>
    public static int[] Find(int count)
    {
        var found = new HashSet<int>();
        for (var attempt = 0; attempt < AttemptsMax && found.Count < count; attempt++)
        {
            var port = Random.Shared.Next(First, Last);
            if (IsFree(port))
                _ = found.Add(port);
        }

        return found.Count == count ? [.. found] : throw new InvalidOperationException($"No {count} free ports between {First} and {Last}.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
