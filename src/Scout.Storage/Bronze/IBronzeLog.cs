using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Storage.Bronze;

/// <summary>What arrived, as it arrived: append-only, and unique by store and transaction.</summary>
public interface IBronzeLog
{
    /// <summary>Reserves event ids for one writer. Unused ids are lost, which is harmless.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was reserved, or the answer was lost. Safe to retry.</exception>
    ValueTask<EventIdBlock> ReserveEventIdsAsync(CancellationToken cancellationToken);

    /// <summary>Appends events in one transaction, and with them the note that their shards have work (<see cref="Silver.PendingRange"/>).</summary>
    /// <param name="batch">1 to a few thousand events of any stores, their ids ascending; the same transaction may occur twice.</param>
    /// <param name="cancellationToken">Cancels the wait, not what the store already began.</param>
    /// <returns>
    /// One outcome for each event, in the order given. An event stored before is a duplicate or a conflict, not an error: the first is
    /// left as it is, and a conflicting body is kept once as a dead letter before this answers. That holds for events that rules would
    /// hold or reject today as well: what was accepted stays accepted.
    /// </returns>
    /// <exception cref="StorageUnavailableException">Nothing was written, or the answer was lost. Safe to retry: what was written answers as a duplicate.</exception>
    ValueTask<AppendOutcome[]> AppendAsync(IReadOnlyList<BronzeEvent> batch, CancellationToken cancellationToken);
}

/// <summary>Ids <c>[Next, End)</c> that no one else will use.</summary>
public readonly record struct EventIdBlock(long Next, long End)
{
    /// <summary>Ids in one block: about a minute of full speed.</summary>
    public const int Size = 1 << 20;

    public static EventIdBlock FromNumber(long number) => new(number * Size, (number + 1) * Size);
}

/// <summary>One transaction on its way into bronze, or read back from it.</summary>
public sealed class BronzeEvent
{
    /// <summary>Given by the journal when the event's batch is written.</summary>
    public EventId EventId { get; set; }

    public required int Shard { get; init; }

    public required Transaction Transaction { get; init; }

    /// <summary>The transaction's bytes as the device sent them.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    public required string SourceSystem { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Every rule it broke at the door.</summary>
    public BrokenRules BrokenRules { get; init; }

    /// <summary>Why it is not promoted; null when it is.</summary>
    public HeldVerdict? Held { get; init; }
}

/// <summary>The verdict on an event that must not reach silver.</summary>
/// <param name="Disposition">Quarantine, or reject: then the event is kept as a dead letter and not in bronze.</param>
/// <param name="Findings">The rule, the value and the limit of each fault, as <see cref="Domain.Quality.Findings.ToJson"/> writes them.</param>
/// <param name="Reason">The same in one line, without values.</param>
/// <param name="Decisive">The rules whose action that is.</param>
public sealed record HeldVerdict(Disposition Disposition, string Findings, string Reason, BrokenRules Decisive = BrokenRules.None);

/// <summary>What became of an appended event.</summary>
public enum AppendStatus : byte
{
    /// <summary>Stored now.</summary>
    Accepted,

    /// <summary>The same content was stored before.</summary>
    Duplicate,

    /// <summary>Other content is stored under that identity; this body is a dead letter.</summary>
    Conflict,

    /// <summary>The store refuses these values for good; the body is a dead letter.</summary>
    Unstorable,

    /// <summary>Stored now, and held in quarantine: it is in no pending range.</summary>
    Quarantined,

    /// <summary>A rule refuses it, and nothing is stored under its identity; the body is a dead letter.</summary>
    Rejected,
}

/// <summary>The outcome of one event. For a duplicate or conflict, the id and time are those of the first.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="EventId">Of the stored event; none when the values were refused.</param>
/// <param name="ReceivedAt">When that was received.</param>
/// <param name="Part">A batch with a refused row is written in parts. Accepted events of one shard and part are one pending range.</param>
public readonly record struct AppendOutcome(AppendStatus Status, EventId EventId, DateTimeOffset ReceivedAt, int Part = 0);
