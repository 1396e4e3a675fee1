using System.Diagnostics;
using Scout.Testing.Network;

namespace Scout.Testing.Processes;

/// <summary>A running Scout: the built silo, or the API alone, as a process of its own, which can be told to stop, be killed, and be started again.</summary>
public sealed class ScoutProcess : IAsyncDisposable
{
    private const string ReadyLine = "Scout is ready on ";
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(30);

    private readonly string _program;
    private readonly Dictionary<string, string> _settings;
    private readonly string _folder;
    private readonly ProcessOutput _output = new();
    private Process? _process;

    private ScoutProcess(string program, IReadOnlyDictionary<string, string> settings, string folder)
    {
        _program = program;
        var ports = FreePorts.Find(3);
        _folder = folder;
        Url = new Uri($"http://127.0.0.1:{ports[0]}");
        _settings = new Dictionary<string, string>(settings);
        _ = _settings.TryAdd("Scout__Cluster__SiloPort", $"{ports[1]}");
        _ = _settings.TryAdd("Scout__Cluster__GatewayPort", $"{ports[2]}");
    }

    /// <summary>The same over all restarts.</summary>
    public Uri Url { get; }

    public int Id => _process!.Id;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>How long the last start took until the server said that it was ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public string Output => _output.Text;

    /// <param name="settings">As environment variables.</param>
    /// <param name="folder">The working folder.</param>
    public static Task<ScoutProcess> StartAsync(IReadOnlyDictionary<string, string> settings, string folder) => StartAsync(BuiltPrograms.Silo, settings, folder);

    /// <summary>The API without a silo: a client of the cluster that the settings name.</summary>
    public static Task<ScoutProcess> StartApiAsync(IReadOnlyDictionary<string, string> settings, string folder) => StartAsync(BuiltPrograms.Api, settings, folder);

    /// <summary>A program that is made of a silo.</summary>
    public static async Task<ScoutProcess> StartAsync(string program, IReadOnlyDictionary<string, string> settings, string folder)
    {
        var scout = new ScoutProcess(program, settings, folder);
        try
        {
            await scout.StartAsync();
            return scout;
        }
        catch
        {
            await scout.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts again what was stopped or killed: same address, same data.</summary>
    public async Task StartAsync()
    {
        Release();
        _output.Clear();
        var startedAt = Stopwatch.GetTimestamp();
        _process = DotnetProgram.Start(_program, ["--urls", Url.GetLeftPart(UriPartial.Authority)], _settings, _folder, _output);
        var ready = _output.WaitForAsync(ReadyLine);
        var first = await Task.WhenAny(ready, _process.WaitForExitAsync(), Task.Delay(ReadyWithin));
        if (first != ready)
            Assert.Fail($"Scout {(_process.HasExited ? $"ended with {_process.ExitCode}" : $"was not ready after {ReadyWithin}")}, having said:\n{Output}");
        ReadyAfter = Stopwatch.GetElapsedTime(startedAt);
    }

    /// <summary>SIGKILL: not one instruction more.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGSTOP: it stands still, with its connections open, and does not know it.</summary>
    public Task PauseAsync() => DotnetProgram.SignalAsync(_process!, "STOP");

    /// <summary>SIGCONT: it goes on where it stood.</summary>
    public Task ResumeAsync() => DotnetProgram.SignalAsync(_process!, "CONT");

    /// <summary>SIGTERM, and the promise that goes with it.</summary>
    public async Task StopAsync()
    {
        await DotnetProgram.SignalAsync(_process!, "TERM");
        try
        {
            await _process!.WaitForExitAsync().WaitAsync(StopWithin);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Scout still ran {StopWithin} after SIGTERM, having said:\n{Output}");
        }

        Assert.True(_process.ExitCode == 0, $"Scout ended with {_process.ExitCode} after SIGTERM, having said:\n{Output}");
    }

    public ValueTask DisposeAsync()
    {
        Release();
        return ValueTask.CompletedTask;
    }

    private void Release()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        _process = null;
    }
}
