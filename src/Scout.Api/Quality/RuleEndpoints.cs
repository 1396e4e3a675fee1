using System.Text.Json;
using Scout.Api.Hosting;
using Scout.Api.Http;
using Scout.Contracts.Quality;
using Scout.Domain.Money;
using Scout.Domain.Quality;

namespace Scout.Api.Quality;

/// <summary><c>/v1/quality/rules</c>: the rules of the chain, and with <c>?store=</c> those of one store.</summary>
internal static class RuleEndpoints
{
    private const int BytesMax = 64 * 1024;

    public static void MapQualityRules(this IEndpointRouteBuilder routes, IGrainFactory grains)
    {
        routes.MapRead("/v1/quality/rules", context => GetAsync(context, grains));
        routes.MapPut("/v1/quality/rules", context => PutAsync(context, grains));
    }

    private static async Task GetAsync(HttpContext context, IGrainFactory grains)
    {
        var errors = new Dictionary<string, string[]>();
        var store = ListFilters.ReadStore(context, errors);
        if (errors.Count > 0)
            await Problems.InvalidAsync(context, errors);
        else
            await AnswerAsync(context, store, await grains.GetGrain<IQualityRulesGrain>(0).FindAsync(store));
    }

    private static async Task PutAsync(HttpContext context, IGrainFactory grains)
    {
        if (!await MediaTypes.RequireAsync(context, MediaTypes.Json)
            || await BodyReader.ReadAsync(context, BytesMax, BytesMax, Problems.RefuseBodyAsync) is not { } body)
            return;
        var (request, malformed, errors) = ObjectReader.Read(body, new RuleRequest(), RuleRequest.Apply);
        if (malformed is not null)
        {
            await Problems.MalformedAsync(context, malformed);
            return;
        }

        var store = ListFilters.ReadStore(context, errors) ?? request?.StoreId;
        if (request is not null && request.StoreId is { } named && named != store)
            errors["store_id"] = ["must be the store of the address, or absent"];
        if (request is null || errors.Count > 0)
            await Problems.InvalidAsync(context, errors);
        else
            await AnswerAsync(context, store, await context.CallClusterAsync(() => grains.GetGrain<IQualityRulesGrain>(0).SaveAsync(store, request.Changes, request.Act)));
    }

    private static Task AnswerAsync(HttpContext context, string? store, List<RuleView>? rules) => rules is null
        ? Problems.NotFoundAsync(context, "There is no store of that id.")
        : JsonReply.WriteAsync(context, 200, (store, rules), static (writer, state) =>
        {
            writer.WriteStartObject();
            writer.WriteOptional("store_id", state.store);
            writer.WriteStartArray("items");
            foreach (var rule in state.rules)
                Write(writer, rule);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });

    private static void Write(Utf8JsonWriter writer, RuleView rule)
    {
        var info = RuleCatalog.All[RuleCatalog.IndexOf(rule.Rule)];
        writer.WriteStartObject();
        writer.WriteString("rule", info.Name);
        writer.WriteString("action", ListFilters.Word(rule.Action));
        writer.WriteString("severity", ListFilters.Word(info.Severity));
        writer.WriteStartObject("limits");
        if (info.Limits.HasFlag(RuleLimits.Share))
            writer.WriteNumber("share", Amount.ToDecimal(rule.ShareUnits));
        if (info.Limits.HasFlag(RuleLimits.Amount))
            writer.WriteNumber("amount", Amount.ToDecimal(rule.AmountUnits));
        if (info.Limits.HasFlag(RuleLimits.Span))
            writer.WriteNumber("seconds", (decimal)rule.Span.TotalSeconds);
        writer.WriteEndObject();
        writer.WriteString("source", ListFilters.Word(rule.Source));
        writer.WriteEndObject();
    }
}

/// <summary>A change of rules as it is sent: what GET answers may be sent back, and only what differs is changed.</summary>
internal sealed class RuleRequest
{
    private const decimal ShareMax = 1;
    private const decimal AmountMax = 999_999_999_999m;
    private const decimal SecondsMax = 365 * 86_400;

    public string? StoreId { get; private set; }

    public OperatorAct Act { get; private set; } = new(OperatorAct.Unknown, null);

    public List<RuleChange> Changes { get; } = [];

