using System.Net;
using Orleans.Configuration;
using Orleans.Dashboard;
using Scout.Api.Hosting;
using Scout.Storage.Postgres;
using Scout.Storage.Sqlite;

namespace Scout.Silo;

/// <summary>Puts store and silo together: everything embedded, or everything on PostgreSQL.</summary>
internal static class SiloSetup
{
    private const string PostgresInvariant = "Npgsql";

    // Behind this name Orleans uses Microsoft.Data.Sqlite; under the package's own name it does not find it.
    private const string SqliteInvariant = "System.Data.SQLite";
    private const int StoreRequestsMax = 10_000;

    public static void AddStore(IServiceCollection services, SiloSettings settings)
    {
        if (settings.ConnectionString is { } connectionString)
            services.AddPostgresStorage(connectionString);
        else
            services.AddSqliteStorage(settings.Store.DataDirectory);
    }

    public static void ConfigureSilo(ISiloBuilder silo, SiloSettings settings)
    {
        var cluster = settings.Cluster;

        // First: whoever configures later wins, and ORLEANS_SERVICE_ID in a pod's environment must not rename the service that grain state belongs to.
        if (cluster.Kubernetes)
            _ = silo.UseKubernetesHosting();
        if (settings.ConnectionString is { } connectionString)
            UsePostgres(silo, cluster, ClusterConnection.For(connectionString));
        else
            UseEmbedded(silo, cluster, SqliteStorage.OrleansConnectionString(settings.Store.DataDirectory));

        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            // Inside the request's limit and outside the driver's: whoever waits longest hears of the fault last.
            messaging.ResponseTimeout = TimeSpan.FromSeconds(8);
            messaging.MaxEnqueuedRequestsHardLimit = StoreRequestsMax;
        });
        silo.AddDashboard(dashboard => dashboard.HideTrace = true);
    }

    private static void UsePostgres(ISiloBuilder silo, ClusterSettings cluster, string connectionString) => silo
        .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.ClusterId, ClusterSettings.ServiceId))
        .Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 3;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        })
        .Configure<EndpointOptions>(endpoints =>
        {
            var listen = IPAddress.Parse(cluster.ListenAddress ?? cluster.AdvertisedAddress);
            endpoints.AdvertisedIPAddress = IPAddress.Parse(cluster.AdvertisedAddress);
            (endpoints.SiloPort, endpoints.SiloListeningEndpoint) = (cluster.SiloPort, new IPEndPoint(listen, cluster.SiloPort));
            (endpoints.GatewayPort, endpoints.GatewayListeningEndpoint) = (cluster.GatewayPort, new IPEndPoint(listen, cluster.GatewayPort));
        })
        .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (PostgresInvariant, connectionString))
        .UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (PostgresInvariant, connectionString))
        .AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = (PostgresInvariant, connectionString));

    private static void UseEmbedded(ISiloBuilder silo, ClusterSettings cluster, string connectionString) => silo
        .UseLocalhostClustering(cluster.SiloPort, cluster.GatewayPort, serviceId: ClusterSettings.ServiceId, clusterId: cluster.ClusterId)
        .UseInMemoryReminderService()
        .AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = (SqliteInvariant, connectionString));
}
