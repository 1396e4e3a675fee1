namespace Scout.Testing.Processes;

/// <summary>What a process has said on its standard output and error.</summary>
public sealed class ProcessOutput
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Start, TaskCompletionSource Seen)> _waiting = [];

    public string Text
    {
        get
        {
            lock (_gate)
                return string.Join('\n', _lines);
        }
    }

    public void Add(string line)
    {
        lock (_gate)
        {
            _lines.Add(line);
            foreach (var (_, seen) in _waiting.Where(waiting => line.StartsWith(waiting.Start, StringComparison.Ordinal)))
                _ = seen.TrySetResult();
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _lines.Clear();
            _waiting.Clear();
        }
    }

    /// <summary>Ends with the first line that begins so, also when it has been said already.</summary>
    public Task WaitForAsync(string start)
    {
        lock (_gate)
        {
            if (_lines.Exists(line => line.StartsWith(start, StringComparison.Ordinal)))
                return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((start, seen));
            return seen.Task;
        }
    }
}
