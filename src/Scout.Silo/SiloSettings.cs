using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;
using Scout.Api;
using Scout.Api.Hosting;
using Scout.Domain.Stores;
using Scout.Grains.Alerts;
using Scout.Grains.Checks;
using Scout.Grains.Ingestion;
using Scout.Grains.Links;
using Scout.Grains.Promotion;
using Scout.Grains.Quality;
using Scout.Grains.Reports;
using Scout.Grains.Rollups;
using Scout.Grains.Stores;
using Scout.Silo.Alerts;

namespace Scout.Silo;

/// <summary>How the store is found. Section <c>Scout</c>.</summary>
internal sealed class StoreSettings
{
    public const string Section = "Scout";

    /// <summary>Folder of the embedded store, created when missing; one process at a time owns it. Not used with PostgreSQL. Default ./data.</summary>
    [Required, MinLength(1)]
    public string DataDirectory { get; set; } = "./data";

    /// <summary>How long a start waits for a PostgreSQL that does not answer yet. Default 30 s; 0 to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StorePatience { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Everything a silo is told at start, read once and checked before anything runs.</summary>
internal sealed record SiloSettings
{
    public required StoreSettings Store { get; init; }

    public required ApiOptions Api { get; init; }

    public required ClusterSettings Cluster { get; init; }

    public required LogOptions Log { get; init; }

    public required JournalOptions Journal { get; init; }

    public required PromotionOptions Promotion { get; init; }

    public required RollupOptions Rollup { get; init; }

    public required ProductLinkingOptions Linking { get; init; }

    public required StoreOptions Stores { get; init; }

    public required QualityOptions Quality { get; init; }

    public required ReportOptions Reports { get; init; }

    public required CheckOptions Checks { get; init; }

    public required AlertOptions Alerts { get; init; }

    public required WebhookSettings Webhooks { get; init; }

    /// <summary>Null means the embedded store.</summary>
    public required string? ConnectionString { get; init; }

    /// <param name="configuration">Files, environment and command line.</param>
    /// <param name="faults">Everything that is wrong, one line each; empty when the settings can be used.</param>
    public static SiloSettings Read(IConfiguration configuration, out IReadOnlyList<string> faults)
    {
        var reader = new SettingsReader(configuration);
        var auth = reader.Read<AuthOptions>(AuthOptions.Section);
        var settings = new SiloSettings
        {
            Store = reader.Read<StoreSettings>(StoreSettings.Section),
            Api = reader.Read<ApiOptions>(ApiOptions.Section),
            Cluster = reader.Read<ClusterSettings>(ClusterSettings.Section),
            Log = reader.Read<LogOptions>(LogOptions.Section),
            Journal = reader.Read<JournalOptions>(JournalOptions.Section),
            Promotion = reader.Read<PromotionOptions>(PromotionOptions.Section),
            Rollup = reader.Read<RollupOptions>(RollupOptions.Section),
            Linking = reader.Read<ProductLinkingOptions>(ProductLinkingOptions.Section),
            Stores = reader.Read<StoreOptions>(StoreOptions.Section),
            Quality = reader.Read<QualityOptions>(QualityOptions.Section),
            Reports = reader.Read<ReportOptions>(ReportOptions.Section),
            Checks = reader.Read<CheckOptions>(CheckOptions.Section),
            Alerts = reader.Read<AlertOptions>(AlertOptions.Section),
            Webhooks = reader.Read<WebhookSettings>(AlertOptions.Section),
            ConnectionString = ClusterConnection.Read(reader, configuration),
        };
        HostSetup.CheckAuth(reader, auth, configuration);
        settings.CheckMeaning(reader);
        reader.RefuseUnknown();
        faults = reader.Faults;
        return settings;
    }

    public void Register(IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(Options.Create(Api))
        .AddSingleton(Options.Create(Journal))
        .AddSingleton(Options.Create(Promotion))
        .AddSingleton(Options.Create(Rollup))
        .AddSingleton(Options.Create(Linking))
        .AddSingleton(Options.Create(Stores))
        .AddSingleton(Options.Create(Quality))
        .AddSingleton(Options.Create(Reports))
        .AddSingleton(Options.Create(Checks))
        .AddSingleton(Options.Create(Alerts));

    private void CheckMeaning(SettingsReader reader)
    {
        if (!StoreCalendar.IsZone(Stores.DefaultTimeZone))
            reader.Refuse("Scout:Stores:DefaultTimeZone", $"is '{Stores.DefaultTimeZone}', which is no IANA zone of this machine", "Asia/Manila");
        Webhooks.Check(reader, AlertOptions.Section);
        if (!IPAddress.TryParse(Cluster.AdvertisedAddress, out _))
            reader.Refuse("Scout:Cluster:AdvertisedAddress", $"is '{Cluster.AdvertisedAddress}', which is no IP address", "10.0.0.5");
        if (Cluster.ListenAddress is { } listen && !IPAddress.TryParse(listen, out _))
            reader.Refuse("Scout:Cluster:ListenAddress", $"is '{listen}', which is no IP address", "0.0.0.0");
        if (Cluster.SiloPort == Cluster.GatewayPort)
            reader.Refuse("Scout:Cluster:GatewayPort", "is the same as Scout:Cluster:SiloPort", "30000");
        if (Cluster.Kubernetes && ConnectionString is null)
            reader.Refuse("Scout:Cluster:Kubernetes", "is true, but there is no ConnectionStrings:Scout, and pods share no embedded store", "false");
        foreach (var (name, limit) in new[]
        {
            (nameof(Quality.LineSumMismatchShare), Quality.LineSumMismatchShare), (nameof(Quality.LineSumMismatchAmount), Quality.LineSumMismatchAmount),
            (nameof(Quality.AmountLimitAmount), Quality.AmountLimitAmount), (nameof(Quality.LineMathShare), Quality.LineMathShare),
            (nameof(Quality.LineMathAmount), Quality.LineMathAmount),
        })
        {
            if (decimal.Round(limit, 4) != limit)
                reader.Refuse($"{QualityOptions.Section}:{name}", "has more than 4 decimals", "0.01");
        }

        if (Linking.ReviewAt > Linking.LinkAt)
            reader.Refuse("Scout:Linking:ReviewAt", "is larger than Scout:Linking:LinkAt", "0.60");
        if (Journal.BatchEventsMax > Journal.QueueEventsMax)
            reader.Refuse("Scout:Journal:BatchEventsMax", "is larger than Scout:Journal:QueueEventsMax", "1000");
    }
}
