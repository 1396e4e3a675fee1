using System.Text.RegularExpressions;

namespace Scout.Architecture.Tests.Deployment;

/// <summary>The Dockerfile as far as it can be judged without a container engine.</summary>
public sealed class DockerfileTests
{
    private static readonly string[][] Copies = [.. Deploy.Dockerfile.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1])];

    [Fact]
    public void Copies_OfTheDockerfile_FindWhatTheyCopy()
    {
        Assert.NotEmpty(Copies);
        Assert.All(Copies.SelectMany(sources => sources), source => Assert.True(Path.Exists(Path.Combine(Repository.Root, source)), source));
    }

    [Fact]
    public void Copies_OfTheDockerfile_AreSentToTheBuilder()
    {
        var sent = File.ReadLines(Path.Combine(Repository.Root, ".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..]).ToArray();
        Assert.All(Copies.SelectMany(sources => sources), source => Assert.Contains(sent, one => one.EndsWith('/') ? source.StartsWith(one, StringComparison.Ordinal) : source == one));
    }

    [Fact]
    public void Restore_OfTheDockerfile_KnowsEveryProjectAndItsLockFile()
    {
        var restore = Deploy.Dockerfile.Index().First(line => line.Item.StartsWith("RUN dotnet restore", StringComparison.Ordinal));
        Assert.EndsWith("--locked-mode", restore.Item, StringComparison.Ordinal);
        var copied = string.Join(' ', Deploy.Dockerfile.Take(restore.Index).Where(line => line.StartsWith("COPY ", StringComparison.Ordinal))).Split(' ');
        foreach (var project in Repository.Files("src", "*.csproj").Select(file => Path.GetRelativePath(Repository.Root, file)))
        {
            Assert.Contains(project, copied);
            Assert.Contains(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json"), copied);
        }
    }

    [Theory]
    [InlineData("silo")]
    [InlineData("api")]
    public void Target_OfEachProgram_RunsItAndSaysItsPorts(string target)
    {
        var stage = Deploy.Dockerfile.SkipWhile(line => !line.EndsWith($" AS {target}", StringComparison.Ordinal)).Skip(1).TakeWhile(line => !line.StartsWith("FROM ", StringComparison.Ordinal)).ToArray();
        var program = Regex.Match(stage[^1], @"^ENTRYPOINT \[""dotnet"", ""(.+)\.dll""\]$").Groups[1].Value;
        Assert.True(File.Exists(Path.Combine(Repository.Root, "src", program, $"{program}.csproj")), stage[^1]);
        Assert.Contains(Deploy.Dockerfile, line => line.StartsWith($"RUN dotnet publish src/{program}/", StringComparison.Ordinal) && line.EndsWith($" -o /app/{target}", StringComparison.Ordinal));
        Assert.Contains($"COPY --from=build /app/{target} ./", stage);
        Assert.Contains(target == "silo" ? $"EXPOSE {Ports.Http} {Ports.Silo} {Ports.Gateway}" : $"EXPOSE {Ports.Http}", stage);
    }

    [Fact]
    public void Runtime_OfEachProgram_IsNotRootAndStopsInOrder()
    {
        var runtime = Deploy.Dockerfile.SkipWhile(line => !line.EndsWith(" AS runtime", StringComparison.Ordinal)).ToArray();
        Assert.Contains("USER $APP_UID", runtime);
        Assert.DoesNotContain(runtime, line => line.StartsWith("USER root", StringComparison.Ordinal));
        Assert.Contains("STOPSIGNAL SIGTERM", runtime);

        // Alpine and plain chiselled images have no time zones, and stores' days are cut by them.
        Assert.Contains(Deploy.Dockerfile, line => line.StartsWith("ARG RUNTIME=", StringComparison.Ordinal) && line.EndsWith("-extra", StringComparison.Ordinal));
    }
}
