using System.Text.Json;

namespace Scout.Api.Http;

/// <summary>Reads small objects strictly: one document, no member twice, every fault named at once.</summary>
internal static class ObjectReader
{
    private const int NameCharactersMax = 64;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <param name="body">One JSON object.</param>
    /// <param name="start">What the members are put into.</param>
    /// <param name="apply">Puts one member in, or notes what is wrong with it.</param>
    /// <returns>The value; or null with the reason why it is not JSON, or with the faults by member.</returns>
    public static (T? Value, string? Malformed, Dictionary<string, string[]> Errors) Read<T>(
        ReadOnlyMemory<byte> body, T start, Func<T, JsonProperty, Dictionary<string, string[]>, T> apply)
        where T : class
    {
        var errors = new Dictionary<string, string[]>();
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, null, new() { ["$"] = ["must be an object"] });
            var value = start;
            foreach (var member in document.RootElement.EnumerateObject())
                value = apply(value, member, errors);
            return errors.Count == 0 ? (value, null, errors) : (null, null, errors);
        }
        catch (JsonException exception)
        {
            return (null, $"Not JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}, or a member stands twice.", errors);
        }
        catch (InvalidOperationException)
        {
            // A text of half a surrogate pair is JSON, but no text.
            return (null, "A text is not valid Unicode.", errors);
        }
    }

    /// <summary>Notes a member that has no place here, under its name cut to a sane length.</summary>
    public static void RefuseUnknown(Dictionary<string, string[]> errors, string name, string what) =>
        errors[name.Length > NameCharactersMax ? name[..NameCharactersMax] : name] = [$"is not a member of {what}"];
}
