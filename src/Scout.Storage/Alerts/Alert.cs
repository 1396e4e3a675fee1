using Scout.Domain.Alerts;
using Scout.Domain.Quality;

namespace Scout.Storage.Alerts;

/// <summary>Something a person should know of, from when it was first seen until it is gone.</summary>
public sealed record Alert
{
    /// <summary>32 hexadecimal digits that grow with time, so that the greatest is the newest.</summary>
    public required string AlertId { get; init; }

    /// <summary>What it is about. At most one alert of a cause is open or acknowledged; the database sees to that.</summary>
    public required string Cause { get; init; }

    public required AlertKind Kind { get; init; }

    public required Severity Severity { get; init; }

    public required AlertState State { get; init; }

    /// <summary>The store it is about; null when it is about none.</summary>
    public string? StoreId { get; init; }

    /// <summary>The stage it is about; null when it is about none.</summary>
    public string? Stage { get; init; }

    /// <summary>One line for people, as of the last time it was seen.</summary>
    public required string Message { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>How often its cause was seen to go on or to grow.</summary>
    public required long TimesSeen { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Who said that it is done; null when its cause went away by itself.</summary>
    public string? ResolvedBy { get; init; }

    /// <summary>The news of it on their way to receivers, oldest first.</summary>
    public IReadOnlyList<AlertDelivery> Deliveries { get; init; } = [];

    /// <summary>A new id: as late as <paramref name="at"/>, and no other's.</summary>
    public static string NewId(DateTimeOffset at) => Guid.CreateVersion7(at).ToString("N");
}

/// <summary>One piece of news for one receiver.</summary>
/// <param name="Event"><c>alert.opened</c> or <c>alert.resolved</c>.</param>
/// <param name="Target">The receiver by the name the sender gave it, which holds no secret.</param>
/// <param name="State">Whether it arrived.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="DeliveredAt">When it arrived; null until then.</param>
/// <param name="LastFault">Why the last attempt failed; null when none did.</param>
public sealed record AlertDelivery(string Event, string Target, DeliveryState State, int Attempts, DateTimeOffset? DeliveredAt, string? LastFault);
