using Scout.Contracts.Chain;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;
using Scout.Storage.Reports;

namespace Scout.Grains.Chain;

/// <summary>Sums what each store has in a window of its own.</summary>
internal sealed class ChainFigures(IGoldReader gold, IMinuteReader minutes)
{
    private const int MinutesShown = 60;

    /// <summary>Sums whole business days of each store.</summary>
    public ValueTask<GoldAnswer<StoreSums>> SumDaysAsync(ChainStoreList list, Func<ListedStore, (DateOnly From, DateOnly To)> spanOf) => gold.ReadStoresAsync(
        [.. list.Stores.Select(store => spanOf(store) is var span ? new StoreDaySpan(store.Profile.StoreId, span.From, span.To) : default)], CancellationToken.None);

    /// <summary>Sums a span to the minute: whole hours from gold, the ends from silver.</summary>
    public async ValueTask<(DateTimeOffset AsOf, IReadOnlyList<StoreSums> Rows)> SumMinutesAsync(
        ChainStoreList list, Func<ListedStore, (DateTimeOffset From, DateTimeOffset To)> spanOf)
    {
        var cuts = list.Stores.ToDictionary(store => store.Profile.StoreId, store => new Cut(store, spanOf(store)));
        if (cuts.Count == 0)
            return (DateTimeOffset.MinValue, []);
        var (from, to) = (cuts.Values.Min(cut => cut.From), cuts.Values.Max(cut => cut.To));
        var hours = await gold.ReadHoursOfStoresAsync(from, to, CancellationToken.None);
        var sums = new Dictionary<(StoreId, string), StoreFigures>();
        foreach (var row in hours.Rows)
        {
            if (cuts.TryGetValue(row.StoreId, out var cut) && row.Hour >= cut.HoursFrom && row.Hour < cut.HoursTo)
                Add(row.StoreId, row.Currency, row.Figures);
        }

        foreach (var (start, end) in EndsOf(cuts.Values))
        {
            foreach (var row in await minutes.ReadMinutesAsync(null, start, end, CancellationToken.None))
            {
                if (cuts.TryGetValue(row.StoreId, out var cut) && cut.IsAtAnEnd(row.Minute))
                    Add(row.StoreId, row.Currency ?? cut.Store.Profile.Currency, row.Figures);
            }
        }

        return (hours.AsOf, [.. sums.Select(sum => new StoreSums(sum.Key.Item1, sum.Key.Item2, sum.Value, null))]);

        void Add(StoreId store, string currency, StoreFigures figures) => sums[(store, currency)] = sums.GetValueOrDefault((store, currency)) + figures;
    }

    /// <summary>The last hour minute by minute, by currency.</summary>
    public async ValueTask<(DateTimeOffset From, List<ChainMinutes> Lines)> ReadLastHourAsync(ChainStoreList list, IEnumerable<string> currencies, DateTimeOffset now)
    {
        var last = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
        var from = last.AddMinutes(1 - MinutesShown);
        var lines = currencies.ToDictionary(currency => currency, currency => (Counts: new long[MinutesShown], Revenue: new decimal[MinutesShown]));
        foreach (var row in await minutes.ReadMinutesAsync(null, from, last.AddMinutes(1), CancellationToken.None))
        {
            if (!list.ById.TryGetValue(row.StoreId, out var store) || !lines.TryGetValue(row.Currency ?? store.Profile.Currency, out var line))
                continue;
            var place = (int)((row.Minute - from).Ticks / TimeSpan.TicksPerMinute);
            line.Counts[place] += row.Figures.Transactions;
            line.Revenue[place] += row.Figures.Revenue;
        }

        return (from, [.. lines.Select(line => new ChainMinutes(line.Key, [.. line.Value.Counts], [.. line.Value.Revenue]))]);
    }

    /// <summary>Revenue of each hour of each store's day so far, in its own currency.</summary>
    public async ValueTask<Dictionary<StoreId, List<decimal>>> ReadHoursAsync(ChainStoreList list, DateTimeOffset now)
    {
        var hoursOf = new Dictionary<StoreId, (List<decimal> Values, Dictionary<DateTimeOffset, int> Places, string Currency)>();
        var (from, to) = (now, now);
        foreach (var calendarStores in list.Stores.GroupBy(store => store.Calendar))
        {
            var (calendar, places) = (calendarStores.Key, new Dictionary<DateTimeOffset, int>());
            for (var at = calendar.HourOf(calendar.StartOf(calendar.DayOf(now))).From; at <= now; at = calendar.HourOf(at).To)
            {
                places.Add(at, places.Count);
                from = at < from ? at : from;
                to = at >= to ? at.AddTicks(1) : to;
            }

            foreach (var store in calendarStores)
                hoursOf.Add(store.Profile.StoreId, ([.. new decimal[places.Count]], places, store.Profile.Currency));
        }

        foreach (var row in (await gold.ReadHoursOfStoresAsync(from, to, CancellationToken.None)).Rows)
        {
            if (hoursOf.TryGetValue(row.StoreId, out var hours) && hours.Currency == row.Currency && hours.Places.TryGetValue(row.Hour, out var place))
                hours.Values[place] += row.Figures.Revenue;
        }

        return hoursOf.ToDictionary(hours => hours.Key, hours => hours.Value.Values);
    }

    // Stores of one span share their ends; a chain of many zones has a few of them, close together.
    private static IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> EndsOf(IEnumerable<Cut> cuts)
    {
        var ends = cuts.SelectMany(cut => new[] { (Start: cut.From, End: cut.HoursFrom), (Start: cut.HoursTo, End: cut.To) }).Where(end => end.Start < end.End)
            .Distinct().OrderBy(end => end.Start).ToList();
        for (var i = 0; i < ends.Count;)
        {
            var (start, end) = ends[i];
            for (i++; i < ends.Count && ends[i].Start <= end; i++)
                end = ends[i].End > end ? ends[i].End : end;
            yield return (start, end);
        }
    }

    /// <summary>A span, and the whole hours within it.</summary>
    private sealed class Cut
    {
        public Cut(ListedStore store, (DateTimeOffset From, DateTimeOffset To) span)
        {
            (Store, From, To) = (store, span.From, span.To);
            var (first, last) = (store.Calendar.HourOf(From), store.Calendar.HourOf(To));
            HoursFrom = first.From == From ? From : Min(first.To, To);
            HoursTo = Max(HoursFrom, last.From);
        }

        public ListedStore Store { get; }

        public DateTimeOffset From { get; }

        public DateTimeOffset To { get; }

        public DateTimeOffset HoursFrom { get; }

        public DateTimeOffset HoursTo { get; }

        public bool IsAtAnEnd(DateTimeOffset minute) => (minute >= From && minute < HoursFrom) || (minute >= HoursTo && minute < To);

        private static DateTimeOffset Min(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;

        private static DateTimeOffset Max(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
    }
}
