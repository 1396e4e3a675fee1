using Scout.Api.Hosting;
using Scout.Api.Http;
using Scout.Contracts.Pipeline;

namespace Scout.Api.Pipeline;

/// <summary><c>/v1/pipeline</c>: how the stages stand, and their switches.</summary>
internal static class PipelineEndpoints
{
    public static void MapPipeline(this IEndpointRouteBuilder routes, IGrainFactory grains)
    {
        routes.MapRead("/v1/pipeline", context => GetAsync(context, grains));
        routes.MapPost("/v1/pipeline/{stage}/pause", context => SetAsync(context, grains, paused: true));
        routes.MapPost("/v1/pipeline/{stage}/resume", context => SetAsync(context, grains, paused: false));
    }

    private static async Task SetAsync(HttpContext context, IGrainFactory grains, bool paused)
    {
        if (context.GetRouteValue("stage") is not string stage || !Stages.CanPause(stage))
        {
            await Problems.NotFoundAsync(context, "There is no stage of that name that can be paused.");
            return;
        }

        var set = await context.CallClusterAsync(() => grains.GetGrain<IStageSwitchGrain>(stage).SetAsync(paused));
        await JsonReply.WriteAsync(context, 200, (stage, set), static (writer, state) =>
        {
            writer.WriteStartObject();
            writer.WriteString("stage", state.stage);
            writer.WriteString("state", state.set.Paused ? "paused" : "running");
            writer.WriteInstant("changed_at", state.set.ChangedAt);
            writer.WriteEndObject();
        });
    }

    private static async Task GetAsync(HttpContext context, IGrainFactory grains)
    {
        var stages = await grains.GetGrain<IPipelineGrain>(0).ReadStagesAsync();
        await JsonReply.WriteAsync(context, 200, stages, static (writer, stages) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("stages");
            foreach (var stage in stages)
            {
                writer.WriteStartObject();
                writer.WriteString("stage", stage.Stage);
                writer.WriteString("state", stage.State);
                writer.WriteNumber("backlog", stage.Backlog);
                writer.WriteNumber("lag_seconds", decimal.Round((decimal)stage.Lag.TotalSeconds, 3));
                writer.WriteInstant("last_run", stage.LastRun);
                writer.WriteBoolean("overdue", stage.Overdue);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }
}
