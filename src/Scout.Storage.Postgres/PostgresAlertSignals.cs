using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Quality;
using Scout.Domain.Transactions;
using Scout.Storage.Alerts;

namespace Scout.Storage.Postgres;

/// <summary>Reads what alerts are made of; what is read every second is five short statements in one round trip.</summary>
internal sealed class PostgresAlertSignals(NpgsqlDataSource source) : IAlertSignals
{
    public async ValueTask<AlertReading> ReadAsync(AlertReadingQuery query, CancellationToken cancellationToken)
    {
        try
        {
            await using var batch = source.CreateBatch();
            batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresStatements.ReadStandingAlerts) { Parameters = { Rows.Value(query.AlertsMax, NpgsqlDbType.Integer) } });
            batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresStatements.ReadSilencedCauses) { Parameters = { Rows.Instant(query.SilencedSince) } });
            batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresStatements.ReadCriticalChecks));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresStatements.CountLatelyQuarantined)
            {
                Parameters = { Rows.Instant(query.QuarantinedSince), Rows.Value(query.StoresMax, NpgsqlDbType.Integer) },
            });
            batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresStatements.FindNextDelivery));
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            var standing = await ReadPartAsync(reader, PostgresAlertStore.ReadAlert, cancellationToken);
            var silenced = await ReadPartAsync(reader, static row => row.GetString(0), cancellationToken);
            var critical = await ReadPartAsync(
                reader, static row => (Info: CheckCatalog.Find(row.GetString(0)), Failures: row.GetInt64(1), Unexplained: row.GetInt64(2)), cancellationToken);
            var quarantined = await ReadPartAsync(reader, static row => new QuarantinedStore(StoreId.FromStored(row.GetString(0)), row.GetInt64(1)), cancellationToken);
            var due = await ReadPartAsync(reader, static row => row.GetInstant(0), cancellationToken);
            return new AlertReading(
                standing, silenced, [.. critical.Where(row => row.Info is not null).Select(row => new CriticalCheck(row.Info!.Check, row.Failures, row.Unexplained))],
                quarantined, due.Count == 0 ? null : due[0]);
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    public async ValueTask<IReadOnlyList<QuietStore>> FindQuietAsync(IReadOnlyList<StoreId> stores, DateTimeOffset since, CancellationToken cancellationToken) =>
        await source.ReadAsync(
            PostgresStatements.FindQuietStores,
            [Rows.Array([.. stores.Select(store => store.Value)], NpgsqlDbType.Text), Rows.Instant(since)],
            static row => new QuietStore(StoreId.FromStored(row.GetString(0)), row.GetInstant(1)),
            cancellationToken);

    public async ValueTask<IReadOnlyList<long>> CountAsync(IReadOnlyList<StoreSpan> spans, CancellationToken cancellationToken) => await source.ReadAsync(
        PostgresStatements.CountSpans,
        [
            Rows.Array([.. spans.Select(span => span.StoreId.Value)], NpgsqlDbType.Text),
            Rows.Array([.. spans.Select(span => span.From.UtcDateTime)], NpgsqlDbType.TimestampTz),
            Rows.Array([.. spans.Select(span => span.To.UtcDateTime)], NpgsqlDbType.TimestampTz),
        ],
        static row => row.GetInt64(0),
        cancellationToken);

    private static async Task<List<T>> ReadPartAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        _ = await reader.NextResultAsync(cancellationToken);
        return rows;
    }
}
