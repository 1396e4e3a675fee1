using Scout.Domain.Quality;

namespace Scout.Contracts.Ingestion;

/// <summary>Whether a submission was taken as a whole.</summary>
public enum SubmitStatus : byte
{
    /// <summary>Every transaction has its result, and what is accepted is durable.</summary>
    Done = 0,

    /// <summary>The intake queue is full. Nothing of the submission was begun; try again a little later.</summary>
    Busy = 1,

    /// <summary>The store did not answer. The outcome is unknown; sending the same again settles it.</summary>
    Unavailable = 2,

    /// <summary>The store is not registered, and stores do not register themselves here.</summary>
    UnknownStore = 3,
}

/// <summary>What became of one transaction.</summary>
public enum TransactionStatus : byte
{
    Accepted = 0,
    Duplicate = 1,
    Conflict = 2,

    /// <summary>Its values cannot be stored, or a quality rule refuses it; the body is kept as a dead letter.</summary>
    Rejected = 3,

    /// <summary>Durable in bronze; a quality rule holds it out of every figure.</summary>
    Quarantined = 4,
}

/// <summary>The answer to a submission.</summary>
[GenerateSerializer, Immutable, Alias("scout.SubmitReply")]
public sealed class SubmitReply(SubmitStatus status, TransactionResult[] results)
{
    public static readonly SubmitReply Busy = new(SubmitStatus.Busy, []);

    public static readonly SubmitReply Unavailable = new(SubmitStatus.Unavailable, []);

    public static readonly SubmitReply UnknownStore = new(SubmitStatus.UnknownStore, []);

    [Id(0)]
    public SubmitStatus Status { get; } = status;

    /// <summary>One for each transaction in the order submitted; empty unless done.</summary>
    [Id(1)]
    public TransactionResult[] Results { get; } = results;
}

/// <summary>The outcome of one transaction.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="EventId">Its event; for a duplicate or conflict, that of the first.</param>
/// <param name="ReceivedAt">When that was received.</param>
/// <param name="Decisive">The rules that held or refused it; none for a duplicate or conflict.</param>
/// <param name="Flags">The other rules it broke.</param>
[GenerateSerializer, Immutable, Alias("scout.TransactionResult")]
public readonly record struct TransactionResult(
    [property: Id(0)] TransactionStatus Status, [property: Id(1)] long EventId, [property: Id(2)] DateTimeOffset ReceivedAt,
    [property: Id(3)] BrokenRules Decisive = BrokenRules.None, [property: Id(4)] BrokenRules Flags = BrokenRules.None);
