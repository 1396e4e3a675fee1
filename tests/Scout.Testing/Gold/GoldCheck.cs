using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;

namespace Scout.Testing.Gold;

/// <summary>Compares all that readers of gold can ask for with the oracle.</summary>
public static class GoldCheck
{
    private static readonly DateOnly FirstDay = new(2000, 1, 1);
    private static readonly DateOnly LastDay = new(2100, 1, 1);
    private static readonly DateTimeOffset First = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="reader">Of a chain that has sales in <paramref name="stores"/> only.</param>
    /// <param name="naive">The oracle.</param>
    /// <param name="stores">Every store that has sales.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task EqualsAsync(IGoldReader reader, NaiveGold naive, IReadOnlyList<string> stores, CancellationToken cancellationToken)
    {
        foreach (var store in stores)
        {
            AssertSame(naive.Days(store), (await reader.ReadStoreDaysAsync(StoreId.Parse(store), FirstDay, LastDay, cancellationToken)).Rows.Select(day => (day.Day, day.Currency, day.Figures)));
            AssertSame(naive.Hours(store), (await reader.ReadStoreHoursAsync(StoreId.Parse(store), First, Last, cancellationToken)).Rows.Select(hour => (hour.Hour, hour.Currency, hour.Figures)));
            var day = naive.Days(store).Select(one => one.Day).FirstOrDefault(new DateOnly(2025, 1, 1));
            foreach (var (from, to, by) in new[] { (FirstDay, LastDay, RankBy.Revenue), (day, day.AddDays(1), RankBy.Units) })
            {
                Assert.Equal(
                    naive.Rank(store, from, to, RankedGroup.Product, by, 4),
                    (await reader.ReadStoreProductsAsync(StoreId.Parse(store), from, to, by, 4, cancellationToken)).Rows.Select(row => (row.Key, row.Currency, row.Lines, row.Units, row.Revenue)));
            }
        }

        AssertSame(naive.ChainDays(), (await reader.ReadChainDaysAsync(FirstDay, LastDay, cancellationToken)).Rows.Select(day => (day.Day, day.Currency, day.Figures)));
        AssertSame(naive.ChainHours(), (await reader.ReadChainHoursAsync(First, Last, cancellationToken)).Rows.Select(hour => (hour.Hour, hour.Currency, hour.Figures)));
        AssertSame(
            stores.SelectMany(store => naive.Hours(store).Select(hour => ((store, hour.Hour), hour.Currency, hour.Figures))),
            (await reader.ReadHoursOfStoresAsync(First, Last, cancellationToken)).Rows.Select(hour => ((hour.StoreId.Value, hour.Hour), hour.Currency, hour.Figures)));
        var middle = naive.ChainDays().Select(day => day.Day).Order().ToArray() is { Length: > 0 } days ? days[days.Length / 2] : FirstDay;
        var spans = stores.Select((store, place) => new StoreDaySpan(StoreId.Parse(store), middle.AddDays(place % 3 - 2), middle.AddDays(place % 4))).ToList();
        AssertSame(
            spans.SelectMany(span => naive.Days(span.StoreId.Value).Where(day => day.Day >= span.From && day.Day < span.To)
                .GroupBy(day => day.Currency).Select(sums => (span.StoreId, sums.Key, sums.Aggregate(new StoreFigures(), (sum, one) => sum + one.Figures)))),
            (await reader.ReadStoresAsync(spans, cancellationToken)).Rows.Select(row => (row.StoreId, row.Currency, row.Figures)));
        foreach (var group in Enum.GetValues<RankedGroup>())
        {
            foreach (var (from, to, by) in new[] { (FirstDay, LastDay, RankBy.Revenue), (middle, middle.AddDays(1), RankBy.Units) })
            {
                Assert.Equal(
                    naive.Rank(null, from, to, group, by, 3),
                    (await reader.ReadChainRankingAsync(group, from, to, by, 3, cancellationToken)).Rows.Select(row => (row.Key, row.Currency, row.Lines, row.Units, row.Revenue)));
            }
        }
    }

    /// <summary>A bucket that was emptied again may stay as zeros.</summary>
    public static void AssertSame<TBucket>(IEnumerable<(TBucket, string, StoreFigures)> expected, IEnumerable<(TBucket, string, StoreFigures)> actual) => Assert.Equal(
        expected.OrderBy(one => one.Item1?.ToString(), StringComparer.Ordinal).ThenBy(one => one.Item2, StringComparer.Ordinal),
        actual.Where(one => one.Item3 != new StoreFigures()).OrderBy(one => one.Item1?.ToString(), StringComparer.Ordinal).ThenBy(one => one.Item2, StringComparer.Ordinal));
}
