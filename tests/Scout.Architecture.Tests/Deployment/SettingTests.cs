using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Scout.Api;
using Scout.Api.Hosting;
using Scout.Silo;

namespace Scout.Architecture.Tests.Deployment;

/// <summary>What deploy/ tells the programs, put to the classes that read it at start: a name that is gone or a value out of range is a fault.</summary>
public sealed partial class SettingTests
{
    private const string PodAddress = "10.1.2.3";

    public static TheoryData<string> Programs => [.. Environments().Keys.Order()];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Settings_OfEachProgram_StartIt(string program) => Assert.Empty(Faults(program, Environments()[program]));

    [Fact]
    public void Settings_NamedAnywhere_AreKnown()
    {
        var documents = new[] { "docs/deployment.md", "docs/operations.md", "README.md" }.Select(file => Path.Combine(Repository.Root, file));
        var names = Deploy.Files().Concat(documents).SelectMany(file => Setting().Matches(File.ReadAllText(file)).Select(match => match.Value)).Distinct().ToArray();
        Assert.Contains("Scout__Cluster__SiloPort", names);
        var faults = Faults("silo", names.ToDictionary(name => name, _ => "1"));
        Assert.DoesNotContain(faults, fault => fault.Contains("is not a setting", StringComparison.Ordinal));
    }

    [Fact]
    public void Passwords_InWhatIsCommitted_AreInNoSetting()
    {
        // "Passfile" names a file; the connection string's other word for it is the password itself.
        Assert.All(Environments().Values, environment => Assert.DoesNotContain("Password=", environment["ConnectionStrings__Scout"], StringComparison.OrdinalIgnoreCase));
        Assert.All(Environments().Values, environment => Assert.DoesNotContain(environment.Keys, name => name.Contains("SECRET", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Kubernetes_WithoutADatabase_IsRefused()
    {
        var faults = Faults("silo", new Dictionary<string, string> { ["Scout__Cluster__Kubernetes"] = "true" });
        Assert.Contains("Scout:Cluster:Kubernetes", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Container_BehindOneConnectionString_FindsThePasswordThatIsMounted()
    {
        var secret = Yaml.Read(Deploy.At("kubernetes/secret.example.yaml"));
        foreach (var deployment in Deploy.OfKind("Deployment"))
        {
            var volume = deployment["spec", "template", "spec", "volumes"].Items.Single(volume => volume["secret"].IsThere);
            var mount = Deploy.Container(deployment)["volumeMounts"].Items.Single(mount => mount["name"].Text == volume["name"].Text);
            Assert.Equal(secret["metadata", "name"].Text, volume["secret", "secretName"].Text);
            Assert.Contains(Passfile(KubernetesSettings()), secret["stringData"].Entries.Keys.Select(key => $"{mount["mountPath"].Text}/{key}"));
        }

        foreach (var (name, service) in Deploy.ComposePrograms())
            Assert.Contains(Passfile(Environments()[$"compose {name}"]), service["secrets"].Items.Select(secret => $"/run/secrets/{secret.Text}"));
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Environments()
    {
        var environments = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        var image = Deploy.Variables(Deploy.Dockerfile.Where(line => line.StartsWith("ENV ASPNETCORE", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ').Skip(1))).ToDictionary();
        foreach (var (name, service) in Deploy.ComposePrograms())
            environments[$"compose {name}"] = image.Concat(service["environment"].Texts).ToDictionary();
        foreach (var deployment in Deploy.OfKind("Deployment"))
        {
            var own = Deploy.Container(deployment)["env"].Items.Where(variable => variable["value"].IsThere)
                .Select(variable => KeyValuePair.Create(variable["name"].Text, variable["value"].Text.Replace("$(POD_IP)", PodAddress, StringComparison.Ordinal)));
            environments[$"kubernetes {deployment["metadata", "name"].Text}"] = image.Concat(KubernetesSettings()).Concat(own).ToDictionary();
        }

        foreach (var program in new[] { "silo-1", "api" })
        {
            environments[$"systemd {program}"] = new[] { "scout", program }
                .SelectMany(file => Deploy.Variables(File.ReadLines(Deploy.At($"systemd/{file}.env.example")))).ToDictionary();
        }

        return environments;
    }

    private static Dictionary<string, string> KubernetesSettings() => Deploy
        .Variables(Yaml.Read(Deploy.At("kubernetes/kustomization.yaml"))["configMapGenerator"].Items.Single()["literals"].Items.Select(literal => literal.Text)).ToDictionary();

    private static string Passfile(IReadOnlyDictionary<string, string> environment) =>
        environment["ConnectionStrings__Scout"].Split(';').Single(part => part.StartsWith("Passfile=", StringComparison.Ordinal))["Passfile=".Length..];

    private static string[] Faults(string program, IReadOnlyDictionary<string, string> environment)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(environment.Select(variable => KeyValuePair.Create(
                variable.Key.Replace("ASPNETCORE_", "", StringComparison.Ordinal).Replace("__", ":", StringComparison.Ordinal), (string?)variable.Value)))
            .Build();
        var faults = program.Contains("api", StringComparison.Ordinal) ? ApiFaults(configuration) : SiloFaults(configuration);

        // Containers are written for the mode that tells callers apart; that this build refuses it is told in docs/deployment.md.
        return [.. faults.Where(fault => !fault.StartsWith("Scout:Auth:Mode is 'Keys'", StringComparison.Ordinal))];
    }

    private static IReadOnlyList<string> SiloFaults(IConfiguration configuration)
    {
        _ = SiloSettings.Read(configuration, out var faults);
        return faults;
    }

    /// <summary>The sections that the API alone reads, as its program does.</summary>
    private static IReadOnlyList<string> ApiFaults(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        _ = reader.Read<ApiOptions>(ApiOptions.Section);
        _ = reader.Read<ClusterSettings>(ClusterSettings.Section);
        _ = reader.Read<LogOptions>(LogOptions.Section);
        HostSetup.CheckAuth(reader, reader.Read<AuthOptions>(AuthOptions.Section), configuration);
        reader.RefuseUnknown();
        ClusterConnection.Require(reader, ClusterConnection.Read(reader, configuration));
        return reader.Faults;
    }

    [GeneratedRegex(@"\bScout__[A-Za-z]+(__[A-Za-z]+)*")]
    private static partial Regex Setting();
}
