using Orleans.Concurrency;
using Scout.Contracts.Ingestion;
using Scout.Contracts.Links;
using Scout.Contracts.Quality;
using Scout.Domain;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Contracts.Transactions;

/// <summary>One transaction that is touched a second time. Keyed by <see cref="TransactionKey"/>; a new transaction needs no activation.</summary>
[Alias("scout.ITransactionGrain")]
public interface ITransactionGrain : IGrainWithStringKey
{
    /// <returns>Null when no transaction of that identity was accepted.</returns>
    /// <exception cref="StorageUnavailableException">Try again.</exception>
    [Alias("Find"), ReadOnly, AlwaysInterleave]
    ValueTask<TransactionView?> FindAsync();

    /// <summary>Takes the transaction out of every figure.</summary>
    /// <exception cref="StorageUnavailableException">Unknown whether it was done. Safe to repeat, as all that follow.</exception>
    [Alias("Void")]
    ValueTask<AmendReply> VoidAsync(OperatorAct act);

    /// <summary>Puts another content in its place: every figure changes by exactly the difference, in the original's business day.</summary>
    /// <param name="content">A whole transaction of this identity.</param>
    /// <param name="sourceSystem">Who sends it.</param>
    /// <param name="act">Its reason is part of the correction's identity: the same content for the same reason is the same correction.</param>
    [Alias("Correct")]
    ValueTask<AmendReply> CorrectAsync(SubmittedTransaction content, string sourceSystem, OperatorAct act);

    /// <summary>Promotes the quarantined transaction as it is.</summary>
    [Alias("Release")]
    ValueTask<AmendReply> ReleaseAsync(OperatorAct act);

    /// <summary>Decides that the quarantined transaction never enters a figure.</summary>
    [Alias("Discard")]
    ValueTask<AmendReply> DiscardAsync(OperatorAct act);

    /// <summary>Judges the quarantined transaction by today's rules and promotes it when none of them holds it any more.</summary>
    [Alias("Replay")]
    ValueTask<AmendReply> ReplayAsync(OperatorAct act);

    /// <summary>Tries again what was set aside as a dead letter of this transaction.</summary>
    [Alias("ReplayDeadLetter")]
    ValueTask<AmendReply> ReplayDeadLetterAsync(long deadLetterId, OperatorAct act);

    /// <summary>Decides that a dead letter of this transaction is done with.</summary>
    [Alias("DiscardDeadLetter")]
    ValueTask<AmendReply> DiscardDeadLetterAsync(long deadLetterId, OperatorAct act);
}

/// <summary>The key of a transaction's grain: the store, a bar, the transaction.</summary>
public static class TransactionKey
{
    // A bar in the store's id is escaped, so the first bar always ends it: "a|b" + "c" and "a" + "b|c" are two keys.
    public static string Format(StoreId store, TransactionId transaction) =>
        $"{store.Value.Replace("%", "%25", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal)}|{transaction.Value}";

    public static (StoreId Store, TransactionId Transaction) Parse(string key)
    {
        var bar = key.IndexOf('|', StringComparison.Ordinal);
        if (bar < 0)
            throw new FormatException("A transaction's key is its store, a bar and the transaction.");
        var store = key[..bar].Replace("%7C", "|", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
        return (StoreId.FromStored(store), TransactionId.FromStored(key[(bar + 1)..]));
    }
}

/// <summary>Where a transaction stands.</summary>
public enum TransactionState : byte
{
    /// <summary>Durable in bronze, on its way to silver.</summary>
    Received = 0,

    /// <summary>In silver, and in every figure.</summary>
    Promoted = 1,

    /// <summary>In bronze, and in no figure for good: it cannot become silver, or someone discarded it from quarantine.</summary>
    Rejected = 2,

    /// <summary>In bronze, held by a quality rule until someone decides.</summary>
    Quarantined = 3,

    /// <summary>Taken out of the figures by a person.</summary>
    Voided = 4,
}

/// <summary>Everything that is kept of one transaction.</summary>
[GenerateSerializer, Immutable, Alias("scout.TransactionView")]
public sealed record TransactionView
{
    [Id(0)]
    public required TransactionState State { get; init; }

