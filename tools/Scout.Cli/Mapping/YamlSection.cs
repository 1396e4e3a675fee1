using YamlDotNet.RepresentationModel;

namespace Scout.Cli.Mapping;

/// <summary>One mapping of the YAML document. It gathers faults instead of throwing, so that a user hears of all of them at once.</summary>
internal sealed class YamlSection(string path, YamlMappingNode node, List<string> faults)
{
    private readonly HashSet<string> _known = [];

    public string Path { get; } = path;

    public void Fault(string key, string fault) => faults.Add($"{Name(key)} {fault}");

    public void Fault(string fault) => faults.Add($"{Path} {fault}");

    /// <summary>The text of a key; null, with a fault where it was required, when there is none.</summary>
    public string? FindText(string key, bool required = false)
    {
        if (FindNode(key, required) is not { } found)
            return null;
        if (found is YamlScalarNode { Value.Length: > 0 } scalar)
            return scalar.Value;
        Fault(key, found is YamlScalarNode ? "is empty" : "must be a single value");
        return null;
    }

    /// <summary>The key as a section, whatever its short form means: <paramref name="fromText"/> turns a single value into one.</summary>
    public YamlSection? FindSection(string key, bool required = false, Func<string, YamlMappingNode>? fromText = null)
    {
        switch (FindNode(key, required))
        {
            case null:
                return null;
            case YamlMappingNode mapping:
                return new YamlSection(Name(key), mapping, faults);
            case YamlScalarNode { Value.Length: > 0 } scalar when fromText is not null:
                return new YamlSection(Name(key), fromText(scalar.Value), faults);
            default:
                Fault(key, fromText is null ? "must be a section with keys of its own" : "must be a single value or a section with keys of its own");
                return null;
        }
    }

    public bool FindFlag(string key, bool otherwise)
    {
        var text = FindText(key);
        if (text is not (null or "true" or "false"))
            Fault(key, $"must be true or false, not '{text}'");
        return text is null ? otherwise : text == "true";
    }

    /// <summary>One of a few words; the first is the default.</summary>
    public int FindChoice(string key, params ReadOnlySpan<string> words)
    {
        if (FindText(key) is not { } text)
            return 0;
        var index = words.IndexOf(text);
        if (index < 0)
            Fault(key, $"must be one of {string.Join(", ", words!)}, not '{text}'");
        return Math.Max(index, 0);
    }

    /// <summary>Names every key that nobody asked for: a misspelt key would otherwise be a setting silently ignored.</summary>
    public void RefuseUnknownKeys()
    {
        foreach (var key in node.Children.Keys.OfType<YamlScalarNode>().Where(key => !_known.Contains(key.Value!)))
            faults.Add($"line {key.Start.Line}: unknown key {Name(key.Value!)}; known here: {string.Join(", ", _known)}");
    }

    private YamlNode? FindNode(string key, bool required)
    {
        _known.Add(key);
        if (node.Children.TryGetValue(new YamlScalarNode(key), out var found))
            return found;
        if (required)
            Fault(key, "is missing");
        return null;
    }

    private string Name(string key) => Path.Length == 0 ? key : $"{Path}.{key}";
}
