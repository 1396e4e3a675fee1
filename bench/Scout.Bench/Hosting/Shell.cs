using System.Diagnostics;

namespace Scout.Bench.Hosting;

/// <summary>Short commands of the machine, run to their end.</summary>
internal static class Shell
{
    /// <summary>Standard output of a command that must succeed.</summary>
    public static async Task<string> RunAsync(string file, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new BenchException($"{file} did not start");
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await WaitAsync(process, cancellationToken);
        if (process.ExitCode != 0)
            throw new BenchException($"{file} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {await errors}{await output}");
        return await output;
    }

    /// <summary>Waits for the end. When cancelled, ends the process first: nothing may go on writing to a folder about to be removed.</summary>
    public static async Task WaitAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>The trimmed output, or null where the command is missing or fails.</summary>
    public static async Task<string?> TryRunAsync(string file, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        if (FindOnPath(file) is not { } path)
            return null;
        try
        {
            return (await RunAsync(path, arguments, cancellationToken)).Trim();
        }
        catch (BenchException)
        {
            return null;
        }
    }

    public static string? FindOnPath(string file) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    /// <summary>SIGTERM: .NET itself can only kill. <c>kill</c> is built into every shell, while its program may be missing.</summary>
    public static Task TerminateAsync(int processId, CancellationToken cancellationToken) =>
        RunAsync("sh", ["-c", $"kill -TERM {processId}"], cancellationToken);
}
