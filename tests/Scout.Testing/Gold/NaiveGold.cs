using Scout.Domain.Stores;
using Scout.Domain.Transactions;
using Scout.Storage.Gold;

namespace Scout.Testing.Gold;

/// <summary>Gold as one would add it up by hand from the transactions that count: the oracle. Knows neither entries nor buckets nor tails.</summary>
/// <remarks>Its clocks are the plainest there are: convert, and look at the wall. That is right for zones of whole or half hours whose clocks change between days' starts.</remarks>
public sealed class NaiveGold(IReadOnlyDictionary<string, StoreProfile> profiles, IReadOnlyList<Transaction> counting)
{
    public IEnumerable<(DateOnly Day, string Currency, StoreFigures Figures)> Days(string store) => Sum(Of(store), one => DayOf(one));

    public IEnumerable<(DateTimeOffset Hour, string Currency, StoreFigures Figures)> Hours(string store) => Sum(Of(store), one => HourOf(one));

    public IEnumerable<(DateOnly Day, string Currency, StoreFigures Figures)> ChainDays() => Sum(counting, one => DayOf(one));

    public IEnumerable<(DateTimeOffset Hour, string Currency, StoreFigures Figures)> ChainHours() => Sum(counting, one => HourOf(one));

    public IEnumerable<(string Key, string Currency, long Lines, decimal Units, decimal Revenue)> Rank(
        string? store, DateOnly from, DateOnly to, RankedGroup group, RankBy by, int rowsMax) =>
        (store is null ? counting : Of(store)).Where(one => DayOf(one) >= from && DayOf(one) < to)
            .SelectMany(one => one.Items.Select(item => (Currency: CurrencyOf(one), Item: item)))
            .GroupBy(line => (line.Currency, Key: group switch
            {
                RankedGroup.Product => line.Item.ProductId,
                RankedGroup.Brand => line.Item.Brand ?? "",
                _ => line.Item.Category ?? "",
            }))
            .Select(lines => (
                lines.Key.Key, lines.Key.Currency, Lines: (long)lines.Count(), Units: lines.Sum(line => line.Item.Quantity.ToDecimal()),
                Revenue: lines.Sum(line => line.Item.LineAmount.ToDecimal())))
            .GroupBy(row => row.Currency)
            .OrderBy(rows => rows.Key, StringComparer.Ordinal)
            .SelectMany(rows => rows.OrderByDescending(row => by == RankBy.Units ? row.Units : row.Revenue).ThenBy(row => row.Key, StringComparer.Ordinal).Take(rowsMax));

    public DateOnly DayOf(Transaction one)
    {
        var profile = profiles[one.StoreId.Value];
        return DateOnly.FromDateTime(Local(one).AddTicks(-profile.BusinessDayStart.Ticks));
    }

    private DateTimeOffset HourOf(Transaction one)
    {
        var local = Local(one);
        return one.OccurredAt.AddTicks(-(local.Ticks % TimeSpan.TicksPerHour));
    }

    private DateTime Local(Transaction one) => TimeZoneInfo.ConvertTime(one.OccurredAt, TimeZoneInfo.FindSystemTimeZoneById(profiles[one.StoreId.Value].TimeZone)).DateTime;

    private string CurrencyOf(Transaction one) => one.Currency ?? profiles[one.StoreId.Value].Currency;

    private IEnumerable<Transaction> Of(string store) => counting.Where(one => one.StoreId.Value == store);

    private IEnumerable<(TBucket Bucket, string Currency, StoreFigures Figures)> Sum<TBucket>(IEnumerable<Transaction> some, Func<Transaction, TBucket> bucket) => some
        .GroupBy(one => (Bucket: bucket(one), Currency: CurrencyOf(one)))
        .Select(group => (group.Key.Bucket, group.Key.Currency, group.Aggregate(new StoreFigures(), (sum, one) => sum + new StoreFigures
        {
            Transactions = 1,
            Returns = one.Type == TransactionType.Return ? 1 : 0,
            Items = one.Items.Count,
            Units = one.Items.Sum(item => item.Quantity.ToDecimal()),
            Revenue = one.TotalAmount.ToDecimal(),
        })));
}
