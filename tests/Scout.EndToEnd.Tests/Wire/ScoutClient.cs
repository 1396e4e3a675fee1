using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Scout.EndToEnd.Tests.Wire;

/// <summary>Speaks to a server as a device or dashboard would.</summary>
public sealed class ScoutClient(Uri server) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(60) };

    public Uri Server => server;

    public Task<Answer> PostAsync(Sale sale) => PostAsync("/v1/transactions", sale.Json);

    public Task<Answer> PostBatchAsync(IEnumerable<Sale> sales) => PostAsync("/v1/transactions/batch", $"[{string.Join(',', sales.Select(sale => sale.Json))}]");

    public Task<Answer> PostAsync(string path, string json) => PostAsync(path, Encoding.UTF8.GetBytes(json));

    public Task<Answer> PostAsync(string path, byte[] body, string? contentType = "application/json", string? encoding = null) =>
        SendAsync(HttpMethod.Post, path, body, contentType, ("Content-Encoding", encoding));

    public Task<Answer> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, Encoding.UTF8.GetBytes(json), "application/json");

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, null);

    public async Task<Answer> SendAsync(HttpMethod method, string path, byte[]? body, string? contentType, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        foreach (var (name, value) in headers)
        {
            if (value is not null && !request.Headers.TryAddWithoutValidation(name, value))
                Assert.True(request.Content?.Headers.TryAddWithoutValidation(name, value), $"{name} is no header that can be sent.");
        }

        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        return new Answer((int)response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }

    public Task<Answer> GetTransactionAsync(string store, string transaction) =>
        GetAsync($"/v1/stores/{Uri.EscapeDataString(store)}/transactions/{Uri.EscapeDataString(transaction)}");

    public async Task<JsonElement> GetSummaryAsync(string store, string window) =>
        (await GetAsync($"/v1/stores/{Uri.EscapeDataString(store)}/summary?window={window}")).Expect(200).Json;

    /// <summary>Waits until a summary holds that many transactions.</summary>
    public Task<JsonElement> GetSummaryOfAsync(string store, string window, int transactions) => Eventually.ReadAsync(
        $"the summary {window} of {store} to hold {transactions} transactions",
        () => GetSummaryAsync(store, window),
        summary => summary.GetProperty("transactions").GetInt32() == transactions);

    public void Dispose() => _http.Dispose();
}
