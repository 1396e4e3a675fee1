using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Alerts;

namespace Scout.Storage.Sqlite;

/// <summary>Reads what alerts are made of, on one snapshot.</summary>
internal sealed class SqliteAlertSignals(SqliteDatabase database) : IAlertSignals
{
    public ValueTask<AlertReading> ReadAsync(AlertReadingQuery query, CancellationToken cancellationToken) => database.ReadAsync(
        session => new AlertReading(
            ReadAll(session.Use(SqliteStatements.ReadStandingAlerts).Int64(query.AlertsMax), SqliteAlertStore.ReadAlert),
            ReadAll(session.Use(SqliteStatements.ReadSilencedCauses).Instant(query.SilencedSince), static row => row.GetText(0)),
            [
                .. ReadAll(session.Use(SqliteStatements.ReadCriticalChecks), static row => (Info: CheckCatalog.Find(row.GetText(0)), Failures: row.GetInt64(1), Unexplained: row.GetInt64(2)))
                    .Where(row => row.Info is not null).Select(row => new CriticalCheck(row.Info!.Check, row.Failures, row.Unexplained)),
            ],
            ReadAll(
                session.Use(SqliteStatements.CountLatelyQuarantined).Instant(query.QuarantinedSince).Int64(query.StoresMax),
                static row => new QuarantinedStore(StoreId.FromStored(row.GetText(0)), row.GetInt64(1))),
            ReadAll(session.Use(SqliteStatements.FindNextDelivery), static row => (DateTimeOffset?)row.GetInstant(0)).FirstOrDefault()),
        cancellationToken);

    public ValueTask<IReadOnlyList<QuietStore>> FindQuietAsync(IReadOnlyList<StoreId> stores, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<QuietStore>>(
            session =>
            {
                var quiet = new List<QuietStore>();
                foreach (var store in stores)
                {
                    foreach (var firstAt in ReadAll(session.Use(SqliteStatements.FindQuietStore).Text(store.Value).Instant(since), static row => row.GetInstant(0)))
                        quiet.Add(new QuietStore(store, firstAt));
                }

                return quiet;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<long>> CountAsync(IReadOnlyList<StoreSpan> spans, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<long>>(
            session =>
            [
                .. spans.Select(span => ReadAll(
                    session.Use(SqliteStatements.CountSpan).Text(span.StoreId.Value).Instant(span.From).Instant(span.To), static row => row.GetInt64(0))[0]),
            ],
            cancellationToken);

    private static List<T> ReadAll<T>(SqliteStatement statement, Func<SqliteStatement, T> read)
    {
        using var rows = statement;
        var all = new List<T>();
        while (rows.Step())
            all.Add(read(rows));
        return all;
    }
}
