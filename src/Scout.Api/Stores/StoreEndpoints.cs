using System.Buffers.Text;
using System.Text;
using Scout.Api.Hosting;
using Scout.Api.Http;
using Scout.Contracts.Stores;
using Scout.Domain.Stores;

namespace Scout.Api.Stores;

/// <summary><c>/v1/stores</c>: the chain's stores, their profiles and figures.</summary>
internal static class StoreEndpoints
{
    private const int ProfileBytesMax = 64 * 1024;

    public static void MapStores(this IEndpointRouteBuilder routes, StoreGrains stores, IGrainFactory grains)
    {
        routes.MapRead("/v1/stores", context => ListAsync(context, grains));
        routes.MapRead("/v1/stores/{store_id}", context => GetAsync(context, stores));
        routes.MapPut("/v1/stores/{store_id}", context => PutAsync(context, stores));
        routes.MapRead("/v1/stores/{store_id}/summary", context => GetSummaryAsync(context, stores));
    }

    private static async Task ListAsync(HttpContext context, IGrainFactory grains)
    {
        if (!Paging.TryRead(context, out var page, out var errors))
        {
            await Problems.InvalidAsync(context, errors);
            return;
        }

        // One more than asked for tells whether there is a next page.
        var profiles = await grains.GetGrain<IStoreListGrain>(0).ReadPageAsync(page.After, page.Limit + 1);
        await JsonReply.WriteAsync(context, 200, (profiles, page.Limit), static (writer, state) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var profile in state.profiles.Take(state.Limit))
                ProfileJson.Write(writer, profile);
            writer.WriteEndArray();
            writer.WriteOptional("next_cursor", state.profiles.Count > state.Limit ? Paging.CursorAfter(state.profiles[state.Limit - 1].StoreId.Value) : null);
            writer.WriteEndObject();
        });
    }

    private static async Task GetAsync(HttpContext context, StoreGrains stores)
    {
        if (RouteIds.TryGetStore(context, out var store) && await stores.Get(store.Value).FindProfileAsync() is { } profile)
            await JsonReply.WriteAsync(context, 200, profile, ProfileJson.Write);
        else
            await Problems.NotFoundAsync(context, "There is no store of that id.");
    }

    private static async Task PutAsync(HttpContext context, StoreGrains stores)
    {
        if (!RouteIds.TryGetStore(context, out var store))
        {
            await Problems.InvalidAsync(context, "store_id", "must be 1 to 64 printable characters");
            return;
        }

        if (!await MediaTypes.RequireAsync(context, MediaTypes.Json)
            || await BodyReader.ReadAsync(context, ProfileBytesMax, ProfileBytesMax, Problems.RefuseBodyAsync) is not { } body)
            return;
        var (change, malformed, errors) = ProfileJson.Read(body, store);
        if (change is null)
        {
            await (malformed is null ? Problems.InvalidAsync(context, errors) : Problems.MalformedAsync(context, malformed));
            return;
        }

        var saved = await context.CallClusterAsync(() => stores.Get(store.Value).SaveProfileAsync(change));
        await JsonReply.WriteAsync(context, saved.Created ? 201 : 200, saved.Profile, ProfileJson.Write);
    }

    private static async Task GetSummaryAsync(HttpContext context, StoreGrains stores)
    {
        if (!SummaryWindow.TryParse(context.Request.Query["window"], out var window))
        {
            await Problems.InvalidAsync(context, "window", "must be today, 24h, 7d or a date such as 2025-01-24");
            return;
        }

        if (RouteIds.TryGetStore(context, out var store) && await stores.Get(store.Value).FindSummaryAsync(window.Kind, window.Date) is { } summary)
            await TaggedReply.WriteAsync(context, (store, window, summary), static (writer, state) => SummaryJson.Write(writer, state.store, state.window, state.summary));
        else
            await Problems.NotFoundAsync(context, "There is no store of that id.");
    }
}

/// <summary>A page of a list: how many, after which.</summary>
/// <param name="Limit">1 to 1,000.</param>
/// <param name="After">The key of the last item of the page before; empty at the beginning.</param>
internal readonly record struct Page(int Limit, string After);

/// <summary>Reads <c>limit</c> and <c>cursor</c>.</summary>
internal static class Paging
{
    private const int LimitDefault = 100;
    private const int LimitMax = 1000;

    public static bool TryRead(HttpContext context, out Page page, out Dictionary<string, string[]> errors)
    {
        errors = [];
        var (limit, after) = (LimitDefault, "");
        if (context.Request.Query.TryGetValue("limit", out var sentLimit)
            && (!int.TryParse(sentLimit, System.Globalization.NumberStyles.None, null, out limit) || limit is < 1 or > LimitMax))
            errors.Add("limit", [$"must be a whole number from 1 to {LimitMax}"]);
        if (context.Request.Query.TryGetValue("cursor", out var cursor) && !TryDecode(cursor.ToString(), out after))
            errors.Add("cursor", ["must be the next_cursor of an earlier answer"]);
        page = new Page(limit, after);
        return errors.Count == 0;
    }

    public static string CursorAfter(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    private static bool TryDecode(string cursor, out string key)
    {
        key = "";
        try
        {
            key = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(cursor));
            return key.Length > 0 && !key.Contains('\0', StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return false;
        }
    }
}
