using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Storage.Alerts;

/// <summary>Reads what alerts are made of. Cheap enough for every second.</summary>
public interface IAlertSignals
{
    /// <summary>Reads the alerts that stand, what is critical, and what was set aside lately.</summary>
    ValueTask<AlertReading> ReadAsync(AlertReadingQuery query, CancellationToken cancellationToken);

    /// <summary>Of some stores, those without a transaction in silver since an instant that have any at all, with the first they ever had.</summary>
    ValueTask<IReadOnlyList<QuietStore>> FindQuietAsync(IReadOnlyList<StoreId> stores, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Counts the transactions of stores in spans of event time, each store in its own; reversed ones are taken off.</summary>
    /// <returns>One count for each span, in the order given.</returns>
    ValueTask<IReadOnlyList<long>> CountAsync(IReadOnlyList<StoreSpan> spans, CancellationToken cancellationToken);
}

/// <param name="QuarantinedSince">Events received since then count as set aside lately.</param>
/// <param name="SilencedSince">Causes that a person resolved since then are silenced.</param>
/// <param name="StoresMax">At most this many stores, those with most set aside first.</param>
/// <param name="AlertsMax">At most this many alerts that stand.</param>
public sealed record AlertReadingQuery(DateTimeOffset QuarantinedSince, DateTimeOffset SilencedSince, int StoresMax, int AlertsMax);

/// <summary>What there is at one moment.</summary>
/// <param name="Standing">Alerts that are open or acknowledged, without their deliveries.</param>
/// <param name="Silenced">Causes that a person resolved lately.</param>
/// <param name="Critical">Checks that are critical.</param>
/// <param name="Quarantined">How many events were set aside lately, for each store that has any.</param>
/// <param name="NextDeliveryAt">When the first of the news that wait is due; null when none wait.</param>
public sealed record AlertReading(
    IReadOnlyList<Alert> Standing, IReadOnlyList<string> Silenced, IReadOnlyList<CriticalCheck> Critical, IReadOnlyList<QuarantinedStore> Quarantined,
    DateTimeOffset? NextDeliveryAt);

/// <param name="Check">The check.</param>
/// <param name="Failures">All that were found.</param>
/// <param name="Unexplained">Those that nothing explains.</param>
public readonly record struct CriticalCheck(SanityCheck Check, long Failures, long Unexplained);

public readonly record struct QuarantinedStore(StoreId StoreId, long Events);

/// <param name="StoreId">The store.</param>
/// <param name="FirstAt">The least event time it has in silver.</param>
public readonly record struct QuietStore(StoreId StoreId, DateTimeOffset FirstAt);

/// <param name="StoreId">The store.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public readonly record struct StoreSpan(StoreId StoreId, DateTimeOffset From, DateTimeOffset To);
