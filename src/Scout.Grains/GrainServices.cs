using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scout.Grains.Alerts;
using Scout.Grains.Ingestion;
using Scout.Grains.Links;
using Scout.Grains.Pipeline;
using Scout.Grains.Placement;
using Scout.Grains.Promotion;
using Scout.Grains.Quality;
using Scout.Grains.Rollups;
using Scout.Grains.Stores;

namespace Scout.Grains;

/// <summary>Registers what the grains of a silo share.</summary>
public static class GrainServices
{
    /// <summary>Call before Orleans is added: hosted services stop in reverse order, so the journal outlives the grains that wait for it.</summary>
    public static IServiceCollection AddScoutJournal(this IServiceCollection services) => services
        .AddSingleton<PromotionHandover>()
        .AddSingleton<PromotionHints>()
        .AddSingleton<RollupHints>()
        .AddSingleton<ShardPositions>()
        .AddSingleton<SilverTails>()
        .AddSingleton<StageSwitches>()
        .AddSingleton<RuleBook>()
        .AddSingleton<LinkHints>()
        .AddSingleton<CatalogBook>()
        .AddSingleton<BronzeJournal>()
        .AddSingleton<IBronzeJournal>(provider => provider.GetRequiredService<BronzeJournal>())
        .AddHostedService(provider => provider.GetRequiredService<BronzeJournal>())
        .AddHostedService(provider => provider.GetRequiredService<RuleBook>());

    /// <summary>Where grains live: those of one shard together, the shards evenly over the silos.</summary>
    public static IServiceCollection AddScoutPlacement(this IServiceCollection services)
    {
        services.AddPlacementDirector<ShardPlacement, ShardPlacementDirector>();
        services.AddPlacementDirector<StorePlacement, ShardPlacementDirector>();
        services.AddPlacementDirector<TransactionPlacement, ShardPlacementDirector>();
        return services.AddSingleton<ShardHomes>();
    }

    /// <summary>Call after Orleans is added: the promoters start when the silo runs.</summary>
    public static IServiceCollection AddScoutPromoters(this IServiceCollection services) => services.AddHostedService<PromotionStarter>();

    /// <summary>Call after Orleans is added: the rollups start when the silo runs.</summary>
    public static IServiceCollection AddScoutRollups(this IServiceCollection services) => services.AddHostedService<RollupStarter>();

    /// <summary>Call after Orleans is added: the catalogue is read, and the linker starts when the silo runs.</summary>
    public static IServiceCollection AddScoutLinking(this IServiceCollection services) => services
        .AddHostedService(provider => provider.GetRequiredService<CatalogBook>())
        .AddHostedService<LinkStarter>();

    /// <summary>Call after Orleans is added: checks and alerts start when the silo runs. An <see cref="IAlertSender"/> that is registered before is used.</summary>
    public static IServiceCollection AddScoutAlerts(this IServiceCollection services)
    {
        services.TryAddSingleton<IAlertSender, NoReceivers>();
        return services.AddSingleton<IAlertSources, GrainAlertSources>().AddHostedService<AlertStarter>();
    }
}
