using Scout.Contracts.Transactions;
using Scout.Domain.Quality;

namespace Scout.Contracts.Quality;

/// <summary>Who decides, and why: stored with the deed.</summary>
/// <param name="By">Who, as they name themselves; <see cref="Unknown"/> when they do not.</param>
/// <param name="Reason">Why; null when they do not say.</param>
[GenerateSerializer, Immutable, Alias("scout.OperatorAct")]
public sealed record OperatorAct([property: Id(0)] string By, [property: Id(1)] string? Reason)
{
    public const string Unknown = "unknown";
}

/// <summary>What became of a decision.</summary>
public enum AmendStatus : byte
{
    /// <summary>It stands: done now, or done before.</summary>
    Done = 0,

    /// <summary>There is nothing of that kind to decide on.</summary>
    NotFound = 1,

    /// <summary>Something else was decided before, or it cannot be done to what is there.</summary>
    Refused = 2,

    /// <summary>The transaction is still on its way to silver. Try again in a moment.</summary>
    NotPromotedYet = 3,

    /// <summary>The content given cannot count: a rule holds or refuses it, or the store does.</summary>
    Invalid = 4,
}

/// <summary>The answer to a decision.</summary>
[GenerateSerializer, Immutable, Alias("scout.AmendReply")]
public sealed record AmendReply
{
    [Id(0)]
    public required AmendStatus Status { get; init; }

    /// <summary>Where the transaction stands now.</summary>
    [Id(1)]
    public TransactionState State { get; init; }

    /// <summary>The event that was decided on, or that a correction made; 0 when nothing was done.</summary>
    [Id(2)]
    public long EventId { get; init; }

    /// <summary>When it was done first; null when nothing was done.</summary>
    [Id(3)]
    public DateTimeOffset? At { get; init; }

    /// <summary>Why it was refused, for people.</summary>
    [Id(4)]
    public string? Detail { get; init; }

    /// <summary>The rules that stand in the way.</summary>
    [Id(5)]
    public BrokenRules Decisive { get; init; }
}
