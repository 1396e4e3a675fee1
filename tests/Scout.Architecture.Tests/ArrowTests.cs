using System.Xml.Linq;

namespace Scout.Architecture.Tests;

/// <summary>References point downward only. A new arrow is added here, on purpose, or not at all.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Scout.Domain"] = [],
        ["Scout.Contracts"] = ["Scout.Domain"],
        ["Scout.Linking"] = ["Scout.Domain"],
        ["Scout.Storage"] = ["Scout.Domain", "Scout.Linking"],
        ["Scout.Storage.Sqlite"] = ["Scout.Storage"],
        ["Scout.Storage.Postgres"] = ["Scout.Storage"],
        ["Scout.Grains"] = ["Scout.Contracts", "Scout.Linking", "Scout.Storage"],
        ["Scout.Api"] = ["Scout.Contracts", "Scout.Linking"],
        ["Scout.Silo"] = ["Scout.Api", "Scout.Grains", "Scout.Storage.Postgres", "Scout.Storage.Sqlite"],
        ["Scout.Cli"] = ["Scout.Domain"],
        ["Scout.Bench"] = ["Scout.Linking"],
    };

    private static readonly Dictionary<string, string[]> PackagesKeptOut = new()
    {
        ["Scout.Domain"] = [""],
        ["Scout.Linking"] = ["Microsoft.", "Npgsql"],
        ["Scout.Storage"] = ["Microsoft.Orleans", "Npgsql", "Microsoft.Data.Sqlite"],
        ["Scout.Storage.Sqlite"] = ["Microsoft.Orleans"],
        ["Scout.Storage.Postgres"] = ["Microsoft.Orleans"],
        ["Scout.Grains"] = ["Npgsql", "Microsoft.Data.Sqlite", "Microsoft.AspNetCore"],
        ["Scout.Contracts"] = ["Npgsql", "Microsoft.Data.Sqlite", "Microsoft.AspNetCore"],
    };

    public static TheoryData<string> Projects => [.. ProjectFiles().Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_OfEachProject_AreTheOnesDrawn(string project)
    {
        var references = Read(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))).Order().ToArray();
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} is a new room: draw its arrows here and in ARCHITECTURE.md.");
        Assert.Equal(allowed.Order(), references);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Packages_OfEachProject_StayOutWhereTheyDoNotBelong(string project)
    {
        foreach (var prefix in PackagesKeptOut.GetValueOrDefault(project, []))
            Assert.DoesNotContain(Read(project, "PackageReference"), package => package.StartsWith(prefix, StringComparison.Ordinal));
    }

    private static IEnumerable<string> ProjectFiles() => new[] { "src", "tools", "bench" }.SelectMany(folder => Repository.Files(folder, "*.csproj"));

    private static string[] Read(string project, string element) =>
        [.. XDocument.Load(ProjectFiles().Single(file => Path.GetFileNameWithoutExtension(file) == project)).Descendants(element)
            .Select(reference => reference.Attribute("Include")?.Value).OfType<string>()];
}
