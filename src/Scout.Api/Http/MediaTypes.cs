using Microsoft.Net.Http.Headers;

namespace Scout.Api.Http;

/// <summary>Checks what a body says it is.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string NdJson = "application/x-ndjson";
    public const string Csv = "text/csv";

    /// <summary>Refuses a body that does not say it is of that type.</summary>
    /// <returns>Whether it does; when not, the refusal was written.</returns>
    public static async ValueTask<bool> RequireAsync(HttpContext context, string type)
    {
        if (Is(context, type))
            return true;
        await Problems.UnsupportedMediaTypeAsync(context, $"Content-Type must be {type}, in UTF-8.");
        return false;
    }

    /// <summary>Whether the body says it is of that type, in UTF-8 when it names a character set.</summary>
    public static bool Is(HttpContext context, string type)
    {
        var sent = context.Request.ContentType;
        if (string.Equals(sent, type, StringComparison.OrdinalIgnoreCase))
            return true;
        return MediaTypeHeaderValue.TryParse(sent, out var parsed)
            && parsed.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)
            && (!parsed.Charset.HasValue || parsed.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || parsed.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
    }
}
