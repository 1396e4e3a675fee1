using System.Globalization;
using System.Text.Json;
using Scout.Api.Http;
using Scout.Contracts.Rollups;
using Scout.Contracts.Stores;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;

namespace Scout.Api.Pipeline;

/// <summary><c>POST /v1/pipeline/rebuild</c>: gold of some stores or all, for some days or all, made anew from silver.</summary>
internal static class RebuildEndpoint
{
    private const int BytesMax = 1024 * 1024;
    private const int StoresPage = 1_000;

    public static void MapRebuild(this IEndpointRouteBuilder routes, IGrainFactory grains) =>
        routes.MapPost("/v1/pipeline/rebuild", context => PostAsync(context, grains));

    private static async Task PostAsync(HttpContext context, IGrainFactory grains)
    {
        if (!await MediaTypes.RequireAsync(context, MediaTypes.Json)
            || await BodyReader.ReadAsync(context, BytesMax, BytesMax, Problems.RefuseBodyAsync) is not { } body)
            return;
        var (asked, malformed, errors) = ObjectReader.Read(body, new RebuildBody(), RebuildBody.Apply);
        if (malformed is not null)
        {
            await Problems.MalformedAsync(context, malformed);
            return;
        }

        if (asked is { From.Day: { } from, To.Day: { } to } && to <= from || asked is { From.At: { } fromAt, To.At: { } toAt } && toAt <= fromAt)
            errors["to"] = ["must be after from: it is not included itself"];
        if (asked is null || errors.Count > 0)
        {
            await Problems.InvalidAsync(context, errors);
            return;
        }

        var known = await ReadStoresAsync(grains);
        foreach (var (place, store) in (asked.Stores ?? []).Index())
        {
            if (!known.Contains(store))
                errors[$"stores[{place}]"] = ["is not a store of the chain"];
        }

        if (errors.Count > 0)
            await Problems.InvalidAsync(context, errors);
        else
            await AnswerAsync(context, asked.DryRun, await RebuildAsync(grains, asked, asked.Stores?.Distinct(StringComparer.Ordinal) ?? known));
    }

    private static async Task<HashSet<string>> ReadStoresAsync(IGrainFactory grains)
    {
        var stores = new HashSet<string>(StringComparer.Ordinal);
        for (var after = ""; ;)
        {
            var page = await grains.GetGrain<IStoreListGrain>(0).ReadPageAsync(after, StoresPage);
            stores.UnionWith(page.Select(profile => profile.StoreId.Value));
            if (page.Count < StoresPage)
                return stores;
            after = page[^1].StoreId.Value;
        }
    }

    /// <summary>The shards at once, the stores of one shard one after the other: each holds up its shard's rollups for as long as it takes.</summary>
    private static async Task<RebuildReply[]> RebuildAsync(IGrainFactory grains, RebuildBody asked, IEnumerable<string> stores)
    {
        var shards = stores.GroupBy(store => Sharding.ShardOf(StoreId.FromStored(store))).Select(async shard =>
        {
            var replies = new List<RebuildReply>();
            foreach (var store in shard)
                replies.Add(await grains.GetGrain<IGoldRollupGrain>(shard.Key).RebuildAsync(new RebuildRequest(store, asked.From, asked.To, asked.DryRun)));
            return replies;
        });
        return [.. (await Task.WhenAll(shards)).SelectMany(replies => replies).OrderBy(reply => reply.StoreId, StringComparer.Ordinal)];
    }

    private static Task AnswerAsync(HttpContext context, bool dryRun, RebuildReply[] replies) =>
        JsonReply.WriteAsync(context, 200, (dryRun, replies), static (writer, state) =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("dry_run", state.dryRun);
            writer.WriteNumber("rows_changed", state.replies.Sum(reply => (long)RowsOf(reply)));
            writer.WriteStartArray("stores");
            foreach (var reply in state.replies)
                Write(writer, reply);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });

    private static int RowsOf(RebuildReply reply) =>
        reply.ChangedDays + reply.ChangedHours + reply.ChangedMentions;

    private static void Write(Utf8JsonWriter writer, RebuildReply reply)
    {
        writer.WriteStartObject();
        writer.WriteString("store_id", reply.StoreId);
        writer.WriteNumber("rows_changed", RowsOf(reply));
        writer.WriteStartObject("changed");
        writer.WriteNumber("days", reply.ChangedDays);
        writer.WriteNumber("hours", reply.ChangedHours);
        writer.WriteNumber("mentions", reply.ChangedMentions);
        writer.WriteEndObject();
        writer.WriteStartArray("days");
        foreach (var day in reply.Days)
            writer.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteEndArray();
        writer.WriteBoolean("recut", reply.Recut);
        writer.WriteEndObject();
    }
}

/// <summary>What is asked to be made anew. Every member may be absent: all stores, from the first day, without end.</summary>
internal sealed record RebuildBody
{
    private const int StoresMax = 10_000;
    private const string BoundFault = "must be a date such as 2025-01-24, an instant with its offset, or null";

    public IReadOnlyList<string>? Stores { get; private init; }

    public RebuildBound? From { get; private init; }

    public RebuildBound? To { get; private init; }

    public bool DryRun { get; private init; }

    /// <summary>Puts one member of the body in.</summary>
    public static RebuildBody Apply(RebuildBody asked, JsonProperty member, Dictionary<string, string[]> errors)
    {
        switch (member.Name)
        {
            case "stores":
                return member.Value.ValueKind == JsonValueKind.Null ? asked : asked with { Stores = ReadStores(member.Value, errors) };
            case "from":
                return asked with { From = ReadBound(member, errors) };
            case "to":
                return asked with { To = ReadBound(member, errors) };
            case "dry_run":
                if (member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
                    return asked with { DryRun = member.Value.GetBoolean() };
                errors["dry_run"] = ["must be true or false"];
                return asked;
            default:
                ObjectReader.RefuseUnknown(errors, member.Name, "a rebuild");
                return asked;
        }
    }

    private static List<string> ReadStores(JsonElement value, Dictionary<string, string[]> errors)
    {
        var stores = new List<string>();
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > StoresMax)
        {
            errors["stores"] = [$"must be null or an array of at most {StoresMax} store ids"];
            return stores;
        }

        foreach (var (place, one) in value.EnumerateArray().Index())
        {
            if (one.ValueKind == JsonValueKind.String && StoreId.TryParse(one.GetString()!, out var store))
                stores.Add(store.Value);
            else
                errors[$"stores[{place}]"] = ["must be 1 to 64 printable characters"];
        }

        return stores;
    }

    private static RebuildBound? ReadBound(JsonProperty member, Dictionary<string, string[]> errors)
    {
        if (member.Value.ValueKind == JsonValueKind.Null)
            return null;
        if (member.Value.ValueKind == JsonValueKind.String)
        {
            if (DateOnly.TryParseExact(member.Value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return new RebuildBound(day, null);
            if (member.Value.TryGetDateTimeOffset(out var instant) && HasOffset(member.Value.GetString()!))
                return new RebuildBound(null, instant);
        }

        errors[member.Name] = [BoundFault];
        return null;
    }

    private static bool HasOffset(string instant) => instant.EndsWith('Z') || instant.LastIndexOfAny(['+', '-']) > instant.IndexOf('T', StringComparison.Ordinal);
}
