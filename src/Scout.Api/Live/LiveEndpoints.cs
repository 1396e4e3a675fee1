using System.Text;
using Scout.Api.Http;
using Scout.Api.Stores;
using Scout.Contracts.Chain;
using Scout.Contracts.Reports;

namespace Scout.Api.Live;

/// <summary><c>/v1/chain/live</c> and <c>/v1/stores/{store_id}/live</c>: server-sent events.</summary>
internal static class LiveEndpoints
{
    private const string ChainName = "";
    private const string RetryAfterSeconds = "5";
    private static readonly byte[] Opening = Encoding.ASCII.GetBytes("retry: 2000\n\n");

    public static void MapLive(this IEndpointRouteBuilder routes, LiveFeeds feeds, IGrainFactory grains, StoreGrains stores, CancellationToken stopping)
    {
        routes.MapRead("/v1/chain/live", context => ListenAsync(context, feeds, ChainName, () => new ChainLiveSource(grains.GetGrain<IChainGrain>(0)), stopping));
        routes.MapRead("/v1/stores/{store_id}/live", async context =>
        {
            if (RouteIds.TryGetStore(context, out var store) && await stores.Get(store.Value).FindProfileAsync() is not null)
                await ListenAsync(context, feeds, store.Value, () => new StoreLiveSource(store, grains.GetGrain<IStoreReportGrain>(store.Value)), stopping);
            else
                await Problems.NotFoundAsync(context, "There is no store of that id.");
        });
    }

    private static async Task ListenAsync(HttpContext context, LiveFeeds feeds, string name, Func<ILiveSource> open, CancellationToken stopping)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";

        // Proxies that collect an answer before they pass it on would hold every frame back.
        response.Headers["X-Accel-Buffering"] = "no";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        if (feeds.TryJoin(name, open) is not { } feed)
        {
            response.Headers.RetryAfter = RetryAfterSeconds;
            await Problems.WriteAsync(context, 429, "busy", "Too many listeners", "As many listen to live figures as this server allows. Come back after the time in Retry-After.");
            return;
        }

        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            _ = await response.BodyWriter.WriteAsync(Opening, gone.Token);
            if (!await feed.SendAsync(response, context.Request.Headers["Last-Event-ID"], gone.Token))
                context.Abort();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // It left, or the server stops: either ends the stream in order.
        }
        finally
        {
            feeds.Leave(name, feed);
        }
    }
}
