using Npgsql;
using NpgsqlTypes;
using Scout.Domain.Alerts;
using Scout.Storage.Alerts;
using Scout.Storage.Checks;
using Scout.Storage.Quality;

namespace Scout.Storage.Postgres;

/// <summary>Alerts and their outbox in <c>scout.alerts</c> and <c>scout.alert_deliveries</c>.</summary>
internal sealed class PostgresAlertStore(NpgsqlDataSource source) : IAlertStore, IAlertOutbox
{
    public async ValueTask<IReadOnlyList<Alert>> ReadPageAsync(AlertState? state, string? before, int limit, CancellationToken cancellationToken)
    {
        var alerts = await source.ReadAsync(
            PostgresStatements.ReadAlerts,
            [Rows.Text(state is { } one ? AlertWords.Of(one) : null), Rows.Text(before), Rows.Value(limit, NpgsqlDbType.Integer)],
            ReadAlert,
            cancellationToken);
        return await WithDeliveriesAsync(alerts, cancellationToken);
    }

    public async ValueTask<Alert?> FindAsync(string alertId, CancellationToken cancellationToken)
    {
        var found = await source.ReadAsync(PostgresStatements.FindAlert, [Rows.Text(alertId)], ReadAlert, cancellationToken);
        return found.Count == 0 ? null : (await WithDeliveriesAsync(found, cancellationToken))[0];
    }

    public ValueTask<bool> OpenAsync(Alert alert, IReadOnlyList<AlertNews> news, CancellationToken cancellationToken) => ChangeAsync(
        alert.AlertId, alert.OpenedAt, null, news,
        (PostgresStatements.OpenAlert,
        [
            Rows.Text(alert.AlertId), Rows.Text(alert.Cause), Rows.Text(AlertWords.Of(alert.Kind)), Rows.Text(CheckWords.Of(alert.Severity)),
            Rows.Text(alert.StoreId), Rows.Text(alert.Stage), Rows.Text(alert.Message), Rows.Instant(alert.OpenedAt),
        ]),
        null, cancellationToken);

    public async ValueTask NoteSeenAsync(IReadOnlyList<AlertSighting> seen, DateTimeOffset at, CancellationToken cancellationToken) => _ = await source.FindValueAsync(
        PostgresStatements.NoteAlertsSeen,
        [
            Rows.Array([.. seen.Select(one => one.AlertId)], NpgsqlDbType.Text), Rows.Array([.. seen.Select(one => one.Message)], NpgsqlDbType.Text), Rows.Instant(at),
        ],
        cancellationToken);

    public async ValueTask<Alert?> AcknowledgeAsync(string alertId, AuditedAct act, CancellationToken cancellationToken)
    {
        _ = await ChangeAsync(
            alertId, act.At, act, [], (PostgresStatements.AcknowledgeAlert, [Rows.Text(alertId), Rows.Instant(act.At), Rows.Text(act.By)]), "alert_acknowledge", cancellationToken);
        return await FindAsync(alertId, cancellationToken);
    }

