using System.Net;
using System.Net.Sockets;

namespace Scout.Bench.Hosting;

/// <summary>A temporary folder for one server and its database, removed at the end unless it is to be kept.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly bool _keep;

    public WorkFolder(string? parent, bool keep)
    {
        _keep = keep;
        Path = System.IO.Path.Combine(System.IO.Path.GetFullPath(parent ?? System.IO.Path.GetTempPath()), $"scout-bench-{Guid.NewGuid():N}"[..24]);
        Directory.CreateDirectory(Path);
        if (!OperatingSystem.IsWindows())
            // PostgreSQL may run as another user, who must be able to pass through.
            File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
    }

    public string Path { get; }

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A loopback port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        if (_keep)
            Console.WriteLine($"kept {Path}");
        else
            Directory.Delete(Path, recursive: true);
    }
}
