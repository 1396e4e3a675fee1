using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Stores;

namespace Scout.Grains.Chain;

/// <summary>The stores of the chain as they stood when the list was read, each with its calendar.</summary>
internal sealed class ChainStoreList
{
    private const int PageRows = 1_000;
    private const int StoresMax = 10_000;

    private ChainStoreList(List<ListedStore> stores)
    {
        Stores = stores;
        ById = stores.ToDictionary(store => store.Profile.StoreId);
        Currency = Commonest(stores, store => store.Profile.Currency) ?? "USD";
        TimeZone = Commonest(stores, store => store.Profile.TimeZone) ?? "UTC";
        var dayStart = stores.Where(store => store.Profile.TimeZone == TimeZone).GroupBy(store => store.Profile.BusinessDayStart)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key).FirstOrDefault()?.Key ?? default;
        Calendar = new StoreCalendar(TimeZoneInfo.FindSystemTimeZoneById(TimeZone), dayStart);
    }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<ListedStore> Stores { get; }

    public IReadOnlyDictionary<StoreId, ListedStore> ById { get; }

    /// <summary>The currency of most stores; the first by code where two have as many.</summary>
    public string Currency { get; }

    /// <summary>The zone of most stores.</summary>
    public string TimeZone { get; }

    /// <summary>Cuts the chain's own days and hours: the zone and day start of most stores.</summary>
    public StoreCalendar Calendar { get; }

    /// <summary>Whether another list is of the same stores, with the same profiles.</summary>
    public bool HasTheSameStoresAs(ChainStoreList other) =>
        ReferenceEquals(this, other) || Stores.Select(store => store.Profile).SequenceEqual(other.Stores.Select(store => store.Profile));

    public static async ValueTask<ChainStoreList> ReadAsync(IStoreRegistry registry)
    {
        // Stores that share a zone and a start share a calendar.
        var calendars = new Dictionary<(string, TimeOnly), StoreCalendar>();
        var stores = new List<ListedStore>();
        IReadOnlyList<StoreProfile> page;
        do
        {
            page = await registry.ReadPageAsync(stores.Count == 0 ? null : stores[^1].Profile.StoreId, PageRows, CancellationToken.None);
            foreach (var profile in page)
            {
                var key = (profile.TimeZone, profile.BusinessDayStart);
                if (!calendars.TryGetValue(key, out var calendar))
                    calendars[key] = calendar = StoreCalendar.For(profile);
                stores.Add(new ListedStore(profile, calendar));
            }
        }
        while (page.Count == PageRows && stores.Count < StoresMax);
        return new ChainStoreList(stores);
    }

    private static string? Commonest(List<ListedStore> stores, Func<ListedStore, string> member) =>
        stores.GroupBy(member, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
}

/// <param name="Profile">What is stored.</param>
/// <param name="Calendar">Cuts its days.</param>
internal sealed record ListedStore(StoreProfile Profile, StoreCalendar Calendar);
