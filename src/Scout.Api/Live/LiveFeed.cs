namespace Scout.Api.Live;

/// <summary>Computes live figures once a second for all who listen to the same, and stops when the last one leaves.</summary>
internal sealed partial class LiveFeed(ILiveSource source, ApiOptions options, TimeProvider time, ILogger logger)
{
    private readonly string _name = Guid.NewGuid().ToString("N")[..8];
    private volatile bool _ended;
    private volatile Present _present = new(null, 0);

    /// <summary>Guarded by the lock of <see cref="LiveFeeds"/>.</summary>
    public int Listeners { get; set; }

    public void Start() => _ = Task.Run(RunAsync);

    public void Stop() => _ended = true;

    /// <summary>Sends frames to one listener until it leaves, is too slow, or the server stops.</summary>
    /// <param name="response">Its head is sent.</param>
    /// <param name="lastId">The last frame that the listener has, as it says; null when it has none.</param>
    /// <param name="gone">When the listener left or the server stops.</param>
    /// <returns>False when the listener was too slow.</returns>
    public async Task<bool> SendAsync(HttpResponse response, string? lastId, CancellationToken gone)
    {
        var seen = NumberOf(lastId);
        while (true)
        {
            var present = _present;
            var frame = present.Frame;
            if (frame is not null && frame.Number != seen)
            {
                // What was missed meanwhile is in the whole: nothing is ever queued for a listener.
                if (!await WriteAsync(response, frame.Number == seen + 1 ? frame.Change : frame.Whole, gone))
                    return false;
                seen = frame.Number;
                continue;
            }

            await present.Over.WaitAsync(gone);
            if (_present.Frame == frame && !await WriteAsync(response, Heartbeat, gone))
                return false;
        }
    }

    private static readonly byte[] Heartbeat = ":\n\n"u8.ToArray();

    private async ValueTask<bool> WriteAsync(HttpResponse response, ReadOnlyMemory<byte> bytes, CancellationToken gone)
    {
        var writing = response.BodyWriter.WriteAsync(bytes, gone);
        if (writing.IsCompletedSuccessfully)
            return !writing.Result.IsCompleted;
        try
        {
            return !(await writing.AsTask().WaitAsync(options.LivePatience, time, gone)).IsCompleted;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private long NumberOf(string? id) =>
        id is not null && id.StartsWith($"{_name}-", StringComparison.Ordinal) && long.TryParse(id.AsSpan(_name.Length + 1), out var number) ? number : -1;

    private async Task RunAsync()
    {
        var spokenAt = time.GetTimestamp();
        while (!_ended)
        {
            var startedAt = time.GetTimestamp();
            try
            {
                if (await source.ReadAsync() is { } figures)
                {
                    Show(figures);
                    spokenAt = startedAt;
                }
                else if (time.GetElapsedTime(spokenAt) >= options.LiveHeartbeat)
                {
                    // A heartbeat says that the figures still hold, so it is only sent when they were read.
                    Turn(new Present(_present.Frame, _present.Number));
                    spokenAt = startedAt;
                }
            }
            catch (Exception exception)
            {
                // Listeners hear nothing and so know that what they have may be old.
                LogNotRead(exception.GetType().Name);
            }

            var rest = options.LiveInterval - time.GetElapsedTime(startedAt);
            if (rest > TimeSpan.Zero)
                await Task.Delay(rest, time);
        }
    }

    private void Show((byte[] Whole, byte[] Change) figures)
    {
        var number = _present.Number + 1;
        var id = $"{_name}-{number}";
        var whole = LiveFrame.Event(id, figures.Whole);
        var change = ReferenceEquals(figures.Whole, figures.Change) ? whole : LiveFrame.Event(id, figures.Change);
        Turn(new Present(new LiveFrame(number, whole, change), number));
    }

    private void Turn(Present next)
    {
        var before = _present;
        _present = next;
        before.End();
    }

    [LoggerMessage(4101, LogLevel.Debug, "Live figures could not be read: {Fault}")]
    private partial void LogNotRead(string fault);

    /// <summary>What is shown until the next frame or heartbeat.</summary>
    private sealed class Present(LiveFrame? frame, long number)
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LiveFrame? Frame => frame;

        public long Number => number;

        public Task Over => _over.Task;

        public void End() => _over.SetResult();
    }
}
