using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Scout.Testing.Network;

namespace Scout.EndToEnd.Tests.Alerts;

/// <summary>Someone who is told of alerts: an HTTP server of this process that notes what it is sent and can be made to fail.</summary>
public sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, int> _failures = new();
    private readonly ConcurrentQueue<Message> _messages = [];

    public WebhookReceiver()
    {
        Url = $"http://127.0.0.1:{FreePorts.Find()}/hooks/a-secret-path";
        _listener.Prefixes.Add($"{Url}/");
        _listener.Start();
        _ = ListenAsync();
    }

    /// <summary>The key in base 64, as receivers' libraries have it.</summary>
    public static string Secret { get; } = "whsec_" + Convert.ToBase64String(SHA256.HashData("a key of thirty-two bytes"u8));

    public string Url { get; }

    /// <summary>What was sent and taken.</summary>
    public IEnumerable<Message> Taken => _messages.Where(message => message.Status < 300);

    public IEnumerable<Message> All => _messages;

    /// <summary>Answers the next messages that hold a text with 500.</summary>
    public void Fail(string text, int times) => _failures[text] = times;

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var status = IsToFail(body) ? 500 : 204;
        _messages.Enqueue(new Message(Stopwatch.GetTimestamp(), status, body, context.Request.Headers.AllKeys.ToDictionary(key => key!.ToLowerInvariant(), key => context.Request.Headers[key]!)));
        context.Response.StatusCode = status;
        context.Response.Close();
    }

    private bool IsToFail(string body)
    {
        foreach (var (text, left) in _failures)
        {
            if (left > 0 && body.Contains(text, StringComparison.Ordinal))
            {
                _failures[text] = left - 1;
                return true;
            }
        }

        return false;
    }

    /// <param name="At">When it came, by the stopwatch.</param>
    /// <param name="Status">What it was answered.</param>
    /// <param name="Body">As it came.</param>
    /// <param name="Headers">By their names in lower case.</param>
    public sealed record Message(long At, int Status, string Body, IReadOnlyDictionary<string, string> Headers)
    {
        public JsonElement Json => JsonElement.Parse(Body);

        public JsonElement Alert => Json.GetProperty("alert");

        public string Event => Json.GetProperty("event").GetString()!;

        public string Id => Headers["webhook-id"];

        /// <summary>As https://www.standardwebhooks.com tells receivers to.</summary>
        public void Verify()
        {
            var signed = Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}.{Body}");
            var expected = HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), signed);
            Assert.Equal($"v1,{Convert.ToBase64String(expected)}", Headers["webhook-signature"]);
            var sentAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture));
            Assert.InRange((TimeProvider.System.GetUtcNow() - sentAt).TotalMinutes, -1, 5);
            Assert.StartsWith("application/json", Headers["content-type"], StringComparison.Ordinal);
        }
    }
}
