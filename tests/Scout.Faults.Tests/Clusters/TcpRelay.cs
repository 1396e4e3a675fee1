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

/// <summary>A wire between two processes that a test can cut, for everyone or for what one process sends.</summary>
internal sealed class TcpRelay : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly IPEndPoint _from;
    private readonly IPEndPoint _target;
    private readonly TcpListener _listener;
    private readonly Lock _gate = new();
    private readonly HashSet<Wire> _wires = [];
    private readonly CancellationTokenSource _disposed = new();
    private TaskCompletionSource _unblocked = Completed();
    private Passage _passage;
    private int? _process;

    public TcpRelay(IPEndPoint from, IPEndPoint target)
    {
        (_from, _target) = (from, target);
        _listener = new TcpListener(from);
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <param name="passage">From now on, until told otherwise.</param>
    /// <param name="process">The only one whose connections this concerns; null is everyone's.</param>
    public void Set(Passage passage, int? process = null)
    {
        lock (_gate)
        {
            if (passage == Passage.Silent && _passage != Passage.Silent)
                _unblocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

            // What was silent for a while is not healed but broken: both ends have moved on.
            if (passage != Passage.Silent && _passage != Passage.Open)
                ResetConcerned();
            (_passage, _process) = (passage, passage == Passage.Open ? null : process);
            if (passage == Passage.Cut)
                ResetConcerned();
            if (passage != Passage.Silent)
                _ = _unblocked.TrySetResult();
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

    private bool Concerns(Wire wire) => _process is not { } process || wire.IsOf(process);

    private void ResetConcerned()
    {
        foreach (var wire in _wires.Where(Concerns).ToList())
        {
            _ = _wires.Remove(wire);
            wire.Reset();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(new Wire(await _listener.AcceptSocketAsync(_disposed.Token), new Socket(_target.AddressFamily, SocketType.Stream, ProtocolType.Tcp), _from));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(Wire wire)
    {
        try
        {
            if (!Keep(wire))
                return;
            await wire.Server.ConnectAsync(_target);
            _ = await Task.WhenAny(PumpAsync(wire, wire.Client, wire.Server), PumpAsync(wire, wire.Server, wire.Client));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Either end is gone, and then so is the other.
        }
        finally
        {
            lock (_gate)
                _ = _wires.Remove(wire);
            wire.Reset();
        }
    }

    private bool Keep(Wire wire)
    {
        lock (_gate)
            return (_passage != Passage.Cut || !Concerns(wire)) && _wires.Add(wire);
    }

    private async Task PumpAsync(Wire wire, Socket from, Socket to)
    {
        try
        {
            var buffer = new byte[BufferBytes];
            while (await from.ReceiveAsync(buffer) is var received and > 0)
            {
                if (FindBlock(wire) is { } block)
                    await block;
                for (var sent = 0; sent < received;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, received - sent));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Told to the caller by ending.
        }
    }

    /// <summary>What a wire must wait for before it carries anything; nothing, when it is open.</summary>
    private Task? FindBlock(Wire wire)
    {
        lock (_gate)
            return _passage == Passage.Silent && Concerns(wire) ? _unblocked.Task : null;
    }

    /// <summary>One connection, and whose it is.</summary>
    private sealed class Wire(Socket client, Socket server, IPEndPoint relay)
    {
        private (int Process, bool IsIts)? _known;

        public Socket Client { get; } = Hurried(client);

        public Socket Server { get; } = Hurried(server);

        /// <summary>Looked up when first asked, which is only where somebody is cut off alone.</summary>
        public bool IsOf(int process)
        {
            if (_known is not { } known || known.Process != process)
                _known = known = (process, SocketOwners.Owns(process, (IPEndPoint)Client.RemoteEndPoint!, relay));
            return known.IsIts;
        }

        public void Reset()
        {
            TcpRelay.Reset(Client);
            TcpRelay.Reset(Server);
        }

        private static Socket Hurried(Socket socket)
        {
            socket.NoDelay = true;
            return socket;
        }
    }
}
