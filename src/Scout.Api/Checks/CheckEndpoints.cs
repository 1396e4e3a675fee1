using System.Globalization;
using System.Text.Json;
using Scout.Api.Http;
using Scout.Contracts.Checks;

namespace Scout.Api.Checks;

/// <summary><c>GET /v1/quality/checks</c>: runs the sanity checks of silver and tells what they found.</summary>
internal static class CheckEndpoints
{
    // A caller's own limit is usually a minute or more; an audit of a large store may take longer than either.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    public static void MapChecks(this IEndpointRouteBuilder routes, IGrainFactory grains, TimeProvider time) =>
        routes.MapRead("/v1/quality/checks", context => GetAsync(context, grains, time));

    private static async Task GetAsync(HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        var asked = context.Request.Query["full"].ToString();
        if (asked is not ("" or "true" or "false"))
        {
            await Problems.InvalidAsync(context, "full", "must be true or false");
            return;
        }

        var (grain, startedAt) = (grains.GetGrain<ISilverCheckGrain>(0), time.GetTimestamp());
        var reply = await grain.RunAsync(asked == "true", ticket: 0);
        while (reply.Report is null && time.GetElapsedTime(startedAt) < Patience && !context.RequestAborted.IsCancellationRequested)
            reply = await grain.RunAsync(asked == "true", reply.Ticket);

        // The run goes on. What the last one found is told meanwhile, and that a run is under way.
        if ((reply.Report ?? await grain.FindLastAsync()) is { } report)
            await JsonReply.WriteAsync(context, 200, (report, reply.Running), static (writer, state) => Write(writer, state.report, state.Running));
        else
            await Problems.UnavailableAsync(context);
    }

    private static void Write(Utf8JsonWriter writer, CheckReport report, CheckProgress? running)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var item in report.Items)
            Write(writer, item);
        writer.WriteEndArray();
        writer.WriteInstant("ran_at", report.RanAt);
        writer.WriteString("scope", ScopeWord(report.IsFull));
        writer.WriteNumber("rows", report.Events);
        writer.WriteInstant("full_ran_at", report.FullRanAt);
        if (running is null)
            writer.WriteNull("running");
        else
        {
            writer.WriteStartObject("running");
            writer.WriteInstant("started_at", running.StartedAt);
            writer.WriteString("scope", ScopeWord(running.IsFull));
            writer.WriteNumber("rows", running.Events);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CheckReportItem item)
    {
        writer.WriteStartObject();
        writer.WriteString("check", item.Check);
        writer.WriteNumber("failures", item.Failures);
        writer.WriteBoolean("at_least", item.AtLeast);
        writer.WriteString("severity", item.Severity?.ToString().ToLowerInvariant() ?? "ok");
        writer.WriteStartArray("sample");
        foreach (var failure in item.Sample)
            Write(writer, failure);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, FailureSample failure)
    {
        writer.WriteStartObject();
        writer.WriteOptional("store_id", failure.StoreId);
        writer.WriteOptional("transaction_id", failure.TransactionId);
        writer.WriteString("event_id", failure.EventId.ToString(CultureInfo.InvariantCulture));
        writer.WriteBoolean("explained", failure.Explained);
        if (failure.Value is { } value)
            writer.WriteNumber("value", value);
        if (failure.Limit is { } limit)
            writer.WriteNumber("limit", limit);
        if (failure.Note is { } note)
            writer.WriteString("note", note);
        writer.WriteEndObject();
    }

    private static string ScopeWord(bool isFull) => isFull ? "full" : "changed";
}