    public async ValueTask<Alert?> ResolveAsync(
        string alertId, DateTimeOffset at, AuditedAct? act, IReadOnlyList<AlertNews> news, CancellationToken cancellationToken)
    {
        _ = await ChangeAsync(
            alertId, at, act, news, (PostgresStatements.ResolveAlert, [Rows.Text(alertId), Rows.Instant(at), Rows.Text(act?.By)]), "alert_resolve", cancellationToken);
        return await FindAsync(alertId, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<LeasedNews>> TakeAsync(DateTimeOffset now, DateTimeOffset leasedUntil, int limit, CancellationToken cancellationToken) =>
        await source.ReadAsync(
            PostgresStatements.TakeDeliveries,
            [Rows.Instant(now), Rows.Instant(leasedUntil), Rows.Value(limit, NpgsqlDbType.Integer)],
            static row => new LeasedNews(
                row.GetInt64(0), new AlertNews(row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)), row.GetInt32(5), row.GetInstant(6)),
            cancellationToken);

    public async ValueTask CompleteAsync(IReadOnlyList<DeliveryOutcome> outcomes, CancellationToken cancellationToken) => _ = await source.FindValueAsync(
        PostgresStatements.CompleteDeliveries,
        [
            Rows.Array([.. outcomes.Select(outcome => outcome.DeliveryId)], NpgsqlDbType.Bigint),
            Rows.Array([.. outcomes.Select(outcome => outcome.Attempts)], NpgsqlDbType.Integer),
            Rows.Array([.. outcomes.Select(outcome => outcome.DeliveredAt?.UtcDateTime)], NpgsqlDbType.TimestampTz),
            Rows.Array([.. outcomes.Select(outcome => outcome.TryAgainAt?.UtcDateTime)], NpgsqlDbType.TimestampTz),
            Rows.Array([.. outcomes.Select(outcome => outcome.Fault)], NpgsqlDbType.Text),
        ],
        cancellationToken);

    internal static Alert ReadAlert(NpgsqlDataReader row) => new()
    {
        AlertId = row.GetString(0),
        Cause = row.GetString(1),
        Kind = AlertWords.ParseKind(row.GetString(2)),
        Severity = CheckWords.ParseSeverity(row.GetString(3)),
        State = AlertWords.ParseState(row.GetString(4)),
        StoreId = row.FindText(5),
        Stage = row.FindText(6),
        Message = row.GetString(7),
        OpenedAt = row.GetInstant(8),
        LastSeenAt = row.GetInstant(9),
        TimesSeen = row.GetInt64(10),
        AcknowledgedAt = row.FindInstant(11),
        AcknowledgedBy = row.FindText(12),
        ResolvedAt = row.FindInstant(13),
        ResolvedBy = row.FindText(14),
    };

    /// <summary>Changes an alert, notes who did and writes the news, in one transaction; nothing when the change finds nothing to change.</summary>
    private async ValueTask<bool> ChangeAsync(
        string alertId, DateTimeOffset at, AuditedAct? act, IReadOnlyList<AlertNews> news, (string Statement, NpgsqlParameter[] Parameters) change, string? action,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            object? about;
            await using (var command = new NpgsqlCommand(change.Statement, connection, transaction))
            {
                command.Parameters.AddRange(change.Parameters);
                about = await command.ExecuteScalarAsync(cancellationToken);
            }

            if (about is null)
                return false;
            if (act is not null)
                await NoteActAsync(connection, transaction, act, action!, about as string, cancellationToken);
            if (news.Count > 0)
                await AddNewsAsync(connection, transaction, alertId, at, news, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            throw PostgresFaults.Unavailable(exception);
        }
    }

    private static async Task NoteActAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, AuditedAct act, string action, string? storeId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PostgresStatements.NoteAct, connection, transaction);
        command.Parameters.AddRange(new NpgsqlParameter[] { Rows.Instant(act.At), Rows.Text(act.By), Rows.Text(action), Rows.Text(storeId), Rows.Text(null), Rows.BigInt(null), Rows.Text(act.Reason) });
        _ = await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task AddNewsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string alertId, DateTimeOffset at, IReadOnlyList<AlertNews> news, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PostgresStatements.AddDeliveries, connection, transaction);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            Rows.Text(alertId),
            Rows.Array([.. news.Select(one => one.WebhookId)], NpgsqlDbType.Text),
            Rows.Array([.. news.Select(one => one.Event)], NpgsqlDbType.Text),
            Rows.Array([.. news.Select(one => one.Target)], NpgsqlDbType.Text),
            Rows.Array([.. news.Select(one => one.Body)], NpgsqlDbType.Text),
            Rows.Instant(at),
        });
        _ = await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async ValueTask<IReadOnlyList<Alert>> WithDeliveriesAsync(List<Alert> alerts, CancellationToken cancellationToken)
    {
        if (alerts.Count == 0)
            return alerts;
        var deliveries = await source.ReadAsync(
            PostgresStatements.ReadDeliveries,
            [Rows.Array([.. alerts.Select(alert => alert.AlertId)], NpgsqlDbType.Text)],
            static row => (AlertId: row.GetString(0), Delivery: new AlertDelivery(
                row.GetString(1), row.GetString(2), AlertWords.ParseDelivery(row.GetString(3)), row.GetInt32(4), row.FindInstant(5), row.FindText(6))),
            cancellationToken);
        var byAlert = deliveries.ToLookup(row => row.AlertId, row => row.Delivery);
        return [.. alerts.Select(alert => alert with { Deliveries = [.. byAlert[alert.AlertId]] })];
    }
}
