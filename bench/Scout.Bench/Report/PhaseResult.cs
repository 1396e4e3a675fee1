namespace Scout.Bench.Report;

/// <summary>What one phase measured on one subject, once.</summary>
internal sealed class PhaseResult(string subject, string phase)
{
    private readonly List<Figure> _figures = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _failures = [];

    public string Subject => subject;

    public string Phase => phase;

    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>What a reader should know beside the figures.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Promises broken: any of these fails the whole run.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Adds a figure; one that could not be measured is left out.</summary>
    public void Add(string name, double? value, int decimals = 0)
    {
        if (value is { } number && double.IsFinite(number))
            _figures.Add(new(name, number, decimals));
    }

    public void Note(string text) => _notes.Add(text);

    public void Fail(string text) => _failures.Add(text);
}
