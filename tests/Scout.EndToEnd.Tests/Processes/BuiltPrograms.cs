using System.Reflection;

namespace Scout.EndToEnd.Tests.Processes;

/// <summary>Where the build that made these tests put the programs that they run.</summary>
internal static class BuiltPrograms
{
    public static string Silo => Find("Scout.Silo");

    public static string Api => Find("Scout.Api");

    public static string Cli => Find("scout");

    private static string Find(string program) =>
        typeof(BuiltPrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().SingleOrDefault(entry => entry.Key == $"Program:{program}")?.Value
        ?? throw new InvalidOperationException($"The build did not tell where {program} is.");
}
