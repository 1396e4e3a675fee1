using System.Globalization;

namespace Scout.Testing.Processes;

/// <summary>How much memory a process holds, as Linux tells it.</summary>
public static class ProcessMemory
{
    private const string Name = "VmRSS:";

    public static bool IsKnown => OperatingSystem.IsLinux();

    public static long ReadMebibytes(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").Single(line => line.StartsWith(Name, StringComparison.Ordinal));
        return long.Parse(line[Name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024;
    }
}
