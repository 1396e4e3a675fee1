using System.Net.Http.Headers;
using System.Text.Json;

namespace Scout.EndToEnd.Tests.Wire;

/// <summary>An answer of the server, read whole.</summary>
public sealed record Answer(int Status, HttpResponseHeaders Headers, string? MediaType, string Body)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public string? this[string name] => Json.GetProperty(name).ToString();

    /// <summary>Fails with the body, which tells more than the number.</summary>
    public Answer Expect(int status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {Body}");
        return this;
    }

    /// <summary>Holds a refusal to all that the contract says of one.</summary>
    public Answer ExpectProblem(int status, string code)
    {
        _ = Expect(status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal((code, status), (this["code"], Json.GetProperty("status").GetInt32()));
        Assert.All(["type", "title", "detail"], name => Assert.False(string.IsNullOrWhiteSpace(this[name]), $"{name} is empty: {Body}"));
        Assert.Equal(status is 429 or 503, Headers.RetryAfter is not null);
        return this;
    }

    /// <summary>The paths of the faults of a 422.</summary>
    public string[] FaultPaths() => [.. Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)];
}
