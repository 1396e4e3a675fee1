using System.Globalization;
using System.Text.RegularExpressions;
using Scout.Api.Hosting;

namespace Scout.Architecture.Tests.Deployment;

/// <summary>What the programs listen on and answer, as they say themselves.</summary>
internal static partial class Ports
{
    /// <summary>The port that the image tells Kestrel to listen on.</summary>
    public static int Http { get; } = int.Parse(ImageUrl().Match(File.ReadAllText(Deploy.At("Dockerfile"))).Groups[1].Value, CultureInfo.InvariantCulture);

    public static int Silo { get; } = new ClusterSettings().SiloPort;

    public static int Gateway { get; } = new ClusterSettings().GatewayPort;

    /// <summary>The health addresses that exist.</summary>
    public static IReadOnlyList<string> ProbePaths { get; } =
        [.. MappedPath().Matches(File.ReadAllText(Path.Combine(Repository.Root, "src/Scout.Api/Hosting/HealthEndpoints.cs"))).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"ASPNETCORE_URLS=http://\+:(\d+)")]
    private static partial Regex ImageUrl();

    [GeneratedRegex(@"MapRead\(""(/health/[a-z]+)""")]
    private static partial Regex MappedPath();
}
