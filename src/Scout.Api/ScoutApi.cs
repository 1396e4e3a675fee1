using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Scout.Api.Alerts;
using Scout.Api.Catalog;
using Scout.Api.Chain;
using Scout.Api.Checks;
using Scout.Api.Exports;
using Scout.Api.Hosting;
using Scout.Api.Http;
using Scout.Api.Ingestion;
using Scout.Api.Links;
using Scout.Api.Live;
using Scout.Api.Pipeline;
using Scout.Api.Quality;
using Scout.Api.Stores;
using Scout.Api.Transactions;
using Scout.Api.Web;

namespace Scout.Api;

/// <summary>The REST edge, for a silo that hosts it and for the process that runs it alone.</summary>
public static class ScoutApi
{
    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(1);

    /// <summary>Registers what the endpoints share.</summary>
    public static IServiceCollection AddScoutApi(this IServiceCollection services) => services
        .AddSingleton<ClusterPatience>()
        .AddSingleton<StoreGrains>()
        .AddSingleton<Intake>()
        .AddSingleton<IntakeGate>()
        .AddSingleton<StreamEndpoint>()
        .AddSingleton<LiveFeeds>()
        .AddSingleton<CatalogUploads>()
        .Configure<ExceptionSerializationOptions>(exceptions =>
        {
            // Between silos no fault of ours is passed on unless its namespace is named, nor one that has the driver's within.
            exceptions.SupportedNamespacePrefixes.Add("Scout");
            exceptions.SupportedNamespacePrefixes.Add("Npgsql");
        })
        .AddCors();

    /// <summary>Maps every address of the contract that this build answers, but for health, which its host knows about.</summary>
    public static void MapScoutApi(this WebApplication app)
    {
        var (services, options) = (app.Services, app.Services.GetRequiredService<IOptions<ApiOptions>>().Value);
        app.UseMiddleware<FaultMiddleware>();
        app.Use(static (context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });
        if (options.CorsOrigins.Length > 0)
        {
            // The old endpoint answers preflights itself, for any origin, as it always did.
            app.UseWhen(
                context => context.Request.Path.StartsWithSegments("/v1"),
                branch => branch.UseCors(policy => policy.WithOrigins(options.CorsOrigins).AllowAnyHeader().WithMethods("GET", "POST", "PUT", "DELETE")
                    .WithExposedHeaders("Retry-After", "ETag", "X-As-Of", "X-Watermark", "X-Late").SetPreflightMaxAge(PreflightAge)));
        }

        var (intake, gate) = (services.GetRequiredService<Intake>(), services.GetRequiredService<IntakeGate>());
        var (grains, stores) = (services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<StoreGrains>());
        var stream = services.GetRequiredService<StreamEndpoint>();
        app.MapTransactions(intake, gate);
        app.MapPost("/v1/transactions/stream", context => TransactionEndpoints.Admit(context, gate, unpackedBytesMax: 0, () => stream.HandleAsync(context)));
        app.MapLegacyIngest(intake, gate);
        app.MapStores(stores, grains);
        app.MapStoreReports(grains);
        app.MapChain(grains);
        app.MapLive(services.GetRequiredService<LiveFeeds>(), grains, stores, app.Lifetime.ApplicationStopping);
        app.MapExports(grains, stores, app.Lifetime.ApplicationStopping);
        app.MapTransactionReads(grains);
        app.MapAmendments(grains);
        app.MapQuarantine(grains);
        app.MapDeadLetters(grains);
        app.MapQualityRules(grains);
        app.MapChecks(grains, services.GetRequiredService<TimeProvider>());
        app.MapAlerts(grains);
        app.MapCatalog(grains, services.GetRequiredService<CatalogUploads>());
        app.MapLinks(grains);
        app.MapCoverage(grains, services.GetRequiredService<TimeProvider>());
        app.MapMatch(grains);
        app.MapPipeline(grains);
        app.MapLivePage();
        app.MapRebuild(grains);
    }

    /// <summary>Bounds of the server that hosts the edge; bodies are bounded by each address itself.</summary>
    public static void ConfigureKestrel(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MaxRequestLineSize = 4096;
        kestrel.Limits.MaxConcurrentConnections = 10_000;
    }
}
