using System.Text.Json;
using Scout.Api.Hosting;
using Scout.Api.Http;
using Scout.Api.Ingestion;
using Scout.Api.Quality;
using Scout.Contracts.Ingestion;
using Scout.Contracts.Quality;
using Scout.Contracts.Transactions;
using Scout.Domain.Transactions;

namespace Scout.Api.Transactions;

/// <summary><c>/v1/stores/{store_id}/transactions/{transaction_id}/void</c> and <c>/correct</c>.</summary>
internal static class AmendEndpoints
{
    private const string NoTransaction = "There is no transaction of that id in that store.";

    public static void MapAmendments(this IEndpointRouteBuilder routes, IGrainFactory grains)
    {
        routes.MapPost("/v1/stores/{store_id}/transactions/{transaction_id}/void", context => VoidAsync(context, grains));
        routes.MapPost("/v1/stores/{store_id}/transactions/{transaction_id}/correct", context => CorrectAsync(context, grains));
    }

    private static async Task VoidAsync(HttpContext context, IGrainFactory grains)
    {
        if (await ActJson.ReadAsync(context, needsReason: true) is not { } act)
            return;
        if (!RouteIds.TryGetStore(context, out var store) || !RouteIds.TryGetTransaction(context, out var transaction))
        {
            await Problems.NotFoundAsync(context, NoTransaction);
            return;
        }

        var reply = await context.CallClusterAsync(() => grains.GetGrain<ITransactionGrain>(TransactionKey.Format(store, transaction)).VoidAsync(act));
        await ActJson.AnswerAsync(context, (store.Value, transaction.Value), reply, "voided", NoTransaction);
    }

    private static async Task CorrectAsync(HttpContext context, IGrainFactory grains)
    {
        if (!await MediaTypes.RequireAsync(context, MediaTypes.Json) || await SourceSystem.RequireAsync(context) is not { } source
            || await BodyReader.ReadAsync(context, TransactionLimits.BodyBytesMax, TransactionLimits.BodyBytesMax, Problems.RefuseBodyAsync) is not { } body)
            return;
        var parsed = TransactionParser.Parse(body);
        if (parsed.Malformed is { } malformed)
        {
            await Problems.MalformedAsync(context, malformed);
            return;
        }

        var errors = parsed.Errors is { } faults ? new Dictionary<string, string[]>(faults) : [];
        var act = ReadAct(body, errors);
        if (!RouteIds.TryGetStore(context, out var store) || parsed.StoreId is { } sentStore && sentStore != store.Value)
            _ = errors.TryAdd("store_id", ["must be the store of the address"]);
        if (!RouteIds.TryGetTransaction(context, out var transaction) || parsed.TransactionId is { } sentTransaction && sentTransaction != transaction.Value)
            _ = errors.TryAdd("transaction_id", ["must be the transaction of the address"]);
        if (errors.Count > 0)
        {
            await Problems.InvalidAsync(context, errors);
            return;
        }

        var reply = await context.CallClusterAsync(() => grains.GetGrain<ITransactionGrain>(TransactionKey.Format(store, transaction))
            .CorrectAsync(new SubmittedTransaction(body, parsed.Transaction), source, act));
        await ActJson.AnswerAsync(context, (store.Value, transaction.Value), reply, "corrected", NoTransaction);
    }

    /// <summary>Reads who and why from <c>metadata</c>, where a whole transaction has room for them.</summary>
    private static OperatorAct ReadAct(byte[] body, Dictionary<string, string[]> errors)
    {
        var act = new OperatorAct(OperatorAct.Unknown, null);
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("metadata", out var metadata)
            && metadata.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in metadata.EnumerateObject())
                act = ActJson.Apply(act, member, errors, "metadata.");
        }

        if (act.Reason is null)
            _ = errors.TryAdd("metadata.reason", ["is missing"]);
        return act;
    }
}
