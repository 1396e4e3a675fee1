using System.Text.RegularExpressions;

namespace Scout.Architecture.Tests;

/// <summary>Keeps the tree the way its readers expect it.</summary>
public sealed partial class TidyTests
{
    private static readonly string[] Folders = ["src", "tools", "bench", "tests"];

    [Fact]
    public void LogEventIds_InAllRooms_AreUsedOnce()
    {
        var ids = Folders.SelectMany(folder => Repository.Files(folder, "*.cs"))
            .SelectMany(file => LogMessage().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToArray();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void GrainCode_AwaitingAnything_ReturnsToItsOwnScheduler()
    {
        var offenders = Repository.Files("src/Scout.Grains", "*Grain.cs")
            .Where(file => File.ReadAllText(file).Contains("ConfigureAwait(false)", StringComparison.Ordinal));
        Assert.Empty(offenders);
    }

    [Fact]
    public void Readme_OfTheProject_NamesTheTwoCommands()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        Assert.Contains("dotnet run --project src/Scout.Silo", readme, StringComparison.Ordinal);
        Assert.Contains("dotnet test", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_InTheDocuments_LeadToFiles()
    {
        var broken = Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Repository.Files("docs", "*.md")).Concat(Repository.Files("bench", "*.md"))
            .SelectMany(file => Link().Matches(File.ReadAllText(file)).Select(match => (file, target: match.Groups[1].Value)))
            .Where(link => !link.target.Contains("://", StringComparison.Ordinal) && !link.target.StartsWith('#'))
            .Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(link.file)!, link.target.Split('#')[0])));
        Assert.Empty(broken);
    }

    [GeneratedRegex(@"\[LoggerMessage\((\d+),")]
    private static partial Regex LogMessage();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
