using System.Text.Json;

namespace Scout.Api.Http;

/// <summary>The refusals of this API: RFC 9457 documents with a stable machine word in <c>code</c>.</summary>
internal static class Problems
{
    private const string RetryAfterSeconds = "1";

    public static Task MalformedAsync(HttpContext context, string detail) => WriteAsync(context, 400, "malformed_json", "The body is not well-formed JSON", detail);

    public static Task MalformedCsvAsync(HttpContext context, string detail) => WriteAsync(context, 400, "malformed_csv", "The body is not well-formed CSV", detail);

    public static Task BadRequestAsync(HttpContext context, string detail) => WriteAsync(context, 400, "bad_request", "The request cannot be read", detail);

    public static Task NotFoundAsync(HttpContext context, string detail) => WriteAsync(context, 404, "not_found", "Not found", detail);

    public static Task MethodNotAllowedAsync(HttpContext context) =>
        WriteAsync(context, 405, "method_not_allowed", "Method not allowed", $"This address does not answer {context.Request.Method}; see the Allow header.");

    public static Task TooLargeAsync(HttpContext context, string detail) => WriteAsync(context, 413, "too_large", "The body is too large", detail);

    public static Task UnsupportedMediaTypeAsync(HttpContext context, string detail) =>
        WriteAsync(context, 415, "unsupported_media_type", "Unsupported media type", detail);

    /// <summary>A body that cannot be read, as <see cref="BodyReader"/> tells it.</summary>
    public static Task RefuseBodyAsync(HttpContext context, int status, string detail) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => TooLargeAsync(context, detail),
        StatusCodes.Status415UnsupportedMediaType => UnsupportedMediaTypeAsync(context, detail),
        _ => MalformedAsync(context, detail),
    };

    public static Task InvalidAsync(HttpContext context, IReadOnlyDictionary<string, string[]> errors) =>
        WriteAsync(context, 422, "invalid", "The request is not valid", "Every fault is named in errors.", errors);

    public static Task InvalidAsync(HttpContext context, string path, string fault) =>
        InvalidAsync(context, new Dictionary<string, string[]> { [path] = [fault] });

    public static Task BusyAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return WriteAsync(context, 429, "busy", "Too much at once", "The intake is full. Send the same again after the time in Retry-After.");
    }

    public static Task UnavailableAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return WriteAsync(context, 503, "unavailable", "Not available for the moment", "Nothing was acknowledged. Send the same again after the time in Retry-After.");
    }

    public static Task InternalAsync(HttpContext context) =>
        WriteAsync(context, 500, "internal", "Something went wrong in here", "It was logged. Sending the same again is safe.");

    public static Task ConflictAsync(HttpContext context, string storeId, string transactionId, string eventId, DateTimeOffset receivedAt) => JsonReply.WriteAsync(
        context, 409, (storeId, transactionId, eventId, receivedAt),
        static (writer, state) =>
        {
            WriteHead(writer, 409, "conflict", "Other content is stored under this identity", "What was stored first stands; this body is kept as a dead letter.");
            writer.WriteString("store_id", state.storeId);
            writer.WriteString("transaction_id", state.transactionId);
            writer.WriteString("event_id", state.eventId);
            writer.WriteInstant("received_at", state.receivedAt);
            writer.WriteEndObject();
        },
        JsonReply.Problem);

    /// <summary>A decision that something else stands in the way of.</summary>
    public static Task DecidedAsync(HttpContext context, string detail) => WriteAsync(context, 409, "conflict", "Something else was decided before", detail);

    public static Task WriteAsync(
        HttpContext context, int status, string code, string title, string detail, IReadOnlyDictionary<string, string[]>? errors = null) => JsonReply.WriteAsync(
        context, status, (status, code, title, detail, errors),
        static (writer, state) =>
        {
            WriteHead(writer, state.status, state.code, state.title, state.detail);
            if (state.errors is not null)
                WriteErrors(writer, state.errors);
            writer.WriteEndObject();
        },
        JsonReply.Problem);

    public static void WriteErrors(Utf8JsonWriter writer, IReadOnlyDictionary<string, string[]> errors)
    {
        writer.WriteStartObject("errors");
        foreach (var (path, faults) in errors)
        {
            writer.WriteStartArray(path);
            foreach (var fault in faults)
                writer.WriteStringValue(fault);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter writer, int status, string code, string title, string detail)
    {
        writer.WriteStartObject();
        writer.WriteString("type", $"urn:scout:problem:{code}");
        writer.WriteString("title", title);
        writer.WriteNumber("status", status);
        writer.WriteString("detail", detail);
        writer.WriteString("code", code);
    }
}
