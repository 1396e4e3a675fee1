using System.Globalization;
using Scout.Domain.Alerts;
using Scout.Domain.Quality;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Alerts;
using Scout.Storage.Stores;

namespace Scout.Grains.Alerts;

/// <summary>Finds stores that sell nothing though they usually do at this hour, a page of stores at a time.</summary>
internal sealed class SilentStores(IStoreRegistry registry, IAlertSignals signals, TimeProvider time, AlertOptions options)
{
    private const int PageStores = 200;

    public static string CauseOf(StoreId store) => $"silent:{store.Value}";

    /// <param name="standing">All alerts that stand. One of a store that is still silent stays, also after the hour in which it usually sells.</param>
    /// <param name="cancellationToken">Ends it between two pages.</param>
    public async Task<IReadOnlyList<AlertSignal>> FindAsync(IReadOnlyList<Alert> standing, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var alarming = standing.Where(alert => alert.Kind == AlertKind.StoreSilent).Select(alert => alert.Cause).ToHashSet(StringComparer.Ordinal);
        var found = new List<AlertSignal>();
        StoreId? after = null;
        while (await registry.ReadPageAsync(after, PageStores, cancellationToken) is { Count: > 0 } page)
        {
            found.AddRange(await FindAsync(page, alarming, now, cancellationToken));
            after = page[^1].StoreId;
        }

        return found;
    }

    private async Task<IEnumerable<AlertSignal>> FindAsync(IReadOnlyList<StoreProfile> page, HashSet<string> alarming, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var active = page.Where(store => store.Active && StoreCalendar.IsZone(store.TimeZone)).ToDictionary(store => store.StoreId);
        var quiet = await signals.FindQuietAsync([.. active.Keys], now - options.SilentAfter, cancellationToken);
        var spans = quiet.SelectMany(store => SilentStoreRules.SpansOf(active[store.StoreId], now, options.SilentAfter, store.FirstAt)).ToList();
        var counts = spans.Count == 0 ? [] : await signals.CountAsync(spans, cancellationToken);
        var byStore = spans.Zip(counts).ToLookup(pair => pair.First.StoreId, pair => pair.Second);
        return quiet
            .Select(store => (store.StoreId, Usual: SilentStoreRules.FindUsual([.. byStore[store.StoreId]], options.SilentSalesMin)))
            .Where(store => store.Usual is not null || alarming.Contains(CauseOf(store.StoreId)))
            .Select(store => ToSignal(store.StoreId, store.Usual));
    }

    private AlertSignal ToSignal(StoreId store, decimal? usual)
    {
        var minutes = (long)options.SilentAfter.TotalMinutes;
        var why = usual is { } sales
            ? string.Create(CultureInfo.InvariantCulture, $"; at this time of the last {SilentStoreRules.Weeks} weeks it sold {Math.Round(sales, 1):0.#} times on average")
            : "";
        return new AlertSignal(
            CauseOf(store), AlertKind.StoreSilent, Severity.Warning, string.Create(CultureInfo.InvariantCulture, $"store {store} has sold nothing for {minutes} minutes{why}"),
            Evidence: 1, StoreId: store.Value);
    }
}
