using System.Runtime.InteropServices;
using Scout.Bench.Hosting;

namespace Scout.Bench.Report;

/// <summary>What the figures were measured on.</summary>
internal sealed record Machine(
    string Cpu,
    int Cores,
    long MemoryMegabytes,
    string System,
    string Runtime,
    string DiskFormat,
    string? Postgres,
    string? Commit,
    bool UncommittedChanges)
{
    public static async Task<Machine> DescribeAsync(PostgresBinaries? postgres, string? folder, CancellationToken cancellationToken)
    {
        string[] git = ["-C", AppContext.BaseDirectory];
        var changes = await Shell.TryRunAsync("git", [.. git, "status", "--porcelain"], cancellationToken);
        return new(
            await CpuAsync(cancellationToken),
            Environment.ProcessorCount,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024),
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            new DriveInfo(Path.GetFullPath(folder ?? Path.GetTempPath())).DriveFormat,
            postgres is null ? null : await postgres.VersionAsync(cancellationToken),
            await Shell.TryRunAsync("git", [.. git, "rev-parse", "HEAD"], cancellationToken),
            !string.IsNullOrEmpty(changes));
    }

    private static async Task<string> CpuAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists("/proc/cpuinfo"))
            return await Shell.TryRunAsync("sysctl", ["-n", "machdep.cpu.brand_string"], cancellationToken) ?? "unknown";
        var lines = await File.ReadAllLinesAsync("/proc/cpuinfo", cancellationToken);
        return lines.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";
    }
}
