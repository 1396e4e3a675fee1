using Scout.Cli.Reading;
using Scout.Cli.Sending;
using Spectre.Console;

namespace Scout.Cli.Importing;

/// <summary>Tells people on the error stream how far an import is, and which entries were refused.</summary>
/// <param name="status">The moving line of a terminal; null where there is none.</param>
internal sealed class ImportProgress(TextWriter error, StatusContext? status) : IImportObserver
{
    /// <summary>More than a screen of refusals helps nobody; all of them stand in the rejects file.</summary>
    private const int RefusalsShownMax = 20;

    private int _answered;
    private int _refused;

    public void OnAnswered(ImportEntry entry, EntryOutcome outcome)
    {
        _answered++;
        if (outcome.IsRefused)
            ShowRefusal(entry, outcome);
        if (status is not null && _answered % 100 == 0)
            status.Status = $"{_answered} transactions answered, {_refused} refused";
    }

    private void ShowRefusal(ImportEntry entry, EntryOutcome outcome)
    {
        _refused++;
        if (_refused > RefusalsShownMax)
        {
            if (_refused == RefusalsShownMax + 1)
                error.WriteLine("... more refusals are not shown");
            return;
        }

        var why = outcome.Status == EntryStatus.NotSent
            ? string.Join("; ", entry.Faults.Take(3).Select(fault => $"{fault.Place} {fault.Fault}")) + (entry.Faults.Count > 3 ? $"; and {entry.Faults.Count - 3} more" : "")
            : outcome.ErrorsJson ?? "already there with other content";
        error.WriteLine($"{RejectsFile.Word(outcome.Status)}: {entry.TransactionId ?? "a row"} of {entry.StoreId ?? "an unknown store"} (line {entry.LineNumber}): {why}");
    }
}
