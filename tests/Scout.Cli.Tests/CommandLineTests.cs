namespace Scout.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly ImportRun _run = new();

    [Theory]
    [InlineData("--batch", "0", "--batch must be 1 to 1000")]
    [InlineData("--batch", "1001", "--batch must be 1 to 1000")]
    [InlineData("--parallel", "65", "--parallel must be 1 to 64")]
    [InlineData("--limit", "0", "--limit must be 1 or more")]
    [InlineData("--deadline", "soon", "--deadline must be a duration such as 90s")]
    [InlineData("--server", "localhost", "--server must be an address such as http://127.0.0.1:8080")]
    [InlineData("--sever", "http://127.0.0.1:8080", "--sever")]
    public async Task Run_WhenAnOptionIsWrong_ExitsTwoAndNamesIt(string option, string value, string fault)
    {
        Assert.Equal(ExitCode.Unusable, await _run.RunAsync("import", Fixture.RetailSmall, "--map", Fixture.RetailMapping, option, value));

        Assert.Contains(fault, _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithoutMapping_ExitsTwo() => Assert.Equal(ExitCode.Unusable, await _run.RunAsync("import", Fixture.RetailSmall));

    [Theory]
    [InlineData("missing.csv", null)]
    [InlineData(null, "missing.yaml")]
    public async Task Run_WhenAFileIsMissing_ExitsTwoAndNamesIt(string? file, string? mapping)
    {
        Assert.Equal(ExitCode.Unusable, await _run.RunAsync("import", file ?? Fixture.RetailSmall, "--map", mapping ?? Fixture.RetailMapping));

        Assert.Contains(file ?? mapping!, _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithHelp_ExitsZeroAndTellsTheOptions()
    {
        Assert.Equal(ExitCode.AllIn, await _run.RunAsync("import", "--help"));

        Assert.Contains("--resume", _run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _run.Dispose();
}
