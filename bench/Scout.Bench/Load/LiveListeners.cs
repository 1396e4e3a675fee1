using System.Diagnostics;
using System.Net.Sockets;

namespace Scout.Bench.Load;

/// <summary>Many open streams of live figures, and how long after a sale's acknowledgement each shows something new.</summary>
internal sealed class LiveListeners : IDisposable
{
    private readonly List<Listener> _listeners = [];
    private readonly LatencyHistogram _delays = new();
    private long _soldAt;
    private int _sale;

    /// <summary>From an acknowledgement to the frame that follows it, of every listener and sale.</summary>
    public LatencyHistogram Delays => _delays;

    /// <summary>Streams that the server ended.</summary>
    public int Broken => _listeners.Count(listener => listener.IsBroken);

    public int Count => _listeners.Count;

    /// <summary>How many have shown the sale told last.</summary>
    public int Shown => _listeners.Count(listener => listener.Seen == Volatile.Read(ref _sale));

    public static async Task<LiveListeners> OpenAsync(HttpTarget target, string path, int count, CancellationToken cancellationToken)
    {
        var listeners = new LiveListeners();
        var request = target.Get(path);
        for (var index = 0; index < count; index++)
        {
            var socket = await target.ConnectAsync(cancellationToken);
            _ = await socket.SendAsync(request, cancellationToken);
            listeners._listeners.Add(new(socket, listeners));
        }

        return listeners;
    }

    /// <summary>Starts the clock of a sale that has just been acknowledged.</summary>
    public void TellSold()
    {
        Volatile.Write(ref _soldAt, Stopwatch.GetTimestamp());
        Interlocked.Increment(ref _sale);
    }

    public void Dispose() => _listeners.ForEach(listener => listener.Dispose());

    private sealed class Listener : IDisposable
    {
        private const int BufferBytes = 32 * 1024;

        private readonly Socket _socket;
        private readonly LiveListeners _all;
        private readonly SocketAsyncEventArgs _receive = new();
        private int _seen;

        public Listener(Socket socket, LiveListeners all)
        {
            (_socket, _all) = (socket, all);
            _receive.SetBuffer(new byte[BufferBytes]);
            _receive.Completed += (_, _) => Receive(completed: true);
            Receive(completed: false);
        }

        public bool IsBroken { get; private set; }

        public int Seen => Volatile.Read(ref _seen);

        public void Dispose()
        {
            _socket.Dispose();
            _receive.Dispose();
        }

        private void Receive(bool completed)
        {
            try
            {
                while (true)
                {
                    if (completed && !Take())
                        return;
                    if (_socket.ReceiveAsync(_receive))
                        return;
                    completed = true;
                }
            }
            catch (ObjectDisposedException)
            {
                // Closed by this program.
            }
        }

        /// <summary>A frame has a line of data; a comment has none and tells nothing.</summary>
        private bool Take()
        {
            if (_receive.SocketError != SocketError.Success || _receive.BytesTransferred == 0)
            {
                IsBroken = true;
                return false;
            }

            var sale = Volatile.Read(ref _all._sale);
            if (_seen != sale && _receive.MemoryBuffer.Span[.._receive.BytesTransferred].IndexOf("data: "u8) >= 0)
            {
                Volatile.Write(ref _seen, sale);
                _all._delays.Record(Stopwatch.GetElapsedTime(Volatile.Read(ref _all._soldAt)).Ticks * TimeSpan.NanosecondsPerTick);
            }

            return true;
        }
    }
}
