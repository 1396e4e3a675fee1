using System.Buffers;
using System.Net;
using System.Text.Json;
using Scout.Cli.Mapping;

namespace Scout.Cli.Sending;

/// <summary>Tells the server each store's time zone and currency before the store's first transaction.</summary>
internal sealed class StoreProfiles(ScoutClient client, StoreSettings? settings)
{
    private static readonly string[] KeptMembers = ["name", "region", "province", "city", "business_day_start", "active", "amount_limit"];

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Puts the store's profile once in a run. Not safe to call from several threads.</summary>
    /// <remarks>
    /// A profile that is right already is left alone, and of one that is not, what operators wrote beside zone and currency is sent
    /// back with it: a repeated import changes nothing, whether PUT replaces or merges.
    /// </remarks>
    /// <exception cref="ServerRefusedException">The server does not take the profile.</exception>
    /// <exception cref="ServerUnreachableException">No answer until the deadline.</exception>
    public async Task EnsureAsync(string storeId, CancellationToken cancellationToken)
    {
        // A path cannot name "." and "..": every client and server resolves them away, percent-encoded or not.
        if (settings is null || storeId is "." or ".." || !_told.Add(storeId))
            return;
        var path = $"v1/stores/{Uri.EscapeDataString(storeId)}";
        var found = await client.CallAsync(HttpMethod.Get, path, null, cancellationToken);
        var existing = found.Status == HttpStatusCode.OK ? ReadProfile(found, path) : default;
        if (IsRight(existing))
            return;
        var answer = await client.CallAsync(HttpMethod.Put, path, Write(existing), cancellationToken);
        if ((int)answer.Status is < 200 or > 299)
            throw new ServerRefusedException($"{client.Server} refuses the profile of store {storeId} with {(int)answer.Status}: {answer.ErrorsJson()}");
    }

    private JsonElement ReadProfile(ServerAnswer answer, string path)
    {
        try
        {
            if (JsonElement.Parse(answer.Body) is { ValueKind: JsonValueKind.Object } profile)
                return profile;
        }
        catch (JsonException)
        {
            // Told below, as any other answer that is no profile.
        }

        throw new ServerUnreachableException($"{client.Server} answers GET /{path} with something else than a store's profile. Is it a Scout server?");
    }

    private bool IsRight(JsonElement existing) => existing.ValueKind == JsonValueKind.Object
        && (settings!.TimeZone is null || Text(existing, "time_zone") == settings.TimeZone)
        && (settings.Currency is null || Text(existing, "currency") == settings.Currency);

    private byte[] Write(JsonElement existing)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if ((settings!.TimeZone ?? Text(existing, "time_zone")) is { } zone)
                json.WriteString("time_zone", zone);
            if ((settings.Currency ?? Text(existing, "currency")) is { } currency)
                json.WriteString("currency", currency);
            foreach (var member in KeptMembers)
            {
                if (existing.ValueKind != JsonValueKind.Object || !existing.TryGetProperty(member, out var value) || value.ValueKind == JsonValueKind.Null)
                    continue;
                json.WritePropertyName(member);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string? Text(JsonElement profile, string name) =>
        profile.ValueKind == JsonValueKind.Object && profile.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
