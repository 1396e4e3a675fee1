using System.Diagnostics;

namespace Scout.Architecture.Tests.Deployment;

/// <summary>What the tools of each format say, where this machine has them.</summary>
public sealed class ToolTests
{
    public static TheoryData<string> YamlFiles => [.. Deploy.Files().Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Select(file => Path.GetRelativePath(Deploy.Folder, file)).Order()];

    public static TheoryData<string> Scripts => [.. Deploy.Files().Where(file => file.EndsWith(".sh", StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Deploy.Folder, file)).Order()];

    public static TheoryData<string> Units => [.. Deploy.Files().Where(file => file.EndsWith(".service", StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Deploy.Folder, file)).Order()];

    [Theory]
    [MemberData(nameof(YamlFiles))]
    public void Yaml_InTheFolder_CanBeRead(string file) => Assert.All(Yaml.ReadAll(Deploy.At(file)), document => Assert.NotEmpty(document.Entries));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_InTheFolder_IsSoundAndCanBeRun(string file)
    {
        Assert.StartsWith("#!/usr/bin/env bash\n", File.ReadAllText(Deploy.At(file)), StringComparison.Ordinal);
        Assert.Contains("\nset -euo pipefail\n", File.ReadAllText(Deploy.At(file)), StringComparison.Ordinal);
        Assert.Equal((0, ""), Run("bash", "-n", Deploy.At(file)));
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(Deploy.At(file)).HasFlag(UnixFileMode.UserExecute), $"{file} cannot be executed");
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_InTheFolder_SatisfiesShellcheck(string file)
    {
        RequireTool("shellcheck");
        Assert.Equal((0, ""), Run("shellcheck", Deploy.At(file)));
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void Unit_InTheFolder_SatisfiesSystemd(string file)
    {
        RequireTool("systemd-analyze");
        var folder = Directory.CreateTempSubdirectory("scout-units-");
        try
        {
            // The programs that it starts must exist for it to be content: any that does will do.
            var unit = Path.Combine(folder.FullName, Path.GetFileName(file));
            File.WriteAllText(unit, File.ReadAllText(Deploy.At(file)).Replace("/usr/bin/dotnet", "/bin/sh", StringComparison.Ordinal).Replace("/usr/bin/curl", "/bin/sh", StringComparison.Ordinal));
            Assert.Equal((0, ""), Run("systemd-analyze", "verify", "--man=no", unit.Replace("@.service", "@1.service", StringComparison.Ordinal)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void Unit_InTheFolder_GivesTimeToStopAndRunsWhatIsBuilt(string file)
    {
        var unit = File.ReadAllLines(Deploy.At(file));
        Assert.Contains("KillSignal=SIGTERM", unit);
        Assert.True(Deploy.Seconds(unit.Single(line => line.StartsWith("TimeoutStopSec=", StringComparison.Ordinal)).Split('=')[1]) > Deploy.StopTimeout);
        var program = Path.GetFileNameWithoutExtension(unit.Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal)));
        Assert.True(File.Exists(Path.Combine(Repository.Root, "src", program, $"{program}.csproj")), program);
        Assert.Contains(Ports.ProbePaths, path => unit.Any(line => line.StartsWith("ExecStartPost=", StringComparison.Ordinal) && line.EndsWith(path, StringComparison.Ordinal)));
    }

    [Fact]
    public void Manifests_PutTogether_SatisfyKustomize()
    {
        RequireTool("kubectl");
        var (exit, output) = Run("kubectl", "kustomize", Deploy.At("kubernetes"));
        Assert.True(exit == 0, output);
        Assert.Contains("kind: Deployment", output, StringComparison.Ordinal);
    }

    private static void RequireTool(string name)
    {
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        Assert.SkipUnless(folders.Any(folder => File.Exists(Path.Combine(folder, name))), $"{name} is not installed");
    }

    private static (int Exit, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
