using System.Diagnostics;

namespace Scout.Testing.Postgres;

/// <summary>Where this machine keeps the programs of a PostgreSQL server.</summary>
internal static class PostgresBinaries
{
    /// <returns>The folder that holds <c>initdb</c> and <c>pg_ctl</c>, or null when there is none.</returns>
    public static string? Find() => Candidates().FirstOrDefault(IsComplete);

    private static IEnumerable<string> Candidates()
    {
        if (AskPgConfig() is { } configured)
            yield return configured;

        const string Debian = "/usr/lib/postgresql";
        if (Directory.Exists(Debian))
        {
            foreach (var version in Directory.GetDirectories(Debian).OrderByDescending(name => name, StringComparer.Ordinal))
                yield return Path.Combine(version, "bin");
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
    }

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")) && File.Exists(Path.Combine(folder, "postgres"));

    private static string? AskPgConfig()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("pg_config", ["--bindir"]) { RedirectStandardOutput = true });
            var answer = process?.StandardOutput.ReadToEnd().Trim();
            process?.WaitForExit();
            return string.IsNullOrEmpty(answer) ? null : answer;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no such program.
            return null;
        }
    }
}
