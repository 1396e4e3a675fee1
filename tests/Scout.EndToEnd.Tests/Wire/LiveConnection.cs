using System.Text.Json;

namespace Scout.EndToEnd.Tests.Wire;

/// <summary>Listens to server-sent events as they come.</summary>
internal sealed class LiveConnection : IDisposable
{
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private LiveConnection(HttpClient http, HttpResponseMessage response, Stream body) => (_http, _response, _lines) = (http, response, new StreamReader(body));

    public int Status => (int)_response.StatusCode;

    public string? MediaType => _response.Content.Headers.ContentType?.MediaType;

    public static async Task<LiveConnection> OpenAsync(Uri server, string path, string? lastEventId = null)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new LiveConnection(http, response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event with figures; fails when none comes in time.</summary>
    public async Task<LiveEvent> ReadAsync(TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(10));
        var (id, data) = ("", "");
        while (true)
        {
            var line = await _lines.ReadLineAsync(limit.Token) ?? throw new EndOfStreamException("The server ended the events.");
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = line[6..];
            else if (line.Length == 0 && data.Length > 0)
                return new LiveEvent(id, JsonElement.Parse(data));
        }
    }

    /// <summary>Reads until figures are as they should be.</summary>
    public async Task<LiveEvent> ReadUntilAsync(Func<JsonElement, bool> isRight, TimeSpan? within = null)
    {
        while (true)
        {
            var next = await ReadAsync(within);
            if (isRight(next.Figures))
                return next;
        }
    }

    /// <summary>The next line, whatever it is; null at the end.</summary>
    public Task<string?> ReadLineAsync() => _lines.ReadLineAsync();

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
        _http.Dispose();
    }
}

/// <param name="Id">To come back with.</param>
/// <param name="Figures">What it says.</param>
internal sealed record LiveEvent(string Id, JsonElement Figures);
