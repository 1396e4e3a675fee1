using System.Net;
using System.Net.Sockets;

namespace Scout.Faults.Tests.Clusters;

/// <summary>How a relay treats what comes.</summary>
internal enum Passage
{
    Open,

    /// <summary>As if nobody listened: what is open is reset, what comes is refused.</summary>
    Cut,

    /// <summary>As if the cable were pulled: everything stays open and nothing arrives.</summary>
    Silent,
}

/// <summary>A wire between two processes that a test can cut.</summary>
internal sealed class TcpRelay : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly IPEndPoint _target;
    private readonly TcpListener _listener;
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _open = [];
    private readonly CancellationTokenSource _disposed = new();
    private TaskCompletionSource _unblocked = Completed();
    private Passage _passage;

    public TcpRelay(IPEndPoint from, IPEndPoint target)
    {
        _target = target;
        _listener = new TcpListener(from);
        _listener.Start();
        _ = AcceptAsync();
    }

    public void Set(Passage passage)
    {
        lock (_gate)
        {
            _passage = passage;
            if (passage == Passage.Silent)
            {
                _unblocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return;
            }

            _ = _unblocked.TrySetResult();

            // What was silent for a while is not healed but broken: both ends have moved on.
            foreach (var socket in _open)
                Reset(socket);
            _open.Clear();
        }
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _listener.Dispose();
        Set(Passage.Cut);
        _disposed.Dispose();
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync(_disposed.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(_target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            if (!Keep(client))
                return;
            await server.ConnectAsync(_target);
            if (!Keep(server))
                return;
            _ = await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Either end is gone, and then so is the other.
        }
        finally
        {
            Drop(client);
            Drop(server);
        }
    }

    private bool Keep(Socket socket)
    {
        lock (_gate)
        {
            if (_passage == Passage.Cut)
            {
                Reset(socket);
                return false;
            }

            _ = _open.Add(socket);
            return true;
        }
    }

    private void Drop(Socket socket)
    {
        lock (_gate)
            _ = _open.Remove(socket);
        Reset(socket);
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        try
        {
            var buffer = new byte[BufferBytes];
            while (await from.ReceiveAsync(buffer) is var received and > 0)
            {
                await _unblocked.Task;
                for (var sent = 0; sent < received;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, received - sent));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Told to the caller by ending.
        }
    }
}
