namespace Scout.Bench.Hosting;

/// <summary>The PostgreSQL programs of this machine.</summary>
/// <param name="Folder">Holds <c>initdb</c> and <c>pg_ctl</c>.</param>
internal sealed record PostgresBinaries(string Folder)
{
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>Looks where <c>pg_config</c> points, then in Debian's folders (newest first), then on PATH.</summary>
    public static async Task<PostgresBinaries?> FindAsync(CancellationToken cancellationToken)
    {
        var folders = new List<string?> { await Shell.TryRunAsync("pg_config", ["--bindir"], cancellationToken) };
        if (Directory.Exists(DebianRoot))
            folders.AddRange(Directory.GetDirectories(DebianRoot).OrderByDescending(MajorVersion).Select(version => Path.Combine(version, "bin")));
        folders.Add(Path.GetDirectoryName(Shell.FindOnPath("initdb")));
        return folders.OfType<string>().Where(HoldsServer).Select(folder => new PostgresBinaries(folder)).FirstOrDefault();
    }

    public async Task<string> VersionAsync(CancellationToken cancellationToken) =>
        (await Shell.RunAsync(Path.Combine(Folder, "postgres"), ["--version"], cancellationToken)).Trim();

    /// <summary>Runs one program; PostgreSQL refuses to run as root, so root runs it as user <c>postgres</c>.</summary>
    public Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string[] command = [Path.Combine(Folder, program), .. arguments];
        if (!Environment.IsPrivilegedProcess)
            return Shell.RunAsync(command[0], command[1..], cancellationToken);
        return Shell.FindOnPath("runuser") is { } runuser
            ? Shell.RunAsync(runuser, ["-u", "postgres", "--", .. command], cancellationToken)
            : Shell.RunAsync("su", ["postgres", "-s", "/bin/sh", "-c", string.Join(' ', command.Select(Quote))], cancellationToken);
    }

    private static string Quote(string argument) => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool HoldsServer(string folder) => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl"));

    private static int MajorVersion(string folder) => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0;
}
