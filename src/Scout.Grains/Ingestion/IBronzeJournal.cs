using Scout.Domain;
using Scout.Storage.Bronze;

namespace Scout.Grains.Ingestion;

/// <summary>The silo's one way into bronze: everything that waits at a moment is written together, in one statement and one commit.</summary>
public interface IBronzeJournal
{
    /// <summary>Queues the events of one submission. They are never split from each other's answer, but may share a write with strangers.</summary>
    /// <returns>One outcome for each event in the order given, once all of them are durable.</returns>
    /// <exception cref="JournalFullException">The queue is full. Nothing was queued.</exception>
    /// <exception cref="StorageUnavailableException">Not written, or the answer was lost. Sending the same again settles it.</exception>
    Task<AppendOutcome[]> AppendAsync(BronzeEvent[] events);

    /// <summary>How full the queue is: 0 empty, 1 full.</summary>
    double Load { get; }

    /// <summary>Events that wait to be written.</summary>
    long Waiting { get; }

    /// <summary>When the last write was committed; null before the first.</summary>
    DateTimeOffset? LastCommitAt { get; }
}

/// <summary>The journal's queue is full.</summary>
public sealed class JournalFullException : Exception
{
    public JournalFullException()
        : base("The intake queue is full.")
    {
    }

    public JournalFullException(string message)
        : base(message)
    {
    }

    public JournalFullException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
