using System.Globalization;

namespace Scout.Bench.Report;

/// <summary>One figure over all repeats.</summary>
internal sealed record Spread(string Name, double Min, double Median, double Max, int Decimals)
{
    /// <summary>Figures of the same name together, in the order they were first measured.</summary>
    public static IReadOnlyList<Spread> Of(IEnumerable<PhaseResult> repeats) =>
        [.. repeats.SelectMany(result => result.Figures).GroupBy(figure => figure.Name).Select(Of)];

    public override string ToString() => Min.Equals(Max) ? Format(Median) : $"{Format(Median)} ({Format(Min)}..{Format(Max)})";

    private static Spread Of(IGrouping<string, Figure> figures)
    {
        var values = figures.Select(figure => figure.Value).Order().ToArray();
        var median = (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
        return new(figures.Key, values[0], median, values[^1], figures.First().Decimals);
    }

    private string Format(double value) => value.ToString("N" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
