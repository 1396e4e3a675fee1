using Scout.Domain.Alerts;
using Scout.Domain.Quality;

namespace Scout.Contracts.Alerts;

/// <summary>An alert as it is shown.</summary>
[GenerateSerializer, Immutable, Alias("scout.AlertView")]
public sealed record AlertView
{
    /// <summary>Opaque; a greater one is newer.</summary>
    [Id(0)]
    public required string AlertId { get; init; }

    [Id(1)]
    public required string Cause { get; init; }

    [Id(2)]
    public required AlertKind Kind { get; init; }

    [Id(3)]
    public required Severity Severity { get; init; }

    [Id(4)]
    public required AlertState State { get; init; }

    [Id(5)]
    public string? StoreId { get; init; }

    [Id(6)]
    public string? Stage { get; init; }

    [Id(7)]
    public required string Message { get; init; }

    [Id(8)]
    public required DateTimeOffset OpenedAt { get; init; }

    [Id(9)]
    public required DateTimeOffset LastSeenAt { get; init; }

    [Id(10)]
    public required long TimesSeen { get; init; }

    [Id(11)]
    public DateTimeOffset? AcknowledgedAt { get; init; }

    [Id(12)]
    public string? AcknowledgedBy { get; init; }

    [Id(13)]
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Null when the cause went away by itself.</summary>
    [Id(14)]
    public string? ResolvedBy { get; init; }

    [Id(15)]
    public required List<DeliveryView> Deliveries { get; init; }
}

/// <summary>The news of an alert on its way to a receiver.</summary>
[GenerateSerializer, Immutable, Alias("scout.DeliveryView")]
public sealed record DeliveryView(
    [property: Id(0)] string Event, [property: Id(1)] string Target, [property: Id(2)] DeliveryState State, [property: Id(3)] int Attempts,
    [property: Id(4)] DateTimeOffset? DeliveredAt, [property: Id(5)] string? LastFault);
