using Scout.Api.Http;
using Scout.Api.Reports;
using Scout.Api.Stores;
using Scout.Contracts.Chain;
using Scout.Domain.Stores;

namespace Scout.Api.Chain;

/// <summary><c>/v1/chain/...</c>: the figures over all stores.</summary>
internal static class ChainEndpoints
{
    public static void MapChain(this IEndpointRouteBuilder routes, IGrainFactory grains)
    {
        // Asked for at each call: the API alone maps its addresses before it knows a silo that could tell of the grain.
        IChainGrain Chain() => grains.GetGrain<IChainGrain>(0);
        routes.MapRead("/v1/chain/summary", context => GetSummaryAsync(context, Chain()));
        routes.MapRead("/v1/chain/series", context => GetSeriesAsync(context, Chain()));
        routes.MapRead("/v1/chain/stores", context => ListStoresAsync(context, Chain()));
        foreach (var (path, ranking) in new[]
        {
            ("top-stores", ChainRanking.Stores), ("top-products", ChainRanking.Products), ("brands", ChainRanking.Brands),
            ("categories", ChainRanking.Categories), ("regions", ChainRanking.Regions),
        })
            routes.MapRead($"/v1/chain/{path}", context => GetRankingAsync(context, Chain(), ranking));
    }

    private static async Task GetSummaryAsync(HttpContext context, IChainGrain chain)
    {
        var errors = new Dictionary<string, string[]>();
        if (!SummaryWindow.TryParse(context.Request.Query["window"], out var window))
            errors.Add("window", ["must be today, 24h, 7d or a date such as 2025-01-24"]);
        var asCsv = ReportParameters.ReadCsv(context, "json", errors);
        if (errors.Count > 0)
        {
            await Problems.InvalidAsync(context, errors);
            return;
        }

        var summary = await chain.ReadSummaryAsync(window.Kind, window.Date);
        await ReportReply.WriteAsync(context, summary, asCsv, ChainJson.ToCsv, (writer, report) =>
        {
            writer.WriteStartObject();
            ChainJson.WriteSummary(writer, window, report, static (_, _) => { });
            writer.WriteEndObject();
        });
    }

    private static async Task GetSeriesAsync(HttpContext context, IChainGrain chain)
    {
        var errors = new Dictionary<string, string[]>();
        var (query, asCsv) = (ReportParameters.ReadSeries(context, errors), ReportParameters.ReadCsv(context, "json", errors));
        if (errors.Count > 0)
            await Problems.InvalidAsync(context, errors);
        else
            await SeriesJson.ReplyAsync(context, query, await chain.ReadSeriesAsync(query), asCsv);
    }

    private static async Task GetRankingAsync(HttpContext context, IChainGrain chain, ChainRanking ranking)
    {
        var errors = new Dictionary<string, string[]>();
        var rows = ranking is ChainRanking.Stores or ChainRanking.Products ? ReportParameters.FirstRows : ReportParameters.RowsMax;
        var query = ReportParameters.ReadRanking(context, ranking is ChainRanking.Stores or ChainRanking.Regions, rows, errors);
        var asCsv = ReportParameters.ReadCsv(context, "json", errors);
        if (errors.Count > 0)
            await Problems.InvalidAsync(context, errors);
        else
            await RankingJson.ReplyAsync(context, ranking, query, await chain.ReadRankingAsync(ranking, query), asCsv);
    }

    private static async Task ListStoresAsync(HttpContext context, IChainGrain chain)
    {
        if (!Paging.TryRead(context, out var page, out var errors))
        {
            await Problems.InvalidAsync(context, errors);
            return;
        }

        // One more than asked for tells whether there is a next page.
        var found = await chain.ReadStoresAsync(page.After, page.Limit + 1);
        await TaggedReply.WriteAsync(context, (found, page.Limit), static (writer, state) => ChainJson.WriteStores(writer, state.found, state.Limit));
    }
}
