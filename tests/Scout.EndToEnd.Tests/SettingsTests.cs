using Scout.Testing.Network;
using Scout.Testing.Processes;

namespace Scout.EndToEnd.Tests;

/// <summary>Settings that stop the start, with a message that an operator can act on.</summary>
public sealed class SettingsTests : IDisposable
{
    private static readonly TimeSpan RefusedWithin = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("scout-e2e-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Scout__Api__IngestRequestMax", "5", "Scout:Api:IngestRequestMax", "Scout:Api:IngestRequestsMax")]
    [InlineData("Scout__Stores__AutoRegister", "perhaps", "Scout:Stores:AutoRegister", "true")]
    [InlineData("Scout__Stores__Freshness", "soon", "Scout:Stores:Freshness", "00:00:00.1")]
    [InlineData("Scout__Journal__BatchEventsMax", "0", "Scout:Journal:BatchEventsMax", "1000")]
    [InlineData("Scout__Stores__DefaultTimeZone", "Mars/Olympus", "Scout:Stores:DefaultTimeZone", "Asia/Manila")]
    [InlineData("Scout__Auth__Mode", "Keys", "Scout:Auth:Mode", "Open")]
    [InlineData("Scout__Auth__Mode", "None", "Scout:Auth:Mode", "Open")]
    [InlineData("Scout__Checks__Period", "00:00:30", "Scout:Checks:Period", "00:10:00")]
    [InlineData("Scout__Alerts__QuarantinedPercent", "0", "Scout:Alerts:QuarantinedPercent", "5")]
    [InlineData("Scout__Alerts__WebhookUrl", "http://127.0.0.1:9/secret-path", "Scout:Alerts:WebhookSecret", "whsec_")]
    [InlineData("Scout__Alerts__WebhookUrl", "ftp://127.0.0.1/secret-path", "Scout:Alerts:WebhookUrl", "https://hooks.example.com")]
    [InlineData("Scout__Alerts__WebhookUrls__0", "secret-path", "Scout:Alerts:WebhookUrls:0", "https://hooks.example.com")]
    [InlineData("Scout__Alerts__WebhookSecret", "whsec_not-base-64!", "Scout:Alerts:WebhookSecret", "base 64")]
    [InlineData("ConnectionStrings__Scout", "Hosst=db", "ConnectionStrings:Scout", "Host=db;Database=scout")]
    public async Task Start_WithASettingThatCannotBe_NamesItAndAnExample(string variable, string value, string named, string example)
    {
        var result = await RunAsync("http://127.0.0.1:0", (variable, value));

        ExpectRefusal(result, named, example);
        Assert.DoesNotContain("secret-path", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:18080")]
    [InlineData("http://*:18080")]
    [InlineData("http://[::]:18080")]
    [InlineData("http://127.0.0.1:18080;http://0.0.0.0:18081")]
    public async Task Start_OpenToTheNetwork_IsRefused(string urls) => ExpectRefusal(await RunAsync(urls), "Scout:Auth:Mode", "127.0.0.1");

    [Fact]
    public async Task Start_WithSeveralFaults_NamesThemAll()
    {
        var result = await RunAsync("http://0.0.0.0:18080", ("Scout__Nonsense", "1"), ("Scout__Promotion__Interval", "never"));

        ExpectRefusal(result, "Scout:Nonsense", "Scout:Promotion:Interval", "Scout:Auth:Mode");
    }

    [Fact]
    public async Task Start_OnADataDirectoryInUse_IsRefusedAndTheFirstGoesOn()
    {
        var settings = new Dictionary<string, string> { ["Scout__DataDirectory"] = Path.Combine(_folder, "data") };
        await using var first = await ScoutProcess.StartAsync(settings, _folder);

        var second = await RunAsync($"http://127.0.0.1:{FreePorts.Find()}", ("Scout__DataDirectory", Path.Combine(_folder, "data")));

        ExpectRefusal(second, "Scout:DataDirectory", "in use");
        Assert.True(first.IsRunning);
        await first.StopAsync();
    }

    [Theory]
    [InlineData("ConnectionStrings__Scout", "", "ConnectionStrings:Scout")]
    [InlineData("Scout__Auth__Mode", "7", "Scout:Auth:Mode")]
    [InlineData("Scout__Log__Level__Foo", "Debug", "Scout:Log:Level:Foo")]
    public async Task Start_WithASettingThatOnlyLooksRight_EndsAndNamesIt(string variable, string value, string setting) =>
        ExpectRefusal(await RunAsync("http://127.0.0.1:0", (variable, value)), setting);

    [Fact]
    public async Task Start_OnAPortInUse_EndsAndSaysSo()
    {
        var settings = new Dictionary<string, string> { ["Scout__DataDirectory"] = Path.Combine(_folder, "data") };
        await using var first = await ScoutProcess.StartAsync(settings, _folder);

        var second = await RunAsync(first.Url.GetLeftPart(UriPartial.Authority));

        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains($"{first.Url.Port}", second.Output + second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenTheDatabaseStaysAway_EndsAndSaysSo()
    {
        var result = await RunAsync(
            "http://127.0.0.1:0",
            ("Scout__StorePatience", "00:00:02"),
            ("ConnectionStrings__Scout", $"Host=127.0.0.1;Port={FreePorts.Find()};Username=scout;Database=scout;Timeout=3"));

        Assert.Contains("Waiting for the store", result.Output, StringComparison.Ordinal);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Scout cannot start", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private Task<ProgramResult> RunAsync(string urls, params (string Name, string Value)[] settings)
    {
        var ports = FreePorts.Find(2);
        var environment = new Dictionary<string, string>
        {
            ["Scout__DataDirectory"] = Path.Combine(_folder, "other"),
            ["Scout__Cluster__SiloPort"] = $"{ports[0]}",
            ["Scout__Cluster__GatewayPort"] = $"{ports[1]}",
        };
        foreach (var (name, value) in settings)
            environment[name] = value;
        return DotnetProgram.RunAsync(BuiltPrograms.Silo, ["--urls", urls], environment, _folder, RefusedWithin);
    }

    private static void ExpectRefusal(ProgramResult result, params string[] words)
    {
        Assert.True(result.ExitCode == 1, $"Ended with {result.ExitCode}: {result.Output}{result.Error}");
        Assert.All(words, word => Assert.Contains(word, result.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }
}