    /// <summary>Puts one member of the body in.</summary>
    public static RuleRequest Apply(RuleRequest request, JsonProperty member, Dictionary<string, string[]> errors)
    {
        switch (member.Name)
        {
            case "store_id":
                if (member.Value.ValueKind == JsonValueKind.Null)
                    break;
                if (member.Value.ValueKind != JsonValueKind.String || !Domain.Transactions.StoreId.TryParse(member.Value.GetString()!, out _))
                    errors["store_id"] = ["must be null or 1 to 64 printable characters"];
                else
                    request.StoreId = member.Value.GetString();
                break;
            case "by" or "reason":
                request.Act = ActJson.Apply(request.Act, member, errors, "");
                break;
            case "items":
                request.ReadItems(member.Value, errors);
                break;
            default:
                ObjectReader.RefuseUnknown(errors, member.Name, "a change of rules");
                break;
        }

        return request;
    }

    private void ReadItems(JsonElement items, Dictionary<string, string[]> errors)
    {
        if (items.ValueKind != JsonValueKind.Array)
        {
            errors["items"] = ["must be an array"];
            return;
        }

        foreach (var (index, item) in items.EnumerateArray().Index())
        {
            var path = $"items[{index}]";
            if (item.ValueKind != JsonValueKind.Object)
                errors[path] = ["must be an object"];
            else if (!item.TryGetProperty("rule", out var name) || name.ValueKind != JsonValueKind.String || RuleCatalog.Find(name.GetString()!) is not { } info)
                errors[$"{path}.rule"] = [$"must be one of {string.Join(", ", RuleCatalog.All.Select(known => known.Name))}"];
            else if (Changes.Exists(change => change.Rule == info.Rule))
                errors[$"{path}.rule"] = ["stands twice"];
            else
                Changes.Add(ReadItem(item, info, path, errors));
        }
    }

    private static RuleChange ReadItem(JsonElement item, RuleInfo info, string path, Dictionary<string, string[]> errors)
    {
        var change = new RuleChange(info.Rule);
        foreach (var member in item.EnumerateObject())
        {
            switch (member.Name)
            {
                case "rule" or "severity" or "source":
                    break;
                case "action":
                    change = ReadAction(change, member.Value, $"{path}.action", errors);
                    break;
                case "limits" when member.Value.ValueKind == JsonValueKind.Object:
                    foreach (var limit in member.Value.EnumerateObject())
                        change = ReadLimit(change, info, limit, $"{path}.limits.{limit.Name}", errors);
                    break;
                case "limits":
                    errors[$"{path}.limits"] = ["must be an object"];
                    break;
                default:
                    errors[$"{path}.{(member.Name.Length > 64 ? member.Name[..64] : member.Name)}"] = ["is not a member of a rule"];
                    break;
            }
        }

        return change;
    }

    private static RuleChange ReadAction(RuleChange change, JsonElement value, string path, Dictionary<string, string[]> errors)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return new RuleChange(change.Rule, Reset: true);
        foreach (var action in Enum.GetValues<RuleAction>())
        {
            if (value.ValueKind == JsonValueKind.String && value.GetString() == ListFilters.Word(action))
                return change with { Action = action };
        }

        errors[path] = ["must be flag, quarantine or reject, or null to take the change away"];
        return change;
    }

    private static RuleChange ReadLimit(RuleChange change, RuleInfo info, JsonProperty limit, string path, Dictionary<string, string[]> errors)
    {
        // Taking a change away takes its limits along.
        if (change.Reset)
            return change;
        switch (limit.Name)
        {
            case "share" when info.Limits.HasFlag(RuleLimits.Share):
                return change with { ShareUnits = ReadUnits(ShareMax) ?? change.ShareUnits };
            case "amount" when info.Limits.HasFlag(RuleLimits.Amount):
                return change with { AmountUnits = ReadUnits(AmountMax) ?? change.AmountUnits };
            case "seconds" when info.Limits.HasFlag(RuleLimits.Span):
                return change with { Span = ReadUnits(SecondsMax) is { } units ? TimeSpan.FromTicks(units * (TimeSpan.TicksPerSecond / Amount.UnitsPerWhole)) : change.Span };
            default:
                errors[path.Length > 128 ? path[..128] : path] = ["is not a limit of this rule"];
                return change;
        }

        long? ReadUnits(decimal max)
        {
            if (limit.Value.ValueKind == JsonValueKind.Number && limit.Value.TryGetDecimal(out var value) && value >= 0 && value <= max && decimal.Round(value, 4) == value)
                return Amount.FromDecimal(value).Units;
            errors[path] = [$"must be a number from 0 to {max} with at most 4 decimals"];
            return null;
        }
    }
}
