using Scout.Api.Http;
using Scout.Api.Quality;
using Scout.Contracts.Ingestion;
using Scout.Domain.Transactions;

namespace Scout.Api.Ingestion;

/// <summary><c>POST /v1/transactions</c> and <c>/v1/transactions/batch</c>.</summary>
internal static class TransactionEndpoints
{
    private const int BatchBytesMax = 8 * 1024 * 1024;
    private const int BatchUnpackedBytesMax = 32 * 1024 * 1024;
    private const int BatchElementsMax = 1000;

    public static void MapTransactions(this IEndpointRouteBuilder routes, Intake intake, IntakeGate gate)
    {
        routes.MapPost("/v1/transactions", context => Admit(context, gate, TransactionLimits.BodyBytesMax, () => PostOneAsync(context, intake)));
        routes.MapPost("/v1/transactions/batch", context => Admit(context, gate, BatchUnpackedBytesMax, () => PostBatchAsync(context, intake)));
    }

    /// <summary>Runs a handler while the gate has room, and answers 429 before reading anything while it has not.</summary>
    public static async Task Admit(HttpContext context, IntakeGate gate, long unpackedBytesMax, Func<Task> handle)
    {
        var bytes = IntakeGate.BytesOf(context, unpackedBytesMax);
        if (!gate.TryEnter(bytes))
        {
            await Problems.BusyAsync(context);
            return;
        }

        try
        {
            await handle();
        }
        finally
        {
            gate.Leave(bytes);
        }
    }

    private static async Task PostOneAsync(HttpContext context, Intake intake)
    {
        if (await ReadRequestAsync(context, TransactionLimits.BodyBytesMax, TransactionLimits.BodyBytesMax) is not var (source, body))
            return;
        var parsed = TransactionParser.Parse(body);
        if (parsed.Transaction is not { } transaction)
        {
            await (parsed.Errors is { } errors ? Problems.InvalidAsync(context, errors) : Problems.MalformedAsync(context, parsed.Malformed ?? ""));
            return;
        }

        var (status, result) = await intake.SubmitAsync(source, body, transaction);
        await AnswerAsync(context, transaction, status, result);
    }

    private static Task AnswerAsync(HttpContext context, Transaction transaction, SubmitStatus status, TransactionResult result)
    {
        switch (status, result.Status)
        {
            case (SubmitStatus.Busy, _):
                return Problems.BusyAsync(context);
            case (SubmitStatus.Unavailable, _):
                return Problems.UnavailableAsync(context);
            case (SubmitStatus.UnknownStore, _):
                return Problems.InvalidAsync(context, "store_id", "is not a registered store");
            case (_, TransactionStatus.Conflict):
                return Problems.ConflictAsync(
                    context, transaction.StoreId.Value, transaction.TransactionId.Value, new EventId(result.EventId).ToString(), result.ReceivedAt);
            case (_, TransactionStatus.Rejected):
                return Problems.InvalidAsync(context, ActJson.RuleFaults(result.Decisive));
            default:
                return JsonReply.WriteAsync(
                    context, result.Status == TransactionStatus.Duplicate ? 200 : 201, (transaction, result),
                    static (writer, state) => ResultJson.WriteOne(writer, state.transaction, state.result));
        }
    }

    private static async Task PostBatchAsync(HttpContext context, Intake intake)
    {
        if (await ReadRequestAsync(context, BatchBytesMax, BatchUnpackedBytesMax) is not var (source, body))
            return;
        var batch = TransactionParser.ParseBatch(body, BatchElementsMax);
        if (batch.Fault is { } fault)
        {
            await (batch.Status switch
            {
                ParsedBatchStatus.Malformed => Problems.MalformedAsync(context, fault),
                ParsedBatchStatus.TooLarge => Problems.TooLargeAsync(context, fault),
                _ => Problems.InvalidAsync(context, "$", fault),
            });
            return;
        }

        var items = new IntakeItem[batch.Elements.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var element = batch.Elements[i];
            items[i] = new IntakeItem(body.AsMemory(element.Start, element.Length), element.Outcome);
        }

        switch (await intake.SubmitAsync(source, items))
        {
            case SubmitStatus.Busy:
                await Problems.BusyAsync(context);
                break;
            case SubmitStatus.Unavailable:
                await Problems.UnavailableAsync(context);
                break;
            default:
                await AnswerBatchAsync(context, items);
                break;
        }
    }

    private static Task AnswerBatchAsync(HttpContext context, IntakeItem[] items) => JsonReply.WriteAsync(context, 200, items, static (writer, items) =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("accepted", items.Count(item => item.Status == TransactionStatus.Accepted));
        writer.WriteNumber("duplicates", items.Count(item => item.Status == TransactionStatus.Duplicate));
        writer.WriteNumber("conflicts", items.Count(item => item.Status == TransactionStatus.Conflict));
        writer.WriteNumber("quarantined", items.Count(item => item.Status == TransactionStatus.Quarantined));
        writer.WriteNumber("rejected", items.Count(item => item.Status == TransactionStatus.Rejected));
        writer.WriteStartArray("results");
        for (var i = 0; i < items.Length; i++)
            ResultJson.WriteItem(writer, i, items[i]);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <returns>The sender's name and the body; null when a refusal was written.</returns>
    private static async ValueTask<(string Source, byte[] Body)?> ReadRequestAsync(HttpContext context, int sentBytesMax, int unpackedBytesMax)
    {
        if (!await MediaTypes.RequireAsync(context, MediaTypes.Json) || await SourceSystem.RequireAsync(context) is not { } source)
            return null;
        return await BodyReader.ReadAsync(context, sentBytesMax, unpackedBytesMax, Problems.RefuseBodyAsync) is { } body ? (source, body) : null;
    }
}
