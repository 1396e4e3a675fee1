using Scout.Api.Http;
using Scout.Domain.Transactions;

namespace Scout.Api.Ingestion;

/// <summary>The header <c>X-Source-System</c>: who sends.</summary>
internal static class SourceSystem
{
    public const string Header = "X-Source-System";
    private const string Default = "unknown";
    private const int CharactersMax = 64;

    /// <summary>Reads the name for an address that refuses by problem documents.</summary>
    /// <returns>The name; null when a refusal was written.</returns>
    public static async ValueTask<string?> RequireAsync(HttpContext context)
    {
        if (Read(context, out var source) is not { } fault)
            return source;
        await Problems.InvalidAsync(context, Header, fault);
        return null;
    }

    /// <returns>A fault, or null with the name in <paramref name="source"/>.</returns>
    public static string? Read(HttpContext context, out string source)
    {
        source = Default;
        if (!context.Request.Headers.TryGetValue(Header, out var sent) || sent.Count == 0 || sent[0] is not { Length: > 0 } text)
            return null;
        source = text;
        return sent.Count > 1 ? "must be given once" : PrintableText.FindIdentifierFault(text, CharactersMax);
    }
}
