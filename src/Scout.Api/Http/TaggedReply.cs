using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Scout.Contracts.Reports;

namespace Scout.Api.Http;

/// <summary>Answers that a reader may keep and ask about: 304 when nothing but the moment they are true at has changed.</summary>
/// <remarks>
/// The tag is made of what the answer says. It moves with the position of silver, and also with a profile, a watermark or the day, of which
/// a position alone knows nothing. It is weak, since <c>as_of</c> is left out of it.
/// </remarks>
internal static class TaggedReply
{
    private const string Csv = "text/csv; charset=utf-8; header=present";
    private const int TagBytes = 12;

    /// <summary>Writes a JSON document, or 304 without one.</summary>
    public static Task WriteAsync<TState>(HttpContext context, TState state, Action<Utf8JsonWriter, TState> write) =>
        WriteAsync(context, JsonReply.Build(state, write), JsonReply.Json);

    /// <summary>Writes rows of commas, or 304 without them. When they are true is told in headers.</summary>
    public static Task WriteCsvAsync(HttpContext context, string text, Report report)
    {
        var headers = context.Response.Headers;
        headers["X-As-Of"] = Text(report.AsOf);
        if (report.Watermark is { } watermark)
            headers["X-Watermark"] = Text(watermark);
        headers["X-Late"] = report.Late.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(context, Encoding.UTF8.GetBytes(text), Csv);
    }

    /// <summary>What a document says, in short, but for its <c>as_of</c>.</summary>
    public static string TagOf(ReadOnlySpan<byte> document)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var name = "\"as_of\":\""u8;
        var at = document.IndexOf(name);
        if (at < 0)
        {
            SHA256.HashData(document, hash);
            return Base64Url.EncodeToString(hash[..TagBytes]);
        }

        // A quote within a text is escaped, so this name can only be the member's.
        var value = document[(at + name.Length)..];
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(document[..at]);
        sum.AppendData(value[value.IndexOf((byte)'"')..]);
        _ = sum.GetHashAndReset(hash);
        return Base64Url.EncodeToString(hash[..TagBytes]);
    }

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static Task WriteAsync(HttpContext context, ReadOnlySpan<byte> document, string contentType)
    {
        var response = context.Response;
        var tag = new EntityTagHeaderValue($"\"{TagOf(document)}\"", isWeak: true);
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = "no-cache";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(asked => asked.Equals(EntityTagHeaderValue.Any) || asked.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = contentType;
        response.ContentLength = document.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            response.BodyWriter.Write(document);
        return Task.CompletedTask;
    }
}
