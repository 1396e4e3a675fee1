using System.Globalization;
using System.Text.Json;
using Scout.Api.Http;
using Scout.Api.Quality;
using Scout.Api.Reports;
using Scout.Contracts.Chain;
using Scout.Contracts.Reports;

namespace Scout.Api.Stores;

/// <summary><c>/v1/stores/{store_id}/...</c>: a store's figures in time, its products and its last transactions.</summary>
internal static class StoreReportEndpoints
{
    public static void MapStoreReports(this IEndpointRouteBuilder routes, IGrainFactory grains)
    {
        routes.MapRead("/v1/stores/{store_id}/series", context => GetSeriesAsync(context, grains));
        routes.MapRead("/v1/stores/{store_id}/top-products", context => GetTopProductsAsync(context, grains));
        routes.MapRead("/v1/stores/{store_id}/transactions", context => ListTransactionsAsync(context, grains));
    }

    private static async Task GetSeriesAsync(HttpContext context, IGrainFactory grains)
    {
        var errors = new Dictionary<string, string[]>();
        var (query, asCsv) = (ReportParameters.ReadSeries(context, errors), ReportParameters.ReadCsv(context, "json", errors));
        if (errors.Count > 0)
            await Problems.InvalidAsync(context, errors);
        else if (Find(context, grains) is { } grain && await grain.FindSeriesAsync(query) is { } report)
            await SeriesJson.ReplyAsync(context, query, report, asCsv);
        else
            await NoStoreAsync(context);
    }

    private static async Task GetTopProductsAsync(HttpContext context, IGrainFactory grains)
    {
        var errors = new Dictionary<string, string[]>();
        var (query, asCsv) = (ReportParameters.ReadRanking(context, canCountTransactions: false, ReportParameters.FirstRows, errors), ReportParameters.ReadCsv(context, "json", errors));
        if (errors.Count > 0)
            await Problems.InvalidAsync(context, errors);
        else if (Find(context, grains) is { } grain && await grain.FindTopProductsAsync(query) is { } report)
            await RankingJson.ReplyAsync(context, ChainRanking.Products, query, report, asCsv);
        else
            await NoStoreAsync(context);
    }

    private static async Task ListTransactionsAsync(HttpContext context, IGrainFactory grains)
    {
        var isRight = Paging.TryRead(context, out var page, out var errors);
        var after = ReadCursor(page, errors);
        if (!isRight || errors.Count > 0)
            await Problems.InvalidAsync(context, errors);
        else if (Find(context, grains) is { } grain && await grain.FindRecentAsync(after, page.Limit + 1) is { } found)
            await JsonReply.WriteAsync(context, 200, (found, page.Limit), WritePage);
        else
            await NoStoreAsync(context);
    }

    private static IStoreReportGrain? Find(HttpContext context, IGrainFactory grains) =>
        RouteIds.TryGetStore(context, out var store) ? grains.GetGrain<IStoreReportGrain>(store.Value) : null;

    private static Task NoStoreAsync(HttpContext context) => Problems.NotFoundAsync(context, "There is no store of that id.");

    private static RecentCursor? ReadCursor(Page page, Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrEmpty(page.After))
            return null;
        if (page.After.Split(':') is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var eventId) && ticks <= DateTimeOffset.MaxValue.UtcTicks)
            return new RecentCursor(new DateTimeOffset(ticks, TimeSpan.Zero), eventId);
        _ = errors.TryAdd("cursor", ["must be the next_cursor of an earlier answer"]);
        return null;
    }

    private static void WritePage(Utf8JsonWriter writer, (List<RecentTransaction> Found, int Limit) page)
    {
        writer.WriteStartObject();
        WriteRecent(writer, "items", page.Found.Take(page.Limit));
        writer.WriteOptional("next_cursor", page.Found.Count <= page.Limit ? null : CursorAfter(page.Found[page.Limit - 1]));
        writer.WriteEndObject();
    }

    private static string CursorAfter(RecentTransaction last) =>
        Paging.CursorAfter(string.Create(CultureInfo.InvariantCulture, $"{last.SortedAt.UtcTicks}:{last.EventId}"));

    public static void WriteRecent(Utf8JsonWriter writer, string name, IEnumerable<RecentTransaction> transactions)
    {
        writer.WriteStartArray(name);
        foreach (var one in transactions)
        {
            writer.WriteStartObject();
            writer.WriteString("transaction_id", one.TransactionId);
            writer.WriteString("event_id", one.EventId.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("state", ActJson.StateWord(one.State));
            writer.WriteInstant("ts", one.OccurredAt);
            writer.WriteInstant("received_at", one.ReceivedAt);
            writer.WriteString("type", one.IsReturn ? "return" : "sale");
            writer.WriteString("currency", one.Currency);
            if (one.TotalAmount is { } total)
                writer.WriteNumber("total_amount", total);
            else
                writer.WriteNull("total_amount");
            if (one.Items is { } items)
                writer.WriteNumber("items", items);
            else
                writer.WriteNull("items");
            ActJson.WriteRules(writer, "broken_rules", one.BrokenRules);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
