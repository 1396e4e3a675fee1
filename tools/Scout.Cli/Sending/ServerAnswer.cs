using System.Net;
using System.Text.Json;

namespace Scout.Cli.Sending;

/// <summary>An answer read whole.</summary>
internal sealed record ServerAnswer(HttpStatusCode Status, byte[] Body)
{
    /// <summary>What a problem document says, or the status in words.</summary>
    public string Detail() => FindProblem() is { } problem && (Text(problem, "detail") ?? Text(problem, "title")) is { } text ? text : Status.ToString();

    /// <summary>The errors of a problem document as JSON; its detail when there are none.</summary>
    public string ErrorsJson() => FindProblem() is { } problem && problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object
        ? errors.GetRawText()
        : JsonSerializer.Serialize(new Dictionary<string, string[]> { [""] = [$"{(int)Status} {Detail()}"] }, CliJson.Default.DictionaryStringStringArray);

    private JsonElement? FindProblem()
    {
        try
        {
            return JsonElement.Parse(Body) is { ValueKind: JsonValueKind.Object } problem ? problem : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
