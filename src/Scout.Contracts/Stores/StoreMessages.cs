using Scout.Domain.Money;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;

namespace Scout.Contracts.Stores;

/// <summary>A change of a profile: members that are not <see cref="Change{T}.Given"/> stay as they are.</summary>
[GenerateSerializer, Immutable, Alias("scout.ProfileChange")]
public sealed record ProfileChange
{
    [Id(0)]
    public Change<string?> Name { get; init; }

    [Id(1)]
    public Change<string?> Region { get; init; }

    [Id(2)]
    public Change<string?> Province { get; init; }

    [Id(3)]
    public Change<string?> City { get; init; }

    [Id(4)]
    public Change<string> TimeZone { get; init; }

    [Id(5)]
    public Change<string> Currency { get; init; }

    [Id(6)]
    public Change<TimeOnly> BusinessDayStart { get; init; }

    [Id(7)]
    public Change<bool> Active { get; init; }

    /// <summary>In units of <see cref="Amount"/>.</summary>
    [Id(8)]
    public Change<long?> AmountLimitUnits { get; init; }
}

/// <summary>A member of a change: given, or left alone.</summary>
[GenerateSerializer, Immutable, Alias("scout.Change`1")]
public readonly record struct Change<T>([property: Id(0)] bool Given, [property: Id(1)] T Value)
{
    public T Or(T present) => Given ? Value : present;
}

/// <param name="Profile">What is stored now.</param>
/// <param name="Created">Whether the store was unknown before.</param>
[GenerateSerializer, Immutable, Alias("scout.SavedProfile")]
public sealed record SavedProfile([property: Id(0)] StoreProfile Profile, [property: Id(1)] bool Created);

/// <summary>A store's figures over a window.</summary>
[GenerateSerializer, Immutable, Alias("scout.StoreSummary")]
public sealed record StoreSummary
{
    /// <summary>Inclusive, UTC.</summary>
    [Id(0)]
    public required DateTimeOffset From { get; init; }

    /// <summary>Exclusive, UTC.</summary>
    [Id(1)]
    public required DateTimeOffset To { get; init; }

    [Id(2)]
    public required string TimeZone { get; init; }

    /// <summary>The store's currency, which <see cref="Figures"/> are in.</summary>
    [Id(3)]
    public required string Currency { get; init; }

    [Id(4)]
    public required StoreFigures Figures { get; init; }

    /// <summary>Transactions that named another currency, never added to the store's own; usually empty.</summary>
    [Id(5)]
    public required List<OtherCurrency> OtherCurrencies { get; init; }

    /// <summary>The figures include everything that was in silver at this moment, and may include more.</summary>
    [Id(6)]
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The greatest event time seen; null before the first transaction.</summary>
    [Id(7)]
    public required DateTimeOffset? Watermark { get; init; }
}

[GenerateSerializer, Immutable, Alias("scout.OtherCurrency")]
public sealed record OtherCurrency([property: Id(0)] string Currency, [property: Id(1)] StoreFigures Figures);

/// <summary>What a store took in over the last 15 minutes, as far as its activation has lived to see it.</summary>
/// <param name="Received">New transactions: promoted or set aside.</param>
/// <param name="Quarantined">Those of them that were set aside.</param>
/// <param name="ObservedFor">How long it has been counting; what came before that is not in the numbers.</param>
[GenerateSerializer, Immutable, Alias("scout.IntakeRateView")]
public readonly record struct IntakeRateView(
    [property: Id(0)] long Received, [property: Id(1)] long Quarantined, [property: Id(2)] TimeSpan ObservedFor);

/// <summary>How <see cref="StoreProfile"/> travels.</summary>
[GenerateSerializer, Alias("scout.StoreProfile")]
public struct StoreProfileSurrogate
{
    [Id(0)]
    public string StoreId { get; set; }

    [Id(1)]
    public string? Name { get; set; }

    [Id(2)]
    public string? Region { get; set; }

    [Id(3)]
    public string? Province { get; set; }

    [Id(4)]
    public string? City { get; set; }

    [Id(5)]
    public string TimeZone { get; set; }

    [Id(6)]
    public string Currency { get; set; }

    [Id(7)]
    public TimeOnly BusinessDayStart { get; set; }

    [Id(8)]
    public bool Active { get; set; }

    [Id(9)]
    public long? AmountLimitUnits { get; set; }

    [Id(10)]
    public DateTimeOffset RegisteredAt { get; set; }

    [Id(11)]
    public DateTimeOffset UpdatedAt { get; set; }
}

[RegisterConverter]
public sealed class StoreProfileConverter : IConverter<StoreProfile, StoreProfileSurrogate>
{
    public StoreProfile ConvertFromSurrogate(in StoreProfileSurrogate surrogate) => new()
    {
        StoreId = StoreId.FromStored(surrogate.StoreId),
        Name = surrogate.Name,
        Region = surrogate.Region,
        Province = surrogate.Province,
        City = surrogate.City,
        TimeZone = surrogate.TimeZone,
        Currency = surrogate.Currency,
        BusinessDayStart = surrogate.BusinessDayStart,
        Active = surrogate.Active,
        AmountLimit = surrogate.AmountLimitUnits is { } units ? new Amount(units) : null,
        RegisteredAt = surrogate.RegisteredAt,
        UpdatedAt = surrogate.UpdatedAt,
    };

    public StoreProfileSurrogate ConvertToSurrogate(in StoreProfile value) => new()
    {
        StoreId = value.StoreId.Value,
        Name = value.Name,
        Region = value.Region,
        Province = value.Province,
        City = value.City,
        TimeZone = value.TimeZone,
        Currency = value.Currency,
        BusinessDayStart = value.BusinessDayStart,
        Active = value.Active,
        AmountLimitUnits = value.AmountLimit?.Units,
        RegisteredAt = value.RegisteredAt,
        UpdatedAt = value.UpdatedAt,
    };
}

/// <summary>How <see cref="StoreFigures"/> travel.</summary>
[GenerateSerializer, Alias("scout.StoreFigures")]
public struct StoreFiguresSurrogate
{
    [Id(0)]
    public long Transactions { get; set; }

    [Id(1)]
    public long Returns { get; set; }

    [Id(2)]
    public long Items { get; set; }

    [Id(3)]
    public decimal Units { get; set; }

    [Id(4)]
    public decimal Revenue { get; set; }

    [Id(5)]
    public long Late { get; set; }
}

[RegisterConverter]
public sealed class StoreFiguresConverter : IConverter<StoreFigures, StoreFiguresSurrogate>
{
    public StoreFigures ConvertFromSurrogate(in StoreFiguresSurrogate surrogate) => new()
    {
        Transactions = surrogate.Transactions,
        Returns = surrogate.Returns,
        Items = surrogate.Items,
        Units = surrogate.Units,
        Revenue = surrogate.Revenue,
        Late = surrogate.Late,
    };

    public StoreFiguresSurrogate ConvertToSurrogate(in StoreFigures value) => new()
    {
        Transactions = value.Transactions,
        Returns = value.Returns,
        Items = value.Items,
        Units = value.Units,
        Revenue = value.Revenue,
        Late = value.Late,
    };
}
