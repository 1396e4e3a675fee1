using System.Diagnostics;
using System.Text;

namespace Scout.Testing.Processes;

/// <summary>Runs built assemblies as processes with an environment that holds nothing of the tests' own settings.</summary>
public static class DotnetProgram
{
    private static readonly string[] ForeignPrefixes = ["Scout_", "ConnectionStrings_", "ASPNETCORE_", "DOTNET_ENVIRONMENT", "Kestrel_"];

    public static Process Start(
        string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string folder, ProcessOutput output)
    {
        var process = new Process { StartInfo = Describe(assembly, arguments, environment, folder) };
        process.OutputDataReceived += (_, line) => Take(line.Data, output);
        process.ErrorDataReceived += (_, line) => Take(line.Data, output);
        _ = process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Runs to the end, at most a given time.</summary>
    public static async Task<ProgramResult> RunAsync(
        string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string folder, TimeSpan within)
    {
        using var process = new Process { StartInfo = Describe(assembly, arguments, environment, folder) };
        _ = process.Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(within);
        }
        catch (TimeoutException)
        {
            process.Kill();
            Assert.Fail($"{Path.GetFileName(assembly)} still ran after {within}, having said:\n{await output}{await error}");
        }

        return new ProgramResult(process.ExitCode, await output, await error);
    }

    /// <summary>Sends <c>TERM</c>, <c>STOP</c> or <c>CONT</c>. The shell has it built in, so nothing else need be installed.</summary>
    public static async Task SignalAsync(Process process, string signal)
    {
        using var shell = Process.Start("sh", ["-c", $"kill -{signal} {process.Id}"]);
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }

    private static ProcessStartInfo Describe(string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string folder)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList())
            _ = start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }

    private static bool IsForeign(string name) => ForeignPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static void Take(string? line, ProcessOutput output)
    {
        if (line is not null)
            output.Add(line);
    }
}

/// <summary>How a program ended, and what it said.</summary>
public sealed record ProgramResult(int ExitCode, string Output, string Error);
