using Scout.Api.Ingestion;
using Scout.Grains.Ingestion;

namespace Scout.Silo;

/// <summary>Tells the API of this process when the journal of this process is full, before it reads more.</summary>
internal sealed class JournalPressure(IBronzeJournal journal) : IIntakePressure
{
    public bool IsFull => journal.Load >= 1;
}
