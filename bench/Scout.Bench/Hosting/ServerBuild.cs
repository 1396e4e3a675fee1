using System.Diagnostics;

namespace Scout.Bench.Hosting;

/// <summary>The repository this program was built from, and the server built out of it.</summary>
internal static class ServerBuild
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory) ?? FindRoot(Environment.CurrentDirectory)
        ?? throw new BenchException("Scout.sln is not in any folder above; run this from the repository.");

    /// <summary>Builds the server in Release and returns its assembly.</summary>
    public static async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var project = Path.Combine(Root, "src", "Scout.Silo");
        // The output is not redirected: build nodes that outlive the build would hold the pipe open.
        var start = new ProcessStartInfo("dotnet", ["build", project, "-c", "Release", "-nologo", "-v", "quiet", "-clp:NoSummary"]);
        using var build = Process.Start(start) ?? throw new BenchException("dotnet did not start");
        await Shell.WaitAsync(build, cancellationToken);
        if (build.ExitCode != 0)
            throw new BenchException("the server did not build");
        return Path.Combine(project, "bin", "Release", "net10.0", "Scout.Silo.dll");
    }

    private static string? FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Scout.sln")))
                return folder.FullName;
        }

        return null;
    }
}
