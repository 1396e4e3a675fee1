using System.ComponentModel.DataAnnotations;
using System.Text;
using Scout.Api.Hosting;

namespace Scout.Silo.Alerts;

/// <summary>Who is told of alerts. Section <c>Scout:Alerts</c>, beside what the grains read there. Addresses and secret are never logged.</summary>
internal sealed class WebhookSettings
{
    private const int ReceiversMax = 10;
    private const string SecretPrefix = "whsec_";
    private const string UrlExample = "https://hooks.example.com/scout";

    /// <summary>Address that news of alerts are posted to. Default none.</summary>
    public string WebhookUrl { get; set; } = "";

    /// <summary>More of them; at most 10 in all. Default none.</summary>
    public string[] WebhookUrls { get; set; } = [];

    /// <summary>
    /// What messages are signed with; required with an address. After <c>whsec_</c> it is the key in base 64, otherwise the key is the text.
    /// </summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>How long a receiver may take to answer. Default 5 s; 100 ms to 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan WebhookTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>All receivers, each once.</summary>
    public IReadOnlyList<Uri> Receivers => [.. Given.Select(url => new Uri(url)).Distinct()];

    private IEnumerable<string> Given => WebhookUrls.Prepend(WebhookUrl).Where(url => url.Length > 0);

    /// <summary>The key that messages are signed with.</summary>
    /// <exception cref="FormatException">The secret says that it is base 64, and is not.</exception>
    public byte[] ReadKey() => WebhookSecret.StartsWith(SecretPrefix, StringComparison.Ordinal)
        ? Convert.FromBase64String(WebhookSecret[SecretPrefix.Length..])
        : Encoding.UTF8.GetBytes(WebhookSecret);

    /// <summary>Notes what is wrong, without repeating an address or the secret.</summary>
    public void Check(SettingsReader settings, string section)
    {
        CheckUrl(settings, $"{section}:{nameof(WebhookUrl)}", WebhookUrl.Length == 0 ? UrlExample : WebhookUrl);
        foreach (var (place, url) in WebhookUrls.Index())
            CheckUrl(settings, $"{section}:{nameof(WebhookUrls)}:{place}", url);
        if (Given.Count() > ReceiversMax)
            settings.Refuse($"{section}:{nameof(WebhookUrls)}", $"makes more than {ReceiversMax} receivers", UrlExample);
        if (Given.Any() && WebhookSecret.Length == 0)
            settings.Refuse($"{section}:{nameof(WebhookSecret)}", "is missing: messages to a webhook are signed", "whsec_ and 32 random bytes in base 64");
        if (!HasUsableKey())
            settings.Refuse($"{section}:{nameof(WebhookSecret)}", "begins with whsec_ and does not go on in base 64", "whsec_ and 32 random bytes in base 64");
    }

    private static void CheckUrl(SettingsReader settings, string name, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.Host.Length == 0)
            settings.Refuse(name, "is no address of http or https", UrlExample);
    }

    private bool HasUsableKey()
    {
        try
        {
            return WebhookSecret.Length == 0 || ReadKey().Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
