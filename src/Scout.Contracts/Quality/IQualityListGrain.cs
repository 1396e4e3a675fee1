using Scout.Domain;
using Scout.Domain.Quality;

namespace Scout.Contracts.Quality;

/// <summary>Lists what is held out of the figures. What is decided on it goes to the transaction's own grain.</summary>
[Alias("scout.IQualityListGrain")]
public interface IQualityListGrain : IGrainWithIntegerKey
{
    /// <returns>Newest first; a page of large bodies ends before its limit.</returns>
    /// <exception cref="StorageUnavailableException">Try again, as for all that follow.</exception>
    [Alias("ReadQuarantine")]
    ValueTask<ListPage<QuarantinedView>> ReadQuarantineAsync(QuarantineQuery query);

    /// <returns>Null when no rule ever held that event.</returns>
    [Alias("FindQuarantined")]
    ValueTask<QuarantinedView?> FindQuarantinedAsync(long eventId);

    /// <returns>Newest first; a page of large bodies ends before its limit.</returns>
    [Alias("ReadDeadLetters")]
    ValueTask<ListPage<DeadLetterView>> ReadDeadLettersAsync(DeadLetterQuery query);

    [Alias("FindDeadLetter")]
    ValueTask<DeadLetterView?> FindDeadLetterAsync(long deadLetterId);
}

/// <param name="Items">In the order of the list.</param>
/// <param name="HasMore">Whether the list goes on after the last of them.</param>
[GenerateSerializer, Immutable, Alias("scout.ListPage`1")]
public sealed record ListPage<T>([property: Id(0)] List<T> Items, [property: Id(1)] bool HasMore);

/// <param name="State">Null means any.</param>
/// <param name="StoreId">Null means all.</param>
/// <param name="Rule">Only what broke this rule; none means any.</param>
/// <param name="Before">Only ids below this one; null begins at the newest.</param>
/// <param name="Limit">At most this many.</param>
[GenerateSerializer, Immutable, Alias("scout.QuarantineQuery")]
public sealed record QuarantineQuery(
    [property: Id(0)] QuarantineState? State, [property: Id(1)] string? StoreId, [property: Id(2)] BrokenRules Rule, [property: Id(3)] long? Before,
    [property: Id(4)] int Limit);

/// <summary>A transaction that a rule held.</summary>
[GenerateSerializer, Immutable, Alias("scout.QuarantinedView")]
public sealed record QuarantinedView
{
    [Id(0)]
    public required long EventId { get; init; }

    [Id(1)]
    public required string StoreId { get; init; }

    [Id(2)]
    public required string TransactionId { get; init; }

    [Id(3)]
    public required DateTimeOffset ReceivedAt { get; init; }

    [Id(4)]
    public required string SourceSystem { get; init; }

    [Id(5)]
    public required QuarantineState State { get; init; }

    /// <summary>The rule, the path, the value and the limit of each fault, as a JSON array.</summary>
    [Id(6)]
    public required string Findings { get; init; }

    /// <summary>JSON as the device sent it.</summary>
    [Id(7)]
    public required ReadOnlyMemory<byte> Body { get; init; }

    [Id(8)]
    public DateTimeOffset? ResolvedAt { get; init; }

    [Id(9)]
    public string? ResolvedBy { get; init; }

    [Id(10)]
    public string? Reason { get; init; }
}

/// <param name="State">Null means any.</param>
/// <param name="Kind">Null means any.</param>
/// <param name="StoreId">Null means all.</param>
/// <param name="Before">Only ids below this one; null begins at the newest.</param>
/// <param name="Limit">At most this many.</param>
[GenerateSerializer, Immutable, Alias("scout.DeadLetterQuery")]
public sealed record DeadLetterQuery(
    [property: Id(0)] DeadLetterState? State, [property: Id(1)] DeadLetterKind? Kind, [property: Id(2)] string? StoreId, [property: Id(3)] long? Before,
    [property: Id(4)] int Limit);

/// <summary>A body that was set aside.</summary>
[GenerateSerializer, Immutable, Alias("scout.DeadLetterView")]
public sealed record DeadLetterView
{
    [Id(0)]
    public required long DeadLetterId { get; init; }

    [Id(1)]
    public required DeadLetterKind Kind { get; init; }

    [Id(2)]
    public required DeadLetterState State { get; init; }

    /// <summary>Its event in bronze; null when it has none.</summary>
    [Id(3)]
    public long? EventId { get; init; }

    [Id(4)]
    public required string StoreId { get; init; }

    [Id(5)]
    public required string TransactionId { get; init; }

    [Id(6)]
    public required DateTimeOffset ReceivedAt { get; init; }

    [Id(7)]
    public required string SourceSystem { get; init; }

    [Id(8)]
    public required string Reason { get; init; }

    /// <summary>The bytes as they were sent; not always JSON.</summary>
    [Id(9)]
    public required ReadOnlyMemory<byte> Body { get; init; }

    [Id(10)]
    public DateTimeOffset? ResolvedAt { get; init; }

    [Id(11)]
    public string? ResolvedBy { get; init; }
}
