using System.Globalization;
using System.Text.RegularExpressions;
using Scout.Api.Hosting;

namespace Scout.Architecture.Tests.Deployment;

/// <summary>What is in <c>deploy/</c>, and what the programs say about themselves.</summary>
internal static partial class Deploy
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "deploy");

    public static Yaml Compose { get; } = Yaml.Read(At("compose.yaml"));

    /// <summary>Every object of the manifests that kustomize applies.</summary>
    public static IReadOnlyList<Yaml> Manifests { get; } =
        [.. Yaml.Read(At("kubernetes/kustomization.yaml"))["resources"].Items.SelectMany(file => Yaml.ReadAll(At($"kubernetes/{file.Text}")))];

    public static IReadOnlyList<string> Dockerfile { get; } = [.. File.ReadAllLines(At("Dockerfile")).Where(line => line.Length > 0 && line[0] != '#')];

    /// <summary>How long a program that was told to stop takes at most before it ends itself.</summary>
    public static TimeSpan StopTimeout { get; } = Limit("StopTimeout");

    /// <summary>How long the host waits for its parts; within the above.</summary>
    public static TimeSpan ShutdownTimeout { get; } = Limit("ShutdownTimeout");

    /// <summary>How long the answer of <c>/health/ready</c> may take.</summary>
    public static TimeSpan CheckTimeout { get; } = Limit("CheckTimeout", typeof(HealthEndpoints));

    public static string At(string path) => Path.Combine(Folder, path);

    public static IEnumerable<Yaml> OfKind(string kind) => Manifests.Where(manifest => manifest["kind"].Text == kind);

    public static Yaml Container(Yaml deployment) => deployment["spec", "template", "spec", "containers"].Items.Single();

    /// <summary>The services of compose.yaml that run Scout, by name.</summary>
    public static IEnumerable<KeyValuePair<string, Yaml>> ComposePrograms() => Compose["services"].Entries.Where(service => service.Value["build"].IsThere);

    /// <summary>Text files that an operator sees, secrets left out.</summary>
    public static IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(Folder, file).StartsWith("secrets", StringComparison.Ordinal));

    /// <summary>The name=value lines of a file that systemd or kustomize reads.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Variables(IEnumerable<string> lines) => lines
        .Where(line => line.Contains('=', StringComparison.Ordinal) && line[0] != '#')
        .Select(line => KeyValuePair.Create(line[..line.IndexOf('=', StringComparison.Ordinal)], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]));

    public static TimeSpan Seconds(string text) =>
        TimeSpan.FromSeconds(int.Parse(Digits().Match(text).Value, CultureInfo.InvariantCulture));

    private static TimeSpan Limit(string name, Type? type = null)
    {
        var field = (type ?? typeof(HostSetup)).GetField(name, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static);
        Assert.True(field is not null, $"{name} has another name now: the limits in deploy/ are compared with it.");
        return (TimeSpan)field.GetValue(null)!;
    }

    [GeneratedRegex(@"^\d+(?=s?$)")]
    private static partial Regex Digits();
}
