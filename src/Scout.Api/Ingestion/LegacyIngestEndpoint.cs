using Scout.Api.Http;
using Scout.Contracts.Ingestion;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Api.Ingestion;

/// <summary><c>POST /functions/v1/ingest-transaction</c>: the endpoint that devices in the field already know, with its own answers.</summary>
internal static class LegacyIngestEndpoint
{
    private const string Path = "/functions/v1/ingest-transaction";

    public static void MapLegacyIngest(this IEndpointRouteBuilder routes, Intake intake, IntakeGate gate) =>
        routes.Map(Path, context => HandleAsync(context, intake, gate));

    private static Task HandleAsync(HttpContext context, Intake intake, IntakeGate gate)
    {
        // As the endpoint always did: any page may call it, and a preflight is answered by hand.
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.AccessControlAllowHeaders = "authorization, x-client-info, apikey, content-type, x-source-system";
        context.Response.Headers.AccessControlAllowMethods = "POST, OPTIONS";
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.ContentType = null;
            context.Response.ContentLength = null;
            return Task.CompletedTask;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "POST, OPTIONS";
            return RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "method not allowed");
        }

        var bytes = IntakeGate.BytesOf(context, TransactionLimits.BodyBytesMax);
        return gate.TryEnter(bytes) ? PostAsync(context, intake, gate, bytes) : RefuseAsync(context, StatusCodes.Status429TooManyRequests, "busy, try again");
    }

    private static async Task PostAsync(HttpContext context, Intake intake, IntakeGate gate, long bytes)
    {
        try
        {
            if (SourceSystem.Read(context, out var source) is { } sourceFault)
            {
                await RefuseAsync(context, StatusCodes.Status400BadRequest, $"{SourceSystem.Header} {sourceFault}");
                return;
            }

            if (await BodyReader.ReadAsync(context, TransactionLimits.BodyBytesMax, TransactionLimits.BodyBytesMax, RefuseAsync) is not { } body)
                return;
            var parsed = TransactionParser.Parse(body);
            if (parsed.Transaction is not { } transaction)
            {
                await RefuseAsync(context, StatusCodes.Status400BadRequest, Describe(parsed));
                return;
            }

            var (status, result) = await intake.SubmitAsync(source, body, transaction);
            await AnswerAsync(context, status, result);
        }
        finally
        {
            gate.Leave(bytes);
        }
    }

    private static Task AnswerAsync(HttpContext context, SubmitStatus status, TransactionResult result) => (status, result.Status) switch
    {
        (SubmitStatus.Busy, _) => RefuseAsync(context, StatusCodes.Status429TooManyRequests, "busy, try again"),
        (SubmitStatus.Unavailable, _) => RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "not available, try again"),
        (SubmitStatus.UnknownStore, _) => RefuseAsync(context, StatusCodes.Status400BadRequest, "store_id is not a registered store"),
        (_, TransactionStatus.Conflict) => RefuseAsync(context, StatusCodes.Status409Conflict, "other content is stored under this transaction_id"),
        (_, TransactionStatus.Rejected) => RefuseAsync(context, StatusCodes.Status400BadRequest, DescribeRefusal(result.Decisive)),
        (_, TransactionStatus.Duplicate) => JsonReply.WriteAsync(context, 200, result.EventId, static (writer, id) =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("ok", true);
            writer.WriteBoolean("duplicateDetected", true);
            writer.WriteString("message", "Transaction already processed");
            writer.WriteString("id", new EventId(id).ToString());
            writer.WriteEndObject();
        }),
        _ => JsonReply.WriteAsync(context, 201, result.EventId, static (writer, id) =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("ok", true);
            writer.WriteString("id", new EventId(id).ToString());
            writer.WriteEndObject();
        }),
    };

    private static Task RefuseAsync(HttpContext context, int status, string error)
    {
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "1";
        return JsonReply.WriteAsync(context, status, error, static (writer, error) =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("ok", false);
            writer.WriteString("error", error);
            writer.WriteEndObject();
        });
    }

    private static string DescribeRefusal(BrokenRules decisive) => decisive == BrokenRules.None
        ? "the transaction cannot be stored"
        : $"the transaction breaks the quality rule {string.Join(", ", RuleCatalog.NamesOf(decisive))}";

    private static string Describe(ParsedTransaction parsed) => parsed.Errors is { } errors
        ? string.Join("; ", errors.Select(error => $"{error.Key} {string.Join(", ", error.Value)}"))
        : parsed.Malformed ?? "the body is not a transaction";
}
