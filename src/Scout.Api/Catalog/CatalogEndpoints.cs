using Scout.Api.Hosting;
using Scout.Api.Http;
using Scout.Api.Quality;
using Scout.Api.Reports;
using Scout.Api.Stores;
using Scout.Contracts.Catalog;
using Scout.Contracts.Quality;
using Scout.Domain.Transactions;

namespace Scout.Api.Catalog;

/// <summary><c>/v1/catalog/products</c>: the products that are sold, and what else they are called.</summary>
internal static class CatalogEndpoints
{
    public static void MapCatalog(this IEndpointRouteBuilder routes, IGrainFactory grains, CatalogUploads uploads)
    {
        routes.MapPut("/v1/catalog/products", context => PutAsync(context, grains, uploads));
        routes.MapRead("/v1/catalog/products", context => ListAsync(context, grains));
        routes.MapRead("/v1/catalog/products/{product_id}", context => GetAsync(context, grains));
    }

    private static async Task PutAsync(HttpContext context, IGrainFactory grains, CatalogUploads uploads)
    {
        if (!uploads.TryEnter())
        {
            await Problems.BusyAsync(context);
            return;
        }

        try
        {
            if (await ReadAsync(context, uploads) is var (products, act))
                await SaveAsync(context, grains, products, act);
        }
        finally
        {
            uploads.Leave();
        }
    }

    /// <returns>Null when a refusal was written.</returns>
    private static async ValueTask<(List<CatalogProductInput> Products, OperatorAct Act)?> ReadAsync(HttpContext context, CatalogUploads uploads)
    {
        var isCsv = MediaTypes.Is(context, MediaTypes.Csv);
        if (!isCsv && !MediaTypes.Is(context, MediaTypes.Json))
        {
            await Problems.UnsupportedMediaTypeAsync(context, $"Content-Type must be {MediaTypes.Json} or {MediaTypes.Csv}, in UTF-8.");
            return null;
        }

        var errors = new Dictionary<string, string[]>();
        var act = ActJson.ReadQuery(context, errors);
        if (await BodyReader.ReadAsync(context, uploads.BytesMax, uploads.BytesMax, isCsv ? RefuseCsvAsync : Problems.RefuseBodyAsync) is not { } body)
            return null;
        if ((isCsv ? CatalogCsvReader.Read(body, uploads.ProductsMax) : CatalogJsonReader.Read(body, uploads.ProductsMax)) is not { } upload)
        {
            await Problems.TooLargeAsync(context, $"One upload may hold at most {uploads.ProductsMax} products. Send them in parts.");
            return null;
        }

        if (upload.Malformed is { } malformed)
        {
            await (isCsv ? Problems.MalformedCsvAsync(context, malformed) : Problems.MalformedAsync(context, malformed));
            return null;
        }

        if (errors.Count == 0 && !upload.Faults.Any)
            return (upload.Products, act);
        foreach (var (place, faults) in upload.Faults.ToErrors())
            errors[place] = faults;
        await Problems.InvalidAsync(context, errors);
        return null;
    }

    private static Task RefuseCsvAsync(HttpContext context, int status, string detail) =>
        status == StatusCodes.Status400BadRequest ? Problems.MalformedCsvAsync(context, detail) : Problems.RefuseBodyAsync(context, status, detail);

    private static async Task SaveAsync(HttpContext context, IGrainFactory grains, List<CatalogProductInput> products, OperatorAct act)
    {
        var saved = await context.CallClusterAsync(() => grains.GetGrain<ICatalogGrain>(0).UpsertAsync(products, act));
        await JsonReply.WriteAsync(context, 200, (products.Count, saved), static (writer, state) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("received", state.Count);
            writer.WriteNumber("inserted", state.saved.Inserted);
            writer.WriteNumber("updated", state.saved.Updated);
            writer.WriteNumber("unchanged", state.saved.Unchanged);
            writer.WriteNumber("version", state.saved.Version);
            writer.WriteNumber("aliases_kept", state.saved.AliasesKept);
            writer.WriteEndObject();
        });
    }

    private static async Task ListAsync(HttpContext context, IGrainFactory grains)
    {
        _ = Paging.TryRead(context, out var page, out var errors);
        var asCsv = ReportParameters.ReadCsv(context, "json", errors);
        var query = new CatalogQuery(ReadText(context, "q", errors), ReadActive(context, errors), ReadText(context, "brand", errors), page.After.Length == 0 ? null : page.After, page.Limit);
        if (errors.Count > 0)
        {
            await Problems.InvalidAsync(context, errors);
            return;
        }

        var catalog = grains.GetGrain<ICatalogGrain>(0);
        if (asCsv)
        {
            await CsvPages.WriteAsync(
                context, ProductCsv.Columns, query, asked => catalog.ReadPageAsync(asked), ProductCsv.Add, static (asked, last, limit) => asked with { After = last.Product.ProductId, Limit = limit },
                isVerbatim: true);
            return;
        }

        var found = await catalog.ReadPageAsync(query);
        await JsonReply.WriteAsync(context, 200, found, static (writer, found) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var product in found.Items)
                ProductJson.Write(writer, product);
            writer.WriteEndArray();
            writer.WriteOptional("next_cursor", found.HasMore ? Paging.CursorAfter(found.Items[^1].Product.ProductId) : null);
            writer.WriteEndObject();
        });
    }

    private static async Task GetAsync(HttpContext context, IGrainFactory grains)
    {
        var id = RouteIds.FindProduct(context);
        if (PrintableText.FindIdentifierFault(id, TransactionLimits.ProductIdCharactersMax) is null && await grains.GetGrain<ICatalogGrain>(0).FindAsync(id) is { } product)
            await JsonReply.WriteAsync(context, 200, product, ProductJson.Write);
        else
            await Problems.NotFoundAsync(context, "There is no product of that id.");
    }

    private static string? ReadText(HttpContext context, string name, Dictionary<string, string[]> errors)
    {
        var sent = context.Request.Query[name].ToString();
        if (sent.Length == 0)
            return null;
        if (sent.Length > TransactionLimits.TextCharactersMax || PrintableText.HasControl(sent))
            errors.Add(name, [$"must be a text of 1 to {TransactionLimits.TextCharactersMax} characters without control characters"]);
        return sent;
    }

    private static bool? ReadActive(HttpContext context, Dictionary<string, string[]> errors)
    {
        switch (context.Request.Query["active"].ToString())
        {
            case "":
                return null;
            case "true":
                return true;
            case "false":
                return false;
            default:
                errors.Add("active", ["must be true or false"]);
                return null;
        }
    }
}
