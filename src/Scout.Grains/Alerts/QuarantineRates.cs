using System.Globalization;
using Scout.Contracts.Stores;
using Scout.Domain.Alerts;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Grains.Stores;
using Scout.Storage.Alerts;

namespace Scout.Grains.Alerts;

/// <summary>Finds stores of whose transactions too many are set aside.</summary>
/// <remarks>
/// The durable list of what was set aside tells whom to ask; the share is counted by the store's grain, which alone knows what it took in.
/// A store whose list has not changed is asked again only now and then: others may outweigh what was set aside, but nothing gets worse.
/// </remarks>
internal sealed class QuarantineRates(IAlertSources sources, TimeProvider time, AlertOptions options)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(10);

    // The list is written a moment before the grain counts: what it answers then may be old already.
    private static readonly TimeSpan UnsettledFor = TimeSpan.FromSeconds(5);

    private readonly Dictionary<StoreId, Asked> _asked = [];

    public static string CauseOf(StoreId store) => $"quarantine_rate:{store.Value}";

    /// <param name="quarantined">The stores with events set aside in the last 15 minutes.</param>
    /// <param name="standing">All alerts that stand.</param>
    /// <returns>The causes that are there, and those of which nothing can be said.</returns>
    public async Task<(IReadOnlyList<AlertSignal> Present, HashSet<string> Undecided)> FindAsync(
        IReadOnlyList<QuarantinedStore> quarantined, IReadOnlyList<Alert> standing)
    {
        Forget(quarantined);
        await Task.WhenAll(quarantined.Where(IsToBeAsked).Select(AskAsync));
        var (present, undecided) = (new List<AlertSignal>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var store in quarantined)
        {
            if (_asked[store.StoreId].Rate is not { } rate)
                _ = undecided.Add(CauseOf(store.StoreId));
            else if (IsTooHigh(rate))
                present.Add(ToSignal(store.StoreId, rate));
            else if (rate.ObservedFor < IntakeRate.Window && rate.Quarantined < store.Events)
            {
                // It has not lived long enough to have counted all that was set aside.
                _ = undecided.Add(CauseOf(store.StoreId));
            }
        }

        // The list was cut: a store that is not on it may have some nevertheless.
        if (quarantined.Count >= options.RateStoresMax)
            undecided.UnionWith(standing.Where(alert => alert.Kind == AlertKind.QuarantineRate).Select(alert => alert.Cause));
        return (present, undecided);
    }

    private bool IsTooHigh(IntakeRateView rate) =>
        rate.Quarantined >= options.QuarantinedMin && rate.Received > 0 && rate.Quarantined * 100m >= rate.Received * options.QuarantinedPercent;

    private bool IsToBeAsked(QuarantinedStore store)
    {
        if (!_asked.TryGetValue(store.StoreId, out var asked))
            _asked.Add(store.StoreId, asked = new Asked());
        if (asked.Events != store.Events)
            (asked.Events, asked.ChangedAt) = (store.Events, time.GetTimestamp());
        return asked.Rate is not { } rate
            || time.GetElapsedTime(asked.AskedAt) >= AskAgainAfter
            || asked.AskedAt < asked.ChangedAt
            || (rate.Quarantined < store.Events && time.GetElapsedTime(asked.ChangedAt) < UnsettledFor);
    }

    private async Task AskAsync(QuarantinedStore store)
    {
        var asked = _asked[store.StoreId];
        var askedAt = time.GetTimestamp();
        try
        {
            asked.Rate = await sources.ReadIntakeRateAsync(store.StoreId);
            asked.AskedAt = askedAt;
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // Its silo is gone or busy: it is asked again in the next round.
            asked.Rate = null;
        }
    }

    private void Forget(IReadOnlyList<QuarantinedStore> quarantined)
    {
        if (_asked.Count == 0)
            return;
        var kept = quarantined.Select(store => store.StoreId).ToHashSet();
        foreach (var store in _asked.Keys.Where(store => !kept.Contains(store)).ToList())
            _ = _asked.Remove(store);
    }

    private static AlertSignal ToSignal(StoreId store, IntakeRateView rate)
    {
        var share = Math.Round(rate.Quarantined * 100m / rate.Received, 1);
        var message = string.Create(
            CultureInfo.InvariantCulture, $"store {store}: {rate.Quarantined} of {rate.Received} transactions of the last 15 minutes set aside ({share:0.#} %)");
        return new AlertSignal(CauseOf(store), AlertKind.QuarantineRate, Severity.Critical, message, rate.Quarantined, StoreId: store.Value);
    }

    private sealed class Asked
    {
        public long Events { get; set; } = -1;

        public long ChangedAt { get; set; }

        public long AskedAt { get; set; }

        public IntakeRateView? Rate { get; set; }
    }
}
