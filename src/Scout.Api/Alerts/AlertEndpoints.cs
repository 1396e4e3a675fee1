using Scout.Api.Hosting;
using Scout.Api.Http;
using Scout.Api.Quality;
using Scout.Api.Stores;
using Scout.Contracts.Alerts;
using Scout.Contracts.Quality;
using Scout.Domain.Alerts;

namespace Scout.Api.Alerts;

/// <summary><c>/v1/alerts</c>: what a person should know of, and what they say to it.</summary>
internal static class AlertEndpoints
{
    private const string NoAlert = "There is no alert of that id.";
    private const int IdCharactersMax = 64;

    public static void MapAlerts(this IEndpointRouteBuilder routes, IGrainFactory grains)
    {
        routes.MapRead("/v1/alerts", context => ListAsync(context, grains));
        routes.MapPost("/v1/alerts/{alert_id}/acknowledge", context => ActAsync(context, grains, static (grain, id, act) => grain.AcknowledgeAsync(id, act), AlertState.Acknowledged));
        routes.MapPost("/v1/alerts/{alert_id}/resolve", context => ActAsync(context, grains, static (grain, id, act) => grain.ResolveAsync(id, act), AlertState.Resolved));
    }

    private static async Task ListAsync(HttpContext context, IGrainFactory grains)
    {
        _ = Paging.TryRead(context, out var page, out var errors);
        var state = ReadState(context, errors);
        if (errors.Count > 0)
        {
            await Problems.InvalidAsync(context, errors);
            return;
        }

        // One more than asked for tells whether there is a next page.
        var alerts = await grains.GetGrain<IAlertGrain>(0).ReadPageAsync(state, page.After.Length == 0 ? null : page.After, page.Limit + 1);
        await JsonReply.WriteAsync(context, 200, (alerts, page.Limit), static (writer, answer) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var alert in answer.alerts.Take(answer.Limit))
                AlertJson.Write(writer, alert, withDeliveries: true);
            writer.WriteEndArray();
            writer.WriteOptional("next_cursor", answer.alerts.Count > answer.Limit ? Paging.CursorAfter(answer.alerts[answer.Limit - 1].AlertId) : null);
            writer.WriteEndObject();
        });
    }

    private static AlertState? ReadState(HttpContext context, Dictionary<string, string[]> errors)
    {
        var asked = context.Request.Query["state"].ToString();
        if (asked is "" or "open")
            return AlertState.Open;
        if (asked is "acknowledged")
            return AlertState.Acknowledged;
        if (asked is "resolved")
            return AlertState.Resolved;
        if (asked != "all")
            errors["state"] = ["must be open, acknowledged, resolved or all"];
        return null;
    }

    private static async Task ActAsync(
        HttpContext context, IGrainFactory grains, Func<IAlertGrain, string, OperatorAct, ValueTask<AlertView?>> decide, AlertState wanted)
    {
        if (await ActJson.ReadAsync(context, needsReason: false) is not { } act)
            return;
        var id = context.GetRouteValue("alert_id") as string ?? "";
        var alert = id.Length is > 0 and <= IdCharactersMax && !id.Contains('\0', StringComparison.Ordinal) ? await context.CallClusterAsync(() => decide(grains.GetGrain<IAlertGrain>(0), id, act)) : null;
        if (alert is null)
            await Problems.NotFoundAsync(context, NoAlert);
        else if (alert.State != wanted)
            await Problems.DecidedAsync(context, "The alert is resolved already.");
        else
            await JsonReply.WriteAsync(context, 200, alert, static (writer, alert) => AlertJson.Write(writer, alert, withDeliveries: true));
    }
}
