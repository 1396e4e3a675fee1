namespace Scout.Cli.Mapping;

/// <summary>The mapping, or the file measured against it, cannot be used. Every fault is told at once.</summary>
internal sealed class MappingException(string subject, IReadOnlyList<string> faults)
    : Exception(faults.Count == 1 ? $"{subject}: {faults[0]}" : $"{subject}:{string.Concat(faults.Select(fault => $"{Environment.NewLine}  - {fault}"))}")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
