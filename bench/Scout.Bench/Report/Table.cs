namespace Scout.Bench.Report;

/// <summary>The results as a person reads them: a column for each subject and phase, a row for each figure.</summary>
internal static class Table
{
    private const string Gap = "  ";

    public static void Print(Machine machine, IReadOnlyList<RunResult> runs)
    {
        Console.WriteLine();
        var postgres = machine.Postgres ?? "no PostgreSQL";
        Console.WriteLine($"{machine.Cpu}, {machine.Cores} cores, {machine.System}, {machine.Runtime}, disk {machine.DiskFormat}, {postgres}");
        Console.WriteLine($"commit {machine.Commit ?? "unknown"}{(machine.UncommittedChanges ? " with uncommitted changes" : "")}");
        Console.WriteLine();
        PrintGrid(runs);
        Console.WriteLine();
        PrintRemarks("note", runs, result => result.Notes);
        PrintRemarks("FAILED", runs, result => result.Failures);
    }

    private static void PrintGrid(IReadOnlyList<RunResult> runs)
    {
        var columns = runs.Select(run => run.Result).Where(result => result.Figures.Count > 0)
            .GroupBy(result => $"{result.Subject} {result.Phase}")
            .Select(group => (Head: group.Key, Figures: Spread.Of(group).ToDictionary(figure => figure.Name)))
            .ToArray();
        var names = columns.SelectMany(column => column.Figures.Keys).Distinct().ToArray();
        List<string[]> rows = [["", .. columns.Select(column => column.Head)]];
        rows.AddRange(names.Select(name => (string[])[name, .. columns.Select(column => column.Figures.GetValueOrDefault(name)?.ToString() ?? "-")]));

        var widths = Enumerable.Range(0, columns.Length + 1).Select(index => rows.Max(row => row[index].Length)).ToArray();
        foreach (var row in rows)
            Console.WriteLine(row[0].PadRight(widths[0]) + string.Concat(row.Skip(1).Zip(widths.Skip(1), (cell, width) => Gap + cell.PadLeft(width))));
    }

    private static void PrintRemarks(string word, IReadOnlyList<RunResult> runs, Func<PhaseResult, IEnumerable<string>> remarksOf)
    {
        foreach (var (repeat, result) in runs)
        {
            foreach (var remark in remarksOf(result))
                Console.WriteLine($"{word}: {result.Subject} {result.Phase} (repeat {repeat}): {remark}");
        }
    }
}
