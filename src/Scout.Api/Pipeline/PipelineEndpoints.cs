using Scout.Api.Http;
using Scout.Contracts.Pipeline;

namespace Scout.Api.Pipeline;

/// <summary><c>GET /v1/pipeline</c>: how the stages stand.</summary>
internal static class PipelineEndpoints
{
    public static void MapPipeline(this IEndpointRouteBuilder routes, IGrainFactory grains) => routes.MapGet("/v1/pipeline", context => GetAsync(context, grains));

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
