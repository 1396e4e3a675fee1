using Scout.Silo;
using Scout.Silo.Broken;

// A silo with one promise broken, so that the suite that watches over the promises can show that it would notice.
var broken = Environment.GetEnvironmentVariable("SCOUT_BROKEN");
return await SiloHost.RunAsync(args, services =>
{
    switch (broken)
    {
        case "acknowledge-before-commit":
            services.Wrap<Scout.Grains.Ingestion.IBronzeJournal>((inner, _) => new HastyJournal(inner));
            break;
        case "cursor-on-id":
            services.Wrap<Scout.Storage.Silver.ISilverStore>((inner, provider) => new IdCursorSilverStore(inner, provider.GetRequiredService<Npgsql.NpgsqlDataSource>()));
            break;
        case "no-fence":
            services.Wrap<Scout.Storage.Gold.IGoldStore>((inner, provider) => new UnfencedGoldStore(inner, provider.GetRequiredService<Npgsql.NpgsqlDataSource>()));
            break;
        default:
            throw new InvalidOperationException($"SCOUT_BROKEN is '{broken}', which names no way to be broken.");
    }
});
