using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Scout.Api;
using Scout.Api.Hosting;
using Scout.Contracts.Pipeline;

// The API alone: a client of a cluster whose silos share the same database.
var builder = WebApplication.CreateBuilder(args);
var settings = new SettingsReader(builder.Configuration);
var api = settings.Read<ApiOptions>(ApiOptions.Section);
var auth = settings.Read<AuthOptions>(AuthOptions.Section);
var cluster = settings.Read<ClusterSettings>(ClusterSettings.Section);
var log = settings.Read<LogOptions>(LogOptions.Section);
HostSetup.CheckAuth(settings, auth, builder.Configuration);
settings.RefuseUnknown();
var connectionString = ClusterConnection.Read(settings, builder.Configuration);
ClusterConnection.Require(settings, connectionString);
if (settings.Faults.Count > 0)
    return HostSetup.Refuse(settings.Faults);

HostSetup.AddLogging(builder, log);
HostSetup.AddServer(builder);
builder.Services.AddSingleton(TimeProvider.System).AddSingleton(Options.Create(api)).AddScoutApi();
builder.UseOrleansClient(client => client
    .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.ClusterId, ClusterSettings.ServiceId))

    // What a dying silo took with it is asked for again elsewhere; what is only slow is joined by its own repetition.
    .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(4))
    .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5))
    .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", ClusterConnection.For(connectionString!))));

var app = builder.Build();
app.MapScoutApi();
app.MapHealth(async cancellationToken =>
{
    await app.Services.GetRequiredService<IGrainFactory>().GetGrain<IPipelineGrain>(0).ReadStagesAsync().AsTask().WaitAsync(cancellationToken);
    return null;
});
return await HostSetup.RunAsync(app);
