using Scout.Api.Http;
using Scout.Api.Quality;
using Scout.Api.Reports;
using Scout.Api.Stores;
using Scout.Contracts.Exports;

namespace Scout.Api.Exports;

/// <summary><c>/v1/export/{bronze|silver|gold}</c>: a whole layer as a stream of lines.</summary>
internal static class ExportEndpoints
{
    public static void MapExports(this IEndpointRouteBuilder routes, IGrainFactory grains, StoreGrains stores, CancellationToken stopping) =>
        routes.MapRead("/v1/export/{layer}", context => GetAsync(context, grains, stores, stopping));

    private static async Task GetAsync(HttpContext context, IGrainFactory grains, StoreGrains stores, CancellationToken stopping)
    {
        var layer = context.GetRouteValue("layer") as string;
        if (layer is not ("bronze" or "silver" or "gold"))
        {
            await Problems.NotFoundAsync(context, "There is bronze, silver and gold.");
            return;
        }

        var errors = new Dictionary<string, string[]>();
        var query = Read(context, layer, errors);
        if (errors.Count > 0)
            await Problems.InvalidAsync(context, errors);
        else if (query.Store is { } store && await stores.Get(store).FindProfileAsync() is null)
            await Problems.NotFoundAsync(context, "There is no store of that id.");
        else
            await StreamAsync(context, grains.GetGrain<IExportGrain>(0), query, layer, stopping);
    }

    private static ExportQuery Read(HttpContext context, string layer, Dictionary<string, string[]> errors)
    {
        var table = layer switch
        {
            "bronze" => ExportTable.Bronze,
            "silver" => ExportTable.Silver,
            _ => context.Request.Query["table"].ToString() switch
            {
                "" or "days" => ExportTable.GoldDays,
                "hours" => ExportTable.GoldHours,
                _ => (ExportTable)byte.MaxValue,
            },
        };
        if (table == (ExportTable)byte.MaxValue)
            errors.Add("table", ["must be days or hours"]);
        var (from, to) = (ReportParameters.ReadEdge(context, "from", errors), ReportParameters.ReadEdge(context, "to", errors));
        if (to?.Date < from?.Date || to?.Instant < from?.Instant)
            errors.Add("to", ["must not be before from"]);
        return new ExportQuery(table, ListFilters.ReadStore(context, errors), from, to, ReportParameters.ReadCsv(context, "ndjson", errors));
    }

    /// <summary>Reads a page while there is one and sends it before the next: so the reader's pace is the pace of the database.</summary>
    private static async Task StreamAsync(HttpContext context, IExportGrain export, ExportQuery query, string layer, CancellationToken stopping)
    {
        var gone = context.RequestAborted;
        var page = await export.ReadPageAsync(query, null, gone);
        var response = context.Response;
        response.ContentType = query.Csv ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"scout-{layer}.{(query.Csv ? "csv" : "ndjson")}\"";
        response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(context.Request.Method))
            return;

        // A reader may take its time, but not all of the time that a stopping server has. It is cut off and so sees that it has not everything.
        await using var cut = stopping.Register(context.Abort);
        while (true)
        {
            _ = await response.BodyWriter.WriteAsync(page.Text, gone);
            if (page.Cursor is null)
                return;
            page = await export.ReadPageAsync(query, page.Cursor, gone);
        }
    }
}
