using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Scout.Architecture.Tests.Deployment;

/// <summary>compose.yaml hangs together, and reaches no network but this machine's own.</summary>
public sealed partial class ComposeTests
{
    // docs/deployment.md: the connections of a silo, of an API, and of people.
    private const int SiloConnections = 28;
    private const int ApiConnections = 4;
    private const int OtherConnections = 10;

    private static readonly IReadOnlyDictionary<string, Yaml> Services = Deploy.Compose["services"].Entries;

    [Fact]
    public void Ports_OfAllServices_AreOnLoopbackAndUsedOnce()
    {
        var ports = Services.Values.SelectMany(service => service["ports"].Items).Select(port => port.Text).ToArray();
        Assert.NotEmpty(ports);
        Assert.All(ports, port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.Equal(ports.Select(port => port.Split(':')[1]).Distinct(), ports.Select(port => port.Split(':')[1]));
    }

    [Fact]
    public void Ports_OfPrograms_AreTheOnesThatTheImageListensOn()
    {
        Assert.All(Deploy.ComposePrograms(), program => Assert.EndsWith($":{Ports.Http}", program.Value["ports"].Items.Single().Text, StringComparison.Ordinal));
        Assert.All(Deploy.ComposePrograms(), program => Assert.Contains($"/{Ports.Http} ", program.Value["healthcheck", "test"].Items[^1].Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Silos_ThatTellTheirAddress_HaveIt()
    {
        var subnet = IPNetwork.Parse(Deploy.Compose["networks", "scout", "ipam", "config"].Items.Single()["subnet"].Text);
        var silos = Silos().ToArray();
        Assert.Equal(3, silos.Length);
        foreach (var silo in silos)
        {
            var address = silo["networks", "scout", "ipv4_address"].Text;
            Assert.Equal(address, silo["environment", "Scout__Cluster__AdvertisedAddress"].Text);
            Assert.True(subnet.Contains(IPAddress.Parse(address)), $"{address} is not in {subnet}");
        }

        Assert.Equal(3, silos.Select(silo => silo["environment", "Scout__Cluster__AdvertisedAddress"].Text).Distinct().Count());
    }

    [Fact]
    public void Services_ThatWaitForOthers_WaitForOnesThatTellTheirHealth()
    {
        var waits = Services.Values.SelectMany(service => service["depends_on"].Entries).ToArray();
        Assert.NotEmpty(waits);
        foreach (var (name, wait) in waits)
        {
            Assert.Equal("service_healthy", wait["condition"].Text);
            Assert.True(Services[name]["healthcheck", "test"].IsThere, $"{name} tells no health");
        }
    }

    [Fact]
    public void Health_OfPrograms_IsGivenTheTimeItTakes() => Assert.All(Deploy.ComposePrograms(), program =>
    {
        Assert.True(Deploy.Seconds(program.Value["healthcheck", "timeout"].Text) > Deploy.CheckTimeout);
        Assert.Contains(Ports.ProbePaths, path => program.Value["healthcheck", "test"].Items[^1].Text.Contains($"GET {path} ", StringComparison.Ordinal));
    });

    [Fact]
    public void Stop_OfPrograms_IsGivenTheTimeItTakes() =>
        Assert.All(Deploy.ComposePrograms(), program => Assert.True(Deploy.Seconds(program.Value["stop_grace_period"].Text) > Deploy.StopTimeout));

    [Fact]
    public void Connections_OfEverySilo_FitIntoTheDatabases()
    {
        var needed = (SiloConnections * (Silos().Count() + 1)) + (ApiConnections * 2) + OtherConnections;
        var compose = Services["postgres"]["command"].Items.Select(word => word.Text).Single(word => word.StartsWith("max_connections=", StringComparison.Ordinal));
        Assert.True(int.Parse(compose.Split('=')[1], CultureInfo.InvariantCulture) >= needed, $"compose.yaml: {compose}, but {needed} are needed");
        var local = MaxConnections().Match(File.ReadAllText(Deploy.At("local-postgres.sh")));
        Assert.True(int.Parse(local.Groups[1].Value, CultureInfo.InvariantCulture) >= needed, $"local-postgres.sh: {local.Value}, but {needed} are needed");
    }

    [Fact]
    public void Mounts_OfAllServices_LeadToWhatIsThere()
    {
        var volumes = Deploy.Compose["volumes"].Entries.Keys;
        foreach (var source in Services.Values.SelectMany(service => service["volumes"].Items).Select(volume => volume.Text.Split(':')[0]))
            Assert.True(source.StartsWith("./", StringComparison.Ordinal) ? Path.Exists(Deploy.At(source)) : volumes.Contains(source), source);
    }

    [Fact]
    public void Secrets_OfAllServices_AreDefinedAndMade()
    {
        var defined = Deploy.Compose["secrets"].Entries;
        Assert.All(Services.Values.SelectMany(service => service["secrets"].Items), secret => Assert.Contains(secret.Text, defined.Keys));
        var script = File.ReadAllText(Deploy.At("make-secrets.sh"));
        Assert.All(defined.Values, secret => Assert.Contains(Path.GetFileName(secret["file"].Text), script, StringComparison.Ordinal));
    }

    [Fact]
    public void Targets_OfPrometheus_AreServices()
    {
        var targets = Yaml.Read(Deploy.At("prometheus/prometheus.yml"))["scrape_configs"].Items
            .SelectMany(job => job["static_configs"].Items).SelectMany(group => group["targets"].Items).Select(target => target.Text);
        Assert.Equal(Deploy.ComposePrograms().Select(program => $"{program.Key}:{Ports.Http}").Order(), targets.Order());
    }

    [Fact]
    public void Images_OfOthers_NameTheirVersion() => Assert.All(
        Services.Values.Where(service => !service["build"].IsThere), service => Assert.Matches(@":v?\d+(\.\d+)*$", service["image"].Text));

    private static IEnumerable<Yaml> Silos() => Deploy.ComposePrograms().Select(program => program.Value).Where(program => program["build", "target"].Text == "silo");

    [GeneratedRegex(@"max_connections = (\d+)")]
    private static partial Regex MaxConnections();
}
