using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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

namespace Scout.Storage.Sqlite;

/// <summary>Registers the embedded store.</summary>
public static class SqliteStorage
{
    /// <param name="services">The host's.</param>
    /// <param name="dataDirectory">
    /// Created when it is not there. One process owns it from the first use of a port to the disposal of the container: resolving one
    /// while another process has it throws an <see cref="InvalidOperationException"/> whose message is for the user.
    /// </param>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, string dataDirectory)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(_ => new SqliteDatabase(dataDirectory))
            .AddSingleton<IStorageMigrator, SqliteMigrator>()
            .AddSingleton<IStorageProbe, SqliteProbe>()
            .AddSingleton<IBronzeLog, SqliteBronzeLog>()
            .AddSingleton<ISilverStore, SqliteSilverStore>()
            .AddSingleton<IStoreRegistry, SqliteStoreRegistry>()
            .AddSingleton<IStoreFiguresReader, SqliteStoreFiguresReader>()
            .AddSingleton<IGoldStore, SqliteGoldStore>()
            .AddSingleton<IGoldReader, SqliteGoldReader>()
            .AddSingleton<ITransactionLedger, SqliteTransactionLedger>()
            .AddSingleton<ITransactionReader, SqliteTransactionReader>()
            .AddSingleton<ISilverAudit, SqliteSilverAudit>()
            .AddSingleton<ICheckBook, SqliteCheckBook>()
            .AddSingleton<IAlertStore, SqliteAlertStore>()
            .AddSingleton<IAlertOutbox, SqliteAlertStore>()
            .AddSingleton<IAlertSignals, SqliteAlertSignals>()
            .AddSingleton<IQuarantine, SqliteQuarantine>()
            .AddSingleton<IQualityRuleStore, SqliteQualityRuleStore>()
            .AddSingleton<IDeadLetters, SqliteDeadLetters>()
            .AddSingleton<IMinuteReader, SqliteMinuteReader>()
            .AddSingleton<IRecentReader, SqliteRecentReader>()
            .AddSingleton<ICatalogStore, SqliteCatalogStore>()
            .AddSingleton<ILinkStore, SqliteLinkStore>()
            .AddSingleton<KnownMentions>(_ => new KnownMentions())
            .AddSingleton<IExportReader, SqliteExportReader>();
    }

    /// <summary>The connection string of Orleans' grain storage: a file of its own, so that its writes never wait for a batch of ours.</summary>
    /// <remarks>For the invariant <c>System.Data.SQLite</c>, behind which Orleans uses Microsoft.Data.Sqlite.</remarks>
    public static string OrleansConnectionString(string dataDirectory) =>
        new SqliteConnectionStringBuilder { DataSource = SqliteConnections.OrleansFile(Path.GetFullPath(dataDirectory)) }.ConnectionString;
}
