using System.Reflection;

namespace Scout.Testing.Processes;

/// <summary>Where the build that made the running tests put the programs that they run.</summary>
public static class BuiltPrograms
{
    public static string Silo => Find("Scout.Silo");

    public static string Api => Find("Scout.Api");

    public static string Cli => Find("scout");

    /// <summary>A silo that is broken on purpose.</summary>
    public static string BrokenSilo => Find("Scout.Silo.Broken");

    private static string Find(string program) =>
        Assembly.GetEntryAssembly()!.GetCustomAttributes<AssemblyMetadataAttribute>().SingleOrDefault(entry => entry.Key == $"Program:{program}")?.Value
        ?? throw new InvalidOperationException($"The build did not tell where {program} is.");
}
