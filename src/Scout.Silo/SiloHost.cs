using Orleans.Dashboard;
using Scout.Api;
using Scout.Api.Hosting;
using Scout.Api.Ingestion;
using Scout.Grains;
using Scout.Grains.Alerts;
using Scout.Grains.Ingestion;
using Scout.Silo.Alerts;
using Scout.Storage;

namespace Scout.Silo;

/// <summary>One process of Scout: a silo, the API in front of it, and the store behind it.</summary>
internal static class SiloHost
{
    /// <param name="args">The command line.</param>
    /// <param name="change">Called last on the services. The fault suite breaks a silo by it, on purpose, to see that it would notice; nothing else uses it.</param>
    /// <returns>The exit code, once the process was told to stop.</returns>
    public static async Task<int> RunAsync(string[] args, Action<IServiceCollection>? change = null)
    {
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
        builder.Services.AddScoutPlacement().AddScoutPromoters().AddScoutRollups().AddScoutLinking().AddScoutAlerts().AddScoutApi().AddSingleton<IIntakePressure, JournalPressure>();
        change?.Invoke(builder.Services);

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
    }
}
