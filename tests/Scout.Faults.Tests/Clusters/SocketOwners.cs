using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Scout.Faults.Tests.Clusters;

/// <summary>Whose a connection is, as Linux tells it. Processes on loopback all come from one address.</summary>
internal static class SocketOwners
{
    /// <param name="process">Its id.</param>
    /// <param name="local">The process's end of the connection.</param>
    /// <param name="remote">The other end.</param>
    public static bool Owns(int process, IPEndPoint local, IPEndPoint remote)
    {
        var ends = $" {Describe(local)} {Describe(remote)} ";

        // A socket made for both families stands in the second table, with its address written out as one of the sixth version.
        var inode = FindInode("/proc/net/tcp", line => line.Contains(ends, StringComparison.Ordinal))
            ?? FindInode("/proc/net/tcp6", line => line.Contains($"{Describe(local)} ", StringComparison.Ordinal) && line.Contains($"{Describe(remote)} ", StringComparison.Ordinal));
        return inode is not null && Links($"/proc/{process}/fd").Contains($"socket:[{inode}]");
    }

    private static string? FindInode(string table, Func<string, bool> isIt) =>
        File.ReadLines(table).FirstOrDefault(isIt)?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[9];

    private static IEnumerable<string> Links(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            string? target = null;
            try
            {
                target = new FileInfo(file).LinkTarget;
            }
            catch (IOException)
            {
                // Closed meanwhile.
            }

            if (target is not null)
                yield return target;
        }
    }

    /// <summary>As the kernel writes it: the address's bytes as a number of this machine.</summary>
    private static string Describe(IPEndPoint end) => string.Create(
        CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadUInt32LittleEndian(end.Address.MapToIPv4().GetAddressBytes()):X8}:{end.Port:X4}");
}