    /// <summary>What was sent first, then each correction; the last one counts.</summary>
    [Id(1)]
    public required List<RevisionView> Revisions { get; init; }

    /// <summary>What happened, in the order it happened.</summary>
    [Id(2)]
    public required List<TimelineEntry> Timeline { get; init; }

    /// <summary>Lines of silver of the last revision that is there, in the order sent; empty until one is.</summary>
    [Id(3)]
    public required List<LineItemView> Items { get; init; }

    /// <summary>Other bodies that were sent under this identity, oldest first.</summary>
    [Id(4)]
    public required List<ConflictView> Conflicts { get; init; }

    /// <summary>What the rules found when they held it, as a JSON array; null when none did.</summary>
    [Id(5)]
    public string? Findings { get; init; }

    /// <summary>For a return that names one: the transaction it gives back.</summary>
    [Id(6)]
    public OriginalView? Original { get; init; }
}

/// <summary>One accepted content of a transaction.</summary>
[GenerateSerializer, Immutable, Alias("scout.RevisionView")]
public sealed record RevisionView
{
    [Id(0)]
    public required int Revision { get; init; }

    [Id(1)]
    public required long EventId { get; init; }

    [Id(2)]
    public required DateTimeOffset ReceivedAt { get; init; }

    [Id(3)]
    public required string SourceSystem { get; init; }

    [Id(4)]
    public required BrokenRules BrokenRules { get; init; }

    /// <summary>JSON as it was sent.</summary>
    [Id(5)]
    public required ReadOnlyMemory<byte> Body { get; init; }
}

/// <param name="TransactionId">As the return names it.</param>
/// <param name="State">Where it stands; null when it is not known here.</param>
[GenerateSerializer, Immutable, Alias("scout.OriginalView")]
public sealed record OriginalView([property: Id(0)] string TransactionId, [property: Id(1)] TransactionState? State);

/// <param name="At">When.</param>
/// <param name="What">A word of a closed set: received, flagged, quarantined, promoted, rejected, conflict, released, replayed, discarded, voided, corrected.</param>
/// <param name="Detail">More about it, or null.</param>
[GenerateSerializer, Immutable, Alias("scout.TimelineEntry")]
public sealed record TimelineEntry([property: Id(0)] DateTimeOffset At, [property: Id(1)] string What, [property: Id(2)] string? Detail);

/// <summary>A line of silver. Amounts are in units of <see cref="Domain.Money.Amount"/>.</summary>
[GenerateSerializer, Immutable, Alias("scout.LineItemView")]
public sealed record LineItemView
{
    [Id(0)]
    public required string ProductId { get; init; }

    [Id(1)]
    public string? ProductName { get; init; }

    [Id(2)]
    public string? Brand { get; init; }

    [Id(3)]
    public string? Category { get; init; }

    [Id(4)]
    public string? Gtin { get; init; }

    [Id(5)]
    public string? Unit { get; init; }

    [Id(6)]
    public long QuantityUnits { get; init; }

    [Id(7)]
    public long UnitPriceUnits { get; init; }

    [Id(8)]
    public long LineAmountUnits { get; init; }

    [Id(9)]
    public long? DiscountUnits { get; init; }

    /// <summary>Null while the line has no mention yet: it was promoted by a version that had none, and gold has not come by.</summary>
    [Id(10)]
    public LineLinkView? Link { get; init; }
}

/// <param name="DeadLetterId">Where the body is kept.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="SourceSystem">Who sent it.</param>
/// <param name="Reason">Why it was set aside.</param>
/// <param name="Body">JSON as the device sent it.</param>
[GenerateSerializer, Immutable, Alias("scout.ConflictView")]
public sealed record ConflictView(
    [property: Id(0)] long DeadLetterId, [property: Id(1)] DateTimeOffset ReceivedAt, [property: Id(2)] string SourceSystem,
    [property: Id(3)] string Reason, [property: Id(4)] ReadOnlyMemory<byte> Body);
