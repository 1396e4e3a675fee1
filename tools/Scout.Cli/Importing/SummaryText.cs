using System.Globalization;
using Spectre.Console;

namespace Scout.Cli.Importing;

/// <summary>Shows a summary to people: tables on a terminal, aligned plain text in a file or pipe.</summary>
internal static class SummaryText
{
    public static void WriteTables(IAnsiConsole console, ImportSummary summary)
    {
        var counts = new Table().AddColumn("outcome").AddColumn(new TableColumn("transactions").RightAligned());
        foreach (var (name, value) in Counts(summary))
            counts.AddRow(name, value);
        console.Write(counts);
        var stores = new Table();
        foreach (var heading in StoreHeadings)
            stores.AddColumn(heading == StoreHeadings[0] ? new TableColumn(heading) : new TableColumn(heading).RightAligned());
        foreach (var row in StoreRows(summary))
            stores.AddRow([.. row.Select(cell => Markup.Escape(cell))]);
        console.Write(stores);
        foreach (var note in Notes(summary))
            console.WriteLine(note);
    }

    public static void WritePlain(TextWriter output, ImportSummary summary)
    {
        var counts = Counts(summary).Select(count => new[] { count.Name, count.Value }).ToList();
        WriteAligned(output, counts);
        output.WriteLine();
        WriteAligned(output, [StoreHeadings, .. StoreRows(summary)]);
        output.WriteLine();
        foreach (var note in Notes(summary))
            output.WriteLine(note);
    }

    private static readonly string[] StoreHeadings = ["store", "transactions", "returns", "lines", "revenue", "quarantined"];

    private static List<(string Name, string Value)> Counts(ImportSummary summary)
    {
        var tally = summary.Tally;
        List<(string Name, string Value)> counts = summary.Options.DryRun
            ? [("would be sent", Text(tally[Sending.EntryStatus.Accepted]))]
            :
            [
                ("accepted", Text(tally[Sending.EntryStatus.Accepted])),
                ("duplicates", Text(tally[Sending.EntryStatus.Duplicate])),
                ("conflicts", Text(tally[Sending.EntryStatus.Conflict])),
                ("quarantined", Text(tally[Sending.EntryStatus.Quarantined])),
                ("rejected", Text(tally[Sending.EntryStatus.Rejected])),
            ];
        counts.Add(("not sent", Text(tally[Sending.EntryStatus.NotSent])));
        if (summary.AnsweredBefore > 0)
            counts.Add(("answered before", Text(summary.AnsweredBefore)));
        return counts;
    }

    private static IEnumerable<string[]> StoreRows(ImportSummary summary)
    {
        var stores = summary.Tally.Stores;
        foreach (var (id, store) in stores)
            yield return Row(id, store);
        if (stores.Count > 1)
            yield return Row("all", new StoreTally(
                stores.Values.Sum(store => store.Transactions),
                stores.Values.Sum(store => store.Returns),
                stores.Values.Sum(store => store.Lines),
                stores.Values.Sum(store => store.Revenue),
                stores.Values.Sum(store => store.Quarantined)));
    }

    private static string[] Row(string name, StoreTally store) =>
        [name, Text(store.Transactions), Text(store.Returns), Text(store.Lines), store.Revenue.ToString("0.00##", CultureInfo.InvariantCulture), Text(store.Quarantined)];

    private static IEnumerable<string> Notes(ImportSummary summary)
    {
        if (summary.RoundedLines > 0)
            yield return $"{Text(summary.RoundedLines)} line amounts needed more than 4 decimals and were rounded, half away from zero";
        if (summary.Tally.Refused > 0 && !summary.Options.DryRun)
            yield return $"{Text(summary.Tally.Refused)} refused, told in {summary.Options.RejectsFile}";
        if (summary.RefusedBefore > 0)
            yield return $"{Text(summary.RefusedBefore)} refused in earlier runs";
        if (summary.Retries > 0)
            yield return $"{Text(summary.Retries)} calls repeated";
        yield return string.Create(CultureInfo.InvariantCulture, $"{summary.Tally.Entries} transactions in {summary.Elapsed.TotalSeconds:0.0} s, {summary.EntriesPerSecond}/s");
    }

    private static void WriteAligned(TextWriter output, List<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
