using System.Text.Json;

namespace Scout.Bench.Report;

/// <summary>The results as a program reads them, with all that is needed to judge whether two runs may be compared.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task WriteAsync(
        string file, Machine machine, IngestOptions options, IReadOnlyList<RunResult> runs, CancellationToken cancellationToken)
    {
        var report = new
        {
            MeasuredAt = TimeProvider.System.GetUtcNow(),
            Machine = machine,
            Parameters = options,
            PostgresSettings = Hosting.PostgresCluster.Settings,
            Failed = runs.Any(run => run.Result.Failures.Count > 0),
            Summary = runs.GroupBy(run => (run.Result.Subject, run.Result.Phase)).Select(group => new
            {
                group.Key.Subject,
                group.Key.Phase,
                Figures = Spread.Of(group.Select(run => run.Result))
                    .ToDictionary(figure => KeyOf(figure.Name), figure => new { figure.Min, figure.Median, figure.Max }),
            }),
            Runs = runs.Select(run => new
            {
                run.Repeat,
                run.Result.Subject,
                run.Result.Phase,
                Figures = run.Result.Figures.ToDictionary(figure => KeyOf(figure.Name), figure => figure.Value),
                run.Result.Notes,
                run.Result.Failures,
            }),
        };
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, report, Format, cancellationToken);
    }

    /// <summary><c>server CPU us/tx</c> is written <c>server_cpu_us_per_tx</c>.</summary>
    private static string KeyOf(string name) =>
        name.Replace("/", "_per_", StringComparison.Ordinal).Replace(' ', '_').Replace('-', '_').ToLowerInvariant();
}
