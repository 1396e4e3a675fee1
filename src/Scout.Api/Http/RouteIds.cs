using Microsoft.AspNetCore.Http.Features;
using Scout.Domain.Transactions;

namespace Scout.Api.Http;

/// <summary>Reads identifiers from the path as they were sent.</summary>
/// <remarks>
/// The decoded path cannot tell an encoded slash in an identifier from the text <c>%2F</c> in one, so the segments are decoded here, once,
/// from the target as it stood in the request line.
/// </remarks>
internal static class RouteIds
{
    private const int StoreSegment = 2;
    private const int TransactionSegment = 4;
    private const int ProductSegment = 3;

    /// <summary>The store of <c>/v1/stores/{store_id}/...</c>.</summary>
    public static bool TryGetStore(HttpContext context, out StoreId store) => StoreId.TryParse(Segment(context, StoreSegment), out store);

    /// <summary>The transaction of <c>/v1/stores/{store_id}/transactions/{transaction_id}/...</c>.</summary>
    public static bool TryGetTransaction(HttpContext context, out TransactionId transaction) =>
        TransactionId.TryParse(Segment(context, TransactionSegment), out transaction);

    /// <summary>The product of <c>/v1/catalog/products/{product_id}</c>; empty when none can be told.</summary>
    public static string FindProduct(HttpContext context) => Segment(context, ProductSegment);

    private static string Segment(HttpContext context, int index)
    {
        var segments = RawPath(context).Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < segments.Length; i++)
            segments[i] = Uri.UnescapeDataString(segments[i]);

        // The server has folded dot segments before it chose the route, so here places would no longer match. No identifier stands there.
        return index < segments.Length && !segments.Contains(".") && !segments.Contains("..") ? segments[index] : "";
    }

    private static string RawPath(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (!target.StartsWith('/') && Uri.TryCreate(target, UriKind.Absolute, out var absolute))
            target = absolute.GetComponents(UriComponents.PathAndQuery | UriComponents.KeepDelimiter, UriFormat.UriEscaped);
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }
}
