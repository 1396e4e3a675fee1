using Scout.Domain.Money;
using Scout.Domain.Transactions;

namespace Scout.Domain.Stores;

/// <summary>What Scout knows of a store. Immutable; a change is a new profile.</summary>
public sealed record StoreProfile
{
    public required StoreId StoreId { get; init; }

    public string? Name { get; init; }

    public string? Region { get; init; }

    public string? Province { get; init; }

    public string? City { get; init; }

    /// <summary>IANA name, for example <c>Asia/Manila</c>. The store's days and hours are cut in this zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The currency of every transaction that names none.</summary>
    public required string Currency { get; init; }

    /// <summary>Local time at which a business day begins; a bar that closes at 03:00 has 04:00.</summary>
    public TimeOnly BusinessDayStart { get; init; }

    public bool Active { get; init; } = true;

    /// <summary>Absolute total above which a transaction is flagged; null means the chain's limit.</summary>
    public Amount? AmountLimit { get; init; }

    public DateTimeOffset RegisteredAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
