using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Scout.Grains.Alerts;

namespace Scout.Silo.Alerts;

/// <summary>Posts news of alerts, signed as https://www.standardwebhooks.com has it: any receiver's library can verify them.</summary>
/// <remarks>
/// No redirects, because a signed message is for one address; no proxy of the environment and no cookies, so that nothing but the
/// settings decides where it goes.
/// </remarks>
internal sealed class WebhookSender : IAlertSender, IDisposable
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Dictionary<string, Uri> _receivers;
    private readonly byte[] _key;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public WebhookSender(WebhookSettings settings, TimeProvider time)
    {
        _receivers = settings.Receivers.ToDictionary(NameOf, StringComparer.Ordinal);
        Targets = [.. _receivers.Keys];
        _key = settings.ReadKey();
        _time = time;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = ConnectionLifetime,
        })
        {
            Timeout = settings.WebhookTimeout,
        };
    }

    public IReadOnlyList<string> Targets { get; }

    public async ValueTask<SendOutcome> SendAsync(string target, string webhookId, string body, CancellationToken cancellationToken)
    {
        if (!_receivers.TryGetValue(target, out var url))
            return new SendOutcome(Delivered: false, "the receiver is not configured any more", IsFinal: true);
        try
        {
            using var request = NewRequest(url, webhookId, body);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? SendOutcome.Done : new SendOutcome(Delivered: false, $"answered {(int)response.StatusCode}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome(Delivered: false, "did not answer in time");
        }
        catch (HttpRequestException exception)
        {
            // The message of the exception may hold the address, and the address may be a secret.
            return new SendOutcome(Delivered: false, $"cannot be reached: {exception.HttpRequestError}");
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage NewRequest(Uri url, string webhookId, string body)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(Utf8.GetBytes(body)),
            Version = HttpVersion.Version11,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Scout", "1"));
        request.Headers.Add("webhook-id", webhookId);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(HMACSHA256.HashData(_key, Utf8.GetBytes($"{webhookId}.{timestamp}.{body}")))}");
        return request;
    }

    /// <summary>The host for people, and enough of a hash to tell two addresses of one host apart: the path of a webhook is its password.</summary>
    private static string NameOf(Uri url) => $"{url.Authority}#{Convert.ToHexStringLower(SHA256.HashData(Utf8.GetBytes(url.AbsoluteUri)))[..8]}";
}
