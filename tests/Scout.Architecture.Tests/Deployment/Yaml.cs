using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Scout.Architecture.Tests.Deployment;

/// <summary>A place in a YAML file, merge keys followed. A place that is not there is empty, so that a path can be followed to its end.</summary>
internal sealed class Yaml(YamlNode? node)
{
    private const string MergeKey = "<<";

    /// <summary>All documents of a file. A key that is written twice is an error.</summary>
    public static IReadOnlyList<Yaml> ReadAll(string file)
    {
        using var text = new StreamReader(file);
        var stream = new YamlStream();
        stream.Load(text);
        return [.. stream.Documents.Select(document => new Yaml(document.RootNode))];
    }

    public static Yaml Read(string file) => ReadAll(file).Single();

    public bool IsThere => node is not null;

    public string Text => (node as YamlScalarNode)?.Value ?? throw new InvalidOperationException(node is null ? "Nothing is there." : $"A text was expected at {node.Start}.");

    public int Number => int.Parse(Text, CultureInfo.InvariantCulture);

    public IReadOnlyList<Yaml> Items => node is YamlSequenceNode items ? [.. items.Select(item => new Yaml(item))] : [];

    public IReadOnlyDictionary<string, Yaml> Entries => node is YamlMappingNode entries ? Merge(entries) : new Dictionary<string, Yaml>();

    public IReadOnlyDictionary<string, string> Texts => Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Text);

    public Yaml this[params string[] path] => path.Aggregate(this, (place, name) => place.Entries.GetValueOrDefault(name) ?? new Yaml(null));

    private static Dictionary<string, Yaml> Merge(YamlMappingNode mapping)
    {
        var merged = new Dictionary<string, Yaml>();
        var named = mapping.ToLookup(entry => ((YamlScalarNode)entry.Key).Value == MergeKey);
        foreach (var (name, value) in named[true].SelectMany(entry => new Yaml(entry.Value).Entries))
            merged[name] = value;
        foreach (var entry in named[false])
            merged[((YamlScalarNode)entry.Key).Value!] = new Yaml(entry.Value);
        return merged;
    }
}
