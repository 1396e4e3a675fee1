using System.Collections.Concurrent;
using System.Diagnostics;

namespace Scout.Bench.Hosting;

/// <summary>A server that prints <c>Scout is ready on</c>, and ends by SIGTERM with exit code 0.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string ReadyLine = "Scout is ready on ";
    private const int OutputLinesMax = 40;
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private bool _stopped;

    private ServerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Runs a built assembly in the folder that holds its settings and pages, and returns once it answers.</summary>
    public static async Task<ServerProcess> StartAsync(
        string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        foreach (var (name, value) in environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        SocketTuning.RemoveFrom(start.Environment);

        var server = new ServerProcess(new() { StartInfo = start });
        server._process.OutputDataReceived += (_, line) => server.OnOutput(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.OnOutput(line.Data);
        server._process.Start();
        try
        {
            server._process.BeginOutputReadLine();
            server._process.BeginErrorReadLine();
            await server.AwaitReadyAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the server to finish what it acknowledged, and holds it to its promise.</summary>
    /// <returns>The time it took.</returns>
    public async Task<TimeSpan> StopAsync(CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        if (_process.HasExited)
            throw new BenchException("the server ended before it was told to");
        await Shell.TerminateAsync(Id, cancellationToken);
        try
        {
            await _process.WaitForExitAsync(cancellationToken).WaitAsync(StopWithin, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new BenchException($"the server still ran {StopWithin.TotalSeconds} s after SIGTERM");
        }

        _stopped = true;
        if (_process.ExitCode != 0)
            throw new BenchException($"the server ended with {_process.ExitCode} after SIGTERM:{Environment.NewLine}{Output}");
        return Stopwatch.GetElapsedTime(startedAt);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped && _process.HasExited)
        {
            Console.WriteLine($"the server ended by itself with {_process.ExitCode}:{Environment.NewLine}{Output}");
        }
        else if (!_stopped)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private string Output => string.Join(Environment.NewLine, _output);

    private async Task AwaitReadyAsync(CancellationToken cancellationToken)
    {
        var ended = _process.WaitForExitAsync(cancellationToken);
        var first = await Task.WhenAny(_ready.Task, ended, Task.Delay(ReadyWithin, TimeProvider.System, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        if (first == ended)
            throw new BenchException("the server ended before it was ready");
        if (first != _ready.Task)
            throw new BenchException($"the server was not ready after {ReadyWithin.TotalSeconds} s:{Environment.NewLine}{Output}");
    }

    private void OnOutput(string? line)
    {
        if (line is null)
            return;
        if (line.StartsWith(ReadyLine, StringComparison.Ordinal))
            _ready.TrySetResult();
        _output.Enqueue(line);
        if (_output.Count > OutputLinesMax)
            _output.TryDequeue(out _);
    }
}
