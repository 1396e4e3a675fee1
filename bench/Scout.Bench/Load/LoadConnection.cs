using System.Diagnostics;
using System.Net.Sockets;

namespace Scout.Bench.Load;

/// <summary>One keep-alive connection in a closed loop: send, await the answer, send the next; at its turn, where a <see cref="Pace"/> is given.</summary>
/// <remarks>
/// Driven by <see cref="SocketAsyncEventArgs"/> and no tasks: at tens of thousands of requests a second on cores shared with the
/// server, the state machines and thread hops of async methods would cost as much as the sockets themselves. One act is in flight
/// at a time, so nothing here needs a lock.
/// </remarks>
internal sealed class LoadConnection : IDisposable
{
    private const int AnswerBytesFirst = 64 * 1024;
    private const int AnswerBytesMax = 4 * 1024 * 1024;

    private readonly Socket _socket;
    private readonly RequestSource _requests;
    private readonly LoadTally _tally;
    private readonly Pace? _pace;
    private readonly byte[] _request;
    private readonly SocketAsyncEventArgs _send = new();
    private readonly SocketAsyncEventArgs _receive = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _answer = new byte[AnswerBytesFirst];
    private int _answered;
    private long _sentAt;
    private TimeSpan _pause;
    private long? _turn;
    private volatile bool _stopping;

    public LoadConnection(Socket socket, RequestSource requests, LoadTally tally, Pace? pace)
    {
        (_socket, _requests, _tally, _pace) = (socket, requests, tally, pace);
        _request = GC.AllocateUninitializedArray<byte>(requests.RequestBytesMax, pinned: true);
        Action onSent = OnSent, onReceived = OnReceived;
        _send.Completed += (_, _) => Guard(onSent);
        _receive.Completed += (_, _) => Guard(onReceived);
    }

    /// <summary>Ends after the answer in flight once <see cref="Stop"/> was called, or with the connection.</summary>
    public Task Finished => _finished.Task;

    public void Start() => Guard(SendRequests);

    public void Stop() => _stopping = true;

    public void Dispose()
    {
        _socket.Dispose();
        _send.Dispose();
        _receive.Dispose();
    }

    /// <summary>Loops for as long as the kernel answers at once; otherwise a completion carries on.</summary>
    private void SendRequests()
    {
        while (!_stopping && !PausesFirst() && !AwaitsTurn())
        {
            var (offset, length) = _requests.Write(_request).GetOffsetAndLength(_request.Length);
            _send.SetBuffer(_request, offset, length);
            _answered = 0;
            _sentAt = _turn ?? Stopwatch.GetTimestamp();
            _turn = null;
            if (_socket.SendAsync(_send) || !ReceiveAnswer())
                return;
        }

        if (_stopping)
            _finished.TrySetResult();
    }

    private void OnSent()
    {
        if (ReceiveAnswer())
            SendRequests();
    }

    private void OnReceived()
    {
        if (TakeReceived() || ReceiveAnswer())
            SendRequests();
    }

    /// <summary>True when the whole answer is in; false when a completion will carry on.</summary>
    private bool ReceiveAnswer()
    {
        if (_send.SocketError != SocketError.Success)
            throw new SocketException((int)_send.SocketError);
        do
        {
            _receive.SetBuffer(_answer, _answered, _answer.Length - _answered);
            if (_socket.ReceiveAsync(_receive))
                return false;
        }
        while (!TakeReceived());
        return true;
    }

    private bool TakeReceived()
    {
        if (_receive.SocketError != SocketError.Success)
            throw new SocketException((int)_receive.SocketError);
        if (_receive.BytesTransferred == 0)
            throw new BenchException("the server closed the connection before its answer");
        _answered += _receive.BytesTransferred;
        if (!HttpAnswer.TryRead(_answer.AsSpan(0, _answered), out var answer))
        {
            MakeRoom();
            return false;
        }

        var nanoseconds = Stopwatch.GetElapsedTime(_sentAt).Ticks * TimeSpan.NanosecondsPerTick;
        _tally.OnAnswered(answer.Status, _requests.TransactionsPerRequest, _requests.CountAccepted(answer.Body), nanoseconds);
        if (answer.Status is 429 or 503)
            _pause = TimeSpan.FromSeconds(Math.Clamp(answer.RetryAfterSeconds, 1, 5));
        return true;
    }

    private void MakeRoom()
    {
        if (_answered < _answer.Length)
            return;
        if (_answer.Length >= AnswerBytesMax)
            throw new BenchException($"an answer has more than {AnswerBytesMax} bytes");
        Array.Resize(ref _answer, _answer.Length * 2);
    }

    /// <summary>A polite device waits as long as it is told to, or a busy server would be measured refusing.</summary>
    private bool PausesFirst()
    {
        if (_pause == TimeSpan.Zero)
            return false;
        _ = ResumeAfterAsync(_pause);
        _pause = TimeSpan.Zero;
        return true;
    }

    /// <summary>
    /// True when a timer will carry on. A turn that had passed while the answer before was awaited counts from when it was due, or a
    /// slow server would be asked less and look fast; one that the timer of this program overslept counts from its sending.
    /// </summary>
    private bool AwaitsTurn()
    {
        if (_pace is null || _turn is not null)
            return false;
        var due = _pace.TakeTurn();
        _turn = due;
        var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (wait <= TimeSpan.Zero)
            return false;
        _ = ResumeAfterAsync(wait);
        return true;
    }

    private async Task ResumeAfterAsync(TimeSpan pause)
    {
        await Task.Delay(pause, TimeProvider.System);
        if (_turn is not null)
            _turn = Stopwatch.GetTimestamp();
        Guard(SendRequests);
    }

    /// <summary>An exception must not reach the event loop of the runtime, which would end the process.</summary>
    private void Guard(Action act)
    {
        try
        {
            act();
        }
        catch (Exception fault) when (fault is SocketException or BenchException or ObjectDisposedException)
        {
            _tally.OnFault(fault.Message);
            _finished.TrySetResult();
        }
    }
}
