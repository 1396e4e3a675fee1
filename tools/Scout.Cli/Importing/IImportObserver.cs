using Scout.Cli.Reading;
using Scout.Cli.Sending;

namespace Scout.Cli.Importing;

/// <summary>Sees an import as it goes, in file order.</summary>
internal interface IImportObserver
{
    void OnAnswered(ImportEntry entry, EntryOutcome outcome);
}
