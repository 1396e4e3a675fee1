using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.TestingHost;
using Scout.Contracts.Ingestion;
using Scout.Contracts.Stores;
using Scout.Contracts.Transactions;
using Scout.Domain.Transactions;
using Scout.Grains.Ingestion;
using Scout.Grains.Links;
using Scout.Grains.Promotion;
using Scout.Grains.Quality;
using Scout.Grains.Reports;
using Scout.Grains.Rollups;
using Scout.Grains.Stores;
using Scout.Storage.Gold;
using Scout.Storage.Silver;
using Scout.Testing.Transactions;

namespace Scout.Grains.Tests.Clusters;

/// <summary>Silos put together as the product does, on a real store. The clock is the real one, the pace is quick.</summary>
internal sealed class ScoutCluster : IAsyncDisposable
{
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(8);

    private ScoutCluster(ClusterDatabase database, InProcessTestCluster silos, StorageWeather weather)
    {
        Database = database;
        Silos = silos;
        Weather = weather;
    }

    public ClusterDatabase Database { get; }

    public InProcessTestCluster Silos { get; }

    public StorageWeather Weather { get; }

    /// <summary>Of the first silo.</summary>
    public IServiceProvider Services => Silos.Silos[0].ServiceProvider;

    public ISilverStore Silver => Services.GetRequiredService<ISilverStore>();

    public IGoldStore Gold => Services.GetRequiredService<IGoldStore>();

    public IGoldReader GoldReader => Services.GetRequiredService<IGoldReader>();

    public static async Task<ScoutCluster> StartAsync(
        ClusterDatabase database, short silos, Action<StoreOptions>? configure = null, Action<IServiceCollection>? change = null)
    {
        var weather = new StorageWeather();
        var stores = new StoreOptions { Freshness = TimeSpan.Zero };
        configure?.Invoke(stores);
        var builder = new InProcessTestClusterBuilder(silos);
        builder.Options.ConfigureFileLogging = false;
        _ = builder.ConfigureSiloHost((_, host) =>
        {
            Register(host.Services, database, weather, stores);
            change?.Invoke(host.Services);
        });
        _ = builder.ConfigureSilo((_, silo) => silo
            .UseInMemoryReminderService()
            .AddMemoryGrainStorageAsDefault()
            .Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout));
        _ = builder.ConfigureClient(client => client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout));
        var cluster = new ScoutCluster(database, builder.Build(), weather);
        await cluster.Silos.DeployAsync(TestContext.Current.CancellationToken);
        return cluster;
    }

    public IStoreGrain Store(string store) => Silos.Client.GetGrain<IStoreGrain>(store);

    /// <summary>One request to one store. The bytes alone travel, as between silos.</summary>
    public ValueTask<SubmitReply> SubmitAsync(params IReadOnlyList<BuiltTransaction> sales) => Store(sales[0].Transaction.StoreId.Value)
        .SubmitAsync(new Submission("tests", [.. sales.Select(sale => new SubmittedTransaction(sale.Body, null))]));

    public async Task<TransactionView?> FindAsync(Transaction transaction) =>
        await Silos.Client.GetGrain<ITransactionGrain>(TransactionKey.Format(transaction.StoreId, transaction.TransactionId)).FindAsync();

    public Task<long> CountSilverAsync(string store) => Database.CountAsync($"silver_transactions where store_id = '{store}'");

    public Task WaitForSilverAsync(string store, int count) => Eventually.UntilAsync(
        async () => await CountSilverAsync(store) >= count, $"{count} transactions of {store} are in silver", DescribeAsync);

    public Task WaitUntilNothingIsPendingAsync() => Eventually.UntilAsync(
        async () => await Database.CountAsync("bronze_pending") == 0, "nothing waits for promotion", DescribeAsync);

    public Task WaitUntilGoldIsAsFarAsSilverAsync() => Eventually.UntilAsync(
        async () => (await Gold.ReadShardsAsync(CancellationToken.None)).All(shard => shard.Promotions == 0), "gold is as far as silver", DescribeAsync);

    public async ValueTask DisposeAsync()
    {
        await Silos.DisposeAsync();
        Database.Delete();
    }

    private async Task<string> DescribeAsync() =>
        $"{await Database.CountAsync("bronze_events")} in bronze, {await Database.CountAsync("bronze_pending")} ranges pending, "
        + $"{await Database.CountAsync("silver_transactions")} in silver, {await Database.CountAsync("dead_letters")} dead letters.";

    private static void Register(IServiceCollection services, ClusterDatabase database, StorageWeather weather, StoreOptions stores)
    {
        // In the product the journal comes before Orleans. Here Orleans is there already, so it goes to the front.
        var journal = new ServiceCollection().AddScoutJournal();
        for (var i = 0; i < journal.Count; i++)
            services.Insert(i, journal[i]);

        _ = database.Register(services)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Options.Create(new JournalOptions()))
            .AddSingleton(Options.Create(new PromotionOptions { Interval = TimeSpan.FromMilliseconds(20), PollInterval = PollInterval }))
            .AddSingleton(Options.Create(new RollupOptions { Interval = TimeSpan.FromMilliseconds(50), PollInterval = PollInterval, RowsMax = 20 }))
            .AddSingleton(Options.Create(new ProductLinkingOptions { CatalogPollInterval = PollInterval, PollInterval = PollInterval }))
            .AddSingleton(Options.Create(stores))
            .AddSingleton(Options.Create(new QualityOptions { LateEventBehind = TimeSpan.FromDays(30) }))
            .AddSingleton(Options.Create(new ReportOptions()))
            .AddLogging(logging => logging.ClearProviders())
            .AddScoutPlacement()
            .AddScoutPromoters()
            .AddScoutRollups()
            .AddScoutLinking();
        weather.Cover(services);
    }
}
