using Scout.Contracts.Chain;
using Scout.Contracts.Reports;
using Scout.Domain.Stores;
using Scout.Grains.Reports;
using Scout.Storage.Gold;

namespace Scout.Grains.Chain;

/// <summary>Ranks what the chain sells, and its stores.</summary>
internal sealed class ChainRankings(IGoldReader gold, ChainFigures figures)
{
    public async ValueTask<RankingReport> ReadAsync(ChainStoreList list, ChainRanking ranking, RankingQuery query, DateTimeOffset now)
    {
        var (from, to, fault) = RankingSpan.Of(query, list.Calendar, now);
        var report = new RankingReport
        {
            TimeZone = list.TimeZone,
            Currency = list.Currency,
            Fault = fault,
            From = RankingSpan.Named(from),
            To = RankingSpan.Named(to),
        };
        if (fault is not null)
            return report;
        return ranking is ChainRanking.Stores or ChainRanking.Regions
            ? await RankStoresAsync(report, list, ranking, query, now)
            : await RankProductsAsync(report, ranking, query, from, to);
    }

    private async ValueTask<RankingReport> RankProductsAsync(RankingReport report, ChainRanking ranking, RankingQuery query, DateOnly from, DateOnly to)
    {
        var group = ranking switch
        {
            ChainRanking.Products => RankedGroup.Product,
            ChainRanking.Brands => RankedGroup.Brand,
            _ => RankedGroup.Category,
        };
        var by = query.By == RankingBy.Units ? RankBy.Units : RankBy.Revenue;
        var answer = await gold.ReadChainRankingAsync(group, from, to, by, query.Rows, CancellationToken.None);
        var days = await gold.ReadChainDaysAsync(from, to, CancellationToken.None);
        return report with
        {
            AsOf = answer.AsOf,
            Lines = RankedLines.Of(answer.Rows, report.Currency),
            Late = days.Rows.Where(row => row.Currency == report.Currency).Sum(row => row.Figures.Late),
        };
    }

    private async ValueTask<RankingReport> RankStoresAsync(RankingReport report, ChainStoreList list, ChainRanking ranking, RankingQuery query, DateTimeOffset now)
    {
        // A store's days are its own: today of a store in Manila is not that of one in London.
        var sums = await figures.SumDaysAsync(list, store => RankingSpan.Of(query, store.Calendar, now) is var span ? (span.From, span.To) : default);
        var known = sums.Rows.Where(sum => list.ById.ContainsKey(sum.StoreId));
        var rows = ranking == ChainRanking.Stores
            ? known.Select(sum => (sum.Currency, Row: RowOf(list.ById[sum.StoreId].Profile, sum.Figures)))
            : known.GroupBy(sum => (sum.Currency, Region: list.ById[sum.StoreId].Profile.Region ?? ""))
                .Select(region => (region.Key.Currency, Row: RowOf(region.Key.Region, [.. region])));
        return report with
        {
            AsOf = sums.AsOf,
            Lines = RankedLines.Of(rows.GroupBy(row => row.Currency).SelectMany(currency => First(currency, query)), report.Currency),
            Late = sums.Rows.Where(sum => sum.Currency == report.Currency).Sum(sum => sum.Figures.Late),
        };
    }

    private static IEnumerable<(string Currency, RankedRow Row)> First(IEnumerable<(string Currency, RankedRow Row)> rows, RankingQuery query) => rows
        .OrderByDescending(row => query.By switch
        {
            RankingBy.Units => row.Row.Units,
            RankingBy.Transactions => row.Row.Transactions,
            _ => row.Row.Revenue,
        })
        .ThenBy(row => row.Row.Key, StringComparer.Ordinal).Take(query.Rows);

    private static RankedRow RowOf(StoreProfile profile, StoreFigures figures) => new()
    {
        Key = profile.StoreId.Value,
        Name = profile.Name,
        Region = profile.Region,
        Lines = figures.Items,
        Units = figures.Units,
        Revenue = figures.Revenue,
        Transactions = figures.Transactions,
    };

    private static RankedRow RowOf(string region, List<StoreSums> stores)
    {
        var figures = stores.Aggregate(default(StoreFigures), (sum, store) => sum + store.Figures);
        return new RankedRow
        {
            Key = region,
            Lines = figures.Items,
            Units = figures.Units,
            Revenue = figures.Revenue,
            Transactions = figures.Transactions,
            Stores = stores.Select(store => store.StoreId).Distinct().Count(),
        };
    }
}
