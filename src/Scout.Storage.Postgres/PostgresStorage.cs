using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Scout.Storage.Alerts;
using Scout.Storage.Amendments;
using Scout.Storage.Bronze;
using Scout.Storage.Catalog;
using Scout.Storage.Checks;
using Scout.Storage.Gold;
using Scout.Storage.Links;
using Scout.Storage.Quality;
using Scout.Storage.Reports;
using Scout.Storage.Silver;
using Scout.Storage.Stores;
using Scout.Storage.Transactions;

namespace Scout.Storage.Postgres;

/// <summary>Registers the clustered store.</summary>
public static class PostgresStorage
{
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, string connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        return AddPorts(services, connectionString);
    }

    private static IServiceCollection AddPorts(IServiceCollection services, string connectionString) => services
        .AddSingleton<NpgsqlDataSource>(_ => PostgresConnections.CreateDataSource(connectionString))
        .AddSingleton<IStorageMigrator>(_ => new PostgresMigrator(connectionString))
        .AddSingleton<IStorageProbe, PostgresProbe>()
        .AddSingleton<IBronzeLog, PostgresBronzeLog>()
        .AddSingleton<ISilverStore, PostgresSilverStore>()
        .AddSingleton<IStoreRegistry, PostgresStoreRegistry>()
        .AddSingleton<IStoreFiguresReader, PostgresStoreFiguresReader>()
        .AddSingleton<IGoldStore, PostgresGoldStore>()
        .AddSingleton<IGoldReader, PostgresGoldReader>()
        .AddSingleton<ITransactionLedger, PostgresTransactionLedger>()
        .AddSingleton<ITransactionReader, PostgresTransactionReader>()
        .AddSingleton<ISilverAudit, PostgresSilverAudit>()
        .AddSingleton<ICheckBook, PostgresCheckBook>()
        .AddSingleton<IAlertStore, PostgresAlertStore>()
        .AddSingleton<IAlertOutbox, PostgresAlertStore>()
        .AddSingleton<IAlertSignals, PostgresAlertSignals>()
        .AddSingleton<IQuarantine, PostgresQuarantine>()
        .AddSingleton<IQualityRuleStore, PostgresQualityRuleStore>()
        .AddSingleton<IDeadLetters, PostgresDeadLetters>()
        .AddSingleton<IMinuteReader, PostgresMinuteReader>()
        .AddSingleton<IRecentReader, PostgresRecentReader>()
        .AddSingleton<ICatalogStore, PostgresCatalogStore>()
        .AddSingleton<ILinkStore, PostgresLinkStore>()
        .AddSingleton<KnownMentions>(_ => new KnownMentions())
        .AddSingleton<IExportReader, PostgresExportReader>();
}
