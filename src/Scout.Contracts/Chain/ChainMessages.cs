using Scout.Contracts.Reports;
using Scout.Domain.Stores;

namespace Scout.Contracts.Chain;

/// <summary>The chain's figures over a window.</summary>
[GenerateSerializer, Immutable, Alias("scout.ChainSummary")]
public sealed record ChainSummary : Report
{
    /// <summary>The earliest start of any store's window, UTC.</summary>
    [Id(0)]
    public DateTimeOffset From { get; init; }

    /// <summary>The latest end of any store's window, UTC.</summary>
    [Id(1)]
    public DateTimeOffset To { get; init; }

    /// <summary>How many stores there are.</summary>
    [Id(2)]
    public int Stores { get; init; }

    /// <summary>The main currency first, always; then others in the order of their codes.</summary>
    [Id(3)]
    public List<ChainCurrency> Currencies { get; init; } = [];
}

/// <param name="Currency">A code.</param>
/// <param name="Figures">The sums.</param>
/// <param name="LastWeek">The same weekday last week until the same time of day; only for today.</param>
[GenerateSerializer, Immutable, Alias("scout.ChainCurrency")]
public sealed record ChainCurrency([property: Id(0)] string Currency, [property: Id(1)] StoreFigures Figures, [property: Id(2)] StoreFigures? LastWeek);

/// <summary>A page of stores with their day so far.</summary>
[GenerateSerializer, Immutable, Alias("scout.ChainStores")]
public sealed record ChainStores([property: Id(0)] List<ChainStore> Stores) : Report;

/// <summary>One store's business day so far, in its own currency.</summary>
[GenerateSerializer, Immutable, Alias("scout.ChainStore")]
public sealed record ChainStore
{
    [Id(0)]
    public required StoreProfile Profile { get; init; }

    [Id(1)]
    public required DateOnly BusinessDay { get; init; }

    [Id(2)]
    public required StoreFigures Figures { get; init; }

    /// <summary>The same weekday last week until the same time of day.</summary>
    [Id(3)]
    public required StoreFigures LastWeek { get; init; }

    /// <summary>Revenue of each hour from the first of the day to the present one.</summary>
    [Id(4)]
    public required List<decimal> Hours { get; init; }
}

/// <summary>Today of the chain, and its last hour minute by minute.</summary>
[GenerateSerializer, Immutable, Alias("scout.ChainLive")]
public sealed record ChainLive
{
    [Id(0)]
    public required ChainSummary Today { get; init; }

    /// <summary>Start of the first of the minutes.</summary>
    [Id(1)]
    public required DateTimeOffset MinutesFrom { get; init; }

    /// <summary>Currencies in the order of <see cref="Today"/>.</summary>
    [Id(2)]
    public required List<ChainMinutes> Minutes { get; init; }

    /// <summary>Each store in its own currency.</summary>
    [Id(3)]
    public required List<StoreToday> Stores { get; init; }
}

/// <param name="Currency">A code.</param>
/// <param name="Transactions">One number for each minute.</param>
/// <param name="Revenue">Likewise.</param>
[GenerateSerializer, Immutable, Alias("scout.ChainMinutes")]
public sealed record ChainMinutes([property: Id(0)] string Currency, [property: Id(1)] List<long> Transactions, [property: Id(2)] List<decimal> Revenue);

[GenerateSerializer, Immutable, Alias("scout.StoreToday")]
public readonly record struct StoreToday(
    [property: Id(0)] string StoreId, [property: Id(1)] string Currency, [property: Id(2)] long Transactions, [property: Id(3)] decimal Revenue, [property: Id(4)] decimal AverageBasket);
