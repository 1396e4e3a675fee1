using System.Diagnostics;
using Scout.Testing.Network;

namespace Scout.Testing.Postgres;

/// <summary>The files of one private PostgreSQL server in a temporary folder, and the commands that run it.</summary>
internal sealed class PostgresCluster
{
    private readonly string _binaries;
    private readonly string _folder = Directory.CreateTempSubdirectory("scout-postgres-").FullName;

    public PostgresCluster(string binaries) => _binaries = binaries;

    public int Port { get; } = FreePorts.Find();

    private string Files => Path.Combine(_folder, "data");

    private string Log => Path.Combine(_folder, "server.log");

    // PostgreSQL refuses to run as root; its packages bring a user of this name.
    private static bool RunsAsRoot => !OperatingSystem.IsWindows() && Environment.UserName == "root";

    /// <summary>Only the server's own durability is under test, so the files of the empty cluster need no sync.</summary>
    public async Task InitialiseAsync()
    {
        if (RunsAsRoot)
            _ = await RunAsync("chown", ["postgres", _folder]);
        _ = await RunAsServerUserAsync(
            "initdb", "--pgdata", Files, "--username", "scout", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync");
    }

    public async Task StartAsync() => _ = await RunAsServerUserAsync(
        "pg_ctl", "start", "--wait", "--timeout", "60", "--pgdata", Files, "--log", Log, "--options",
        $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{_folder}' -c fsync=on -c max_connections=200");

    /// <param name="immediate">As if the power had gone: no checkpoint, so the next start recovers from the log.</param>
    public async Task StopAsync(bool immediate) => _ = await RunAsServerUserAsync(
        "pg_ctl", "stop", "--wait", "--timeout", "60", "--pgdata", Files, "--mode", immediate ? "immediate" : "fast");

    public void Delete() => Directory.Delete(_folder, recursive: true);

    private Task<string> RunAsServerUserAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries, program);
        return RunsAsRoot ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private async Task<string> RunAsync(string program, string[] arguments)
    {
        // Run from the folder itself: the server's user may not enter the one that the tests run in.
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await output}{await errors}{ReadLog()}");
        return await output;
    }

    private string ReadLog() => File.Exists(Log) ? File.ReadAllText(Log) : "";
}
