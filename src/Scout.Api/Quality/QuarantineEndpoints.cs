using System.Globalization;
using System.Text.Json;
using Scout.Api.Hosting;
using Scout.Api.Http;
using Scout.Api.Stores;
using Scout.Contracts.Quality;
using Scout.Contracts.Transactions;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;

namespace Scout.Api.Quality;

/// <summary><c>/v1/quarantine</c>: what the rules hold, and what is decided on it.</summary>
internal static class QuarantineEndpoints
{
    private const string NoEvent = "No rule ever held an event of that id.";

    public static void MapQuarantine(this IEndpointRouteBuilder routes, IGrainFactory grains)
    {
        routes.MapRead("/v1/quarantine", context => ListAsync(context, grains));
        routes.MapRead("/v1/quarantine/{event_id}", context => GetAsync(context, grains));
        routes.MapPost("/v1/quarantine/{event_id}/release", context => DecideAsync(context, grains, "released", static (grain, act) => grain.ReleaseAsync(act)));
        routes.MapPost("/v1/quarantine/{event_id}/discard", context => DecideAsync(context, grains, "discarded", static (grain, act) => grain.DiscardAsync(act)));
        routes.MapPost("/v1/quarantine/{event_id}/replay", context => DecideAsync(context, grains, "released", static (grain, act) => grain.ReplayAsync(act)));
    }

    private static async Task ListAsync(HttpContext context, IGrainFactory grains)
    {
        var hasPage = Paging.TryRead(context, out var page, out var errors);
        var state = ListFilters.ReadState<QuarantineState>(context, errors);
        var store = ListFilters.ReadStore(context, errors);
        var rule = ListFilters.ReadRule(context, errors);
        var before = ListFilters.ReadBefore(page, errors);
        if (!hasPage || errors.Count > 0)
        {
            await Problems.InvalidAsync(context, errors);
            return;
        }

        var held = await grains.GetGrain<IQualityListGrain>(0).ReadQuarantineAsync(new QuarantineQuery(state, store, rule, before, page.Limit));
        await JsonReply.WriteAsync(context, 200, held, static (writer, held) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var one in held.Items)
                Write(writer, one);
            writer.WriteEndArray();
            writer.WriteOptional("next_cursor", held.HasMore ? ListFilters.CursorAfter(held.Items[^1].EventId) : null);
            writer.WriteEndObject();
        });
    }

    private static async Task GetAsync(HttpContext context, IGrainFactory grains)
    {
        if (await FindAsync(context, grains) is { } held)
            await JsonReply.WriteAsync(context, 200, held, Write);
        else
            await Problems.NotFoundAsync(context, NoEvent);
    }

    private static async Task DecideAsync(HttpContext context, IGrainFactory grains, string word, Func<ITransactionGrain, OperatorAct, ValueTask<AmendReply>> decide)
    {
        if (await ActJson.ReadAsync(context, needsReason: false) is not { } act)
            return;
        if (await FindAsync(context, grains) is not { } held)
        {
            await Problems.NotFoundAsync(context, NoEvent);
            return;
        }

        var key = TransactionKey.Format(StoreId.FromStored(held.StoreId), TransactionId.FromStored(held.TransactionId));
        var reply = await context.CallClusterAsync(() => decide(grains.GetGrain<ITransactionGrain>(key), act));

        // Judged anew and held again: nothing was decided, and the rules say why.
        var stillHeld = reply.Status == AmendStatus.Done && reply.State == TransactionState.Quarantined;
        await ActJson.AnswerAsync(context, (held.StoreId, held.TransactionId), reply, stillHeld ? "quarantined" : word, NoEvent);
    }

    private static async ValueTask<QuarantinedView?> FindAsync(HttpContext context, IGrainFactory grains) =>
        EventId.TryParse(context.GetRouteValue("event_id") as string ?? "", out var id) ? await context.CallClusterAsync(() => grains.GetGrain<IQualityListGrain>(0).FindQuarantinedAsync(id.Value)) : null;

    private static void Write(Utf8JsonWriter writer, QuarantinedView held)
    {
        writer.WriteStartObject();
        writer.WriteString("event_id", held.EventId.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("store_id", held.StoreId);
        writer.WriteString("transaction_id", held.TransactionId);
        writer.WriteString("state", ListFilters.Word(held.State));
        writer.WriteInstant("received_at", held.ReceivedAt);
        writer.WriteString("source_system", held.SourceSystem);
        WriteRuleNames(writer, held.Findings);
        writer.WritePropertyName("findings");
        writer.WriteRawValue(held.Findings, skipInputValidation: true);
        writer.WriteInstant("resolved_at", held.ResolvedAt);
        writer.WriteOptional("resolved_by", held.ResolvedBy);
        writer.WriteOptional("reason", held.Reason);
        writer.WriteBody("transaction", held.Body.Span);
        writer.WriteEndObject();
    }

    private static void WriteRuleNames(Utf8JsonWriter writer, string findings)
    {
        using var document = JsonDocument.Parse(findings);
        writer.WriteStartArray("rules");
        foreach (var name in document.RootElement.EnumerateArray().Select(finding => finding.GetProperty("rule").GetString()!).Distinct())
            writer.WriteStringValue(name);
        writer.WriteEndArray();
    }
}
