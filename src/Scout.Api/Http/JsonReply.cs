using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scout.Api.Http;

/// <summary>Writes a JSON answer of known length.</summary>
internal static class JsonReply
{
    public const string Json = "application/json; charset=utf-8";
    public const string Problem = "application/problem+json; charset=utf-8";

    private const int KeptBytesMax = 1024 * 1024;

    // Answers are JSON and say so (with nosniff), so text may stay readable instead of being escaped for HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Answers are built in one go without an await, so one buffer a thread serves them all.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _threadBuffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _threadWriter;

    /// <summary>Writes one JSON document as the whole answer.</summary>
    public static Task WriteAsync<TState>(HttpContext context, int status, TState state, Action<Utf8JsonWriter, TState> write, string contentType = Json)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        var document = Build(state, write);
        response.ContentLength = document.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            response.BodyWriter.Write(document);
        return Task.CompletedTask;
    }

    /// <summary>Maps an address that is read: by GET, and by HEAD for those who want only the head of the answer.</summary>
    public static void MapRead(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);

    /// <summary>Builds a document; valid until the next one is built on this thread.</summary>
    public static ReadOnlySpan<byte> Build<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        // One huge answer must not stay in memory for as long as the thread lives.
        if (_threadBuffer?.Capacity > KeptBytesMax)
            (_threadBuffer, _threadWriter) = (null, null);
        var buffer = _threadBuffer ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        var writer = _threadWriter ??= new Utf8JsonWriter(buffer, Options);
        writer.Reset(buffer);
        write(writer, state);
        writer.Flush();
        return buffer.WrittenSpan;
    }

    public static void WriteOptional(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is null)
            writer.WriteNull(name);
        else
            writer.WriteString(name, value);
    }

    /// <summary>Writes a body as it was sent. One that is not JSON, as a poisoned row may be, is null with its bytes beside it in base 64.</summary>
    public static void WriteBody(this Utf8JsonWriter writer, string name, ReadOnlySpan<byte> body)
    {
        if (IsJson(body))
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(body, skipInputValidation: true);
            return;
        }

        writer.WriteNull(name);
        writer.WriteBase64String($"{name}_base64", body);
    }

    public static void WriteInstant(this Utf8JsonWriter writer, string name, DateTimeOffset? value)
    {
        if (value is { } present)
            writer.WriteString(name, present.UtcDateTime);
        else
            writer.WriteNull(name);
    }

    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            while (reader.Read())
            {
            }

            return reader.BytesConsumed > 0 && System.Text.Unicode.Utf8.IsValid(body);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
