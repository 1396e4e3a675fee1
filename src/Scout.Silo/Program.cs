using Orleans.Dashboard;
using Scout.Api;
using Scout.Api.Hosting;
using Scout.Api.Ingestion;
using Scout.Grains;
using Scout.Grains.Alerts;
using Scout.Grains.Ingestion;
using Scout.Silo;
using Scout.Silo.Alerts;
using Scout.Storage;

// One process of Scout: a silo, the API in front of it, and the store behind it.
var builder = WebApplication.CreateBuilder(args);
var settings = SiloSettings.Read(builder.Configuration, out var faults);
if (faults.Count > 0)
    return HostSetup.Refuse(faults);

HostSetup.AddLogging(builder, settings.Log);
HostSetup.AddServer(builder);
settings.Register(builder.Services);
SiloSetup.AddStore(builder.Services, settings);
builder.Services.AddScoutJournal();
builder.Host.UseOrleans(silo => SiloSetup.ConfigureSilo(silo, settings));
builder.Services.AddSingleton<IAlertSender>(services => new WebhookSender(settings.Webhooks, services.GetRequiredService<TimeProvider>()));
builder.Services.AddScoutPromoters().AddScoutRollups().AddScoutLinking().AddScoutAlerts().AddScoutApi().AddSingleton<IIntakePressure, JournalPressure>();

var app = builder.Build();
if (await StoreStart.MigrateAsync(app.Services, settings.Store.StorePatience) is { } fault)
    return HostSetup.Refuse([fault]);

app.MapScoutApi();
app.MapHealth(async cancellationToken =>
{
    await app.Services.GetRequiredService<IStorageProbe>().CheckAsync(cancellationToken);
    return app.Services.GetRequiredService<IBronzeJournal>().Load >= 1 ? "the intake queue is full" : null;
});
app.MapOrleansDashboard("/dashboard");
return await HostSetup.RunAsync(app);
