using Scout.Domain.Alerts;
using Scout.Storage.Alerts;
using Scout.Storage.Checks;
using Scout.Storage.Quality;

namespace Scout.Storage.Sqlite;

/// <summary>Alerts and their outbox in <c>alerts</c> and <c>alert_deliveries</c>.</summary>
internal sealed class SqliteAlertStore(SqliteDatabase database) : IAlertStore, IAlertOutbox
{
    public ValueTask<IReadOnlyList<Alert>> ReadPageAsync(AlertState? state, string? before, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Alert>>(
            session =>
            {
                var alerts = new List<Alert>();
                using (var rows = session.Use(SqliteStatements.ReadAlerts).Text(state is { } one ? AlertWords.Of(one) : null).Text(before).Int64(limit))
                {
                    while (rows.Step())
                        alerts.Add(ReadAlert(rows));
                }

                return [.. alerts.Select(alert => WithDeliveries(session, alert))];
            },
            cancellationToken);

    public ValueTask<Alert?> FindAsync(string alertId, CancellationToken cancellationToken) => database.ReadAsync(session => Find(session, alertId), cancellationToken);

    public ValueTask<bool> OpenAsync(Alert alert, IReadOnlyList<AlertNews> news, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            if (session.Use(SqliteStatements.OpenAlert).Text(alert.AlertId).Text(alert.Cause).Text(AlertWords.Of(alert.Kind)).Text(CheckWords.Of(alert.Severity))
                .Text(alert.StoreId).Text(alert.Stage).Text(alert.Message).Instant(alert.OpenedAt).RunAndCount() == 0)
                return false;
            AddNews(session, alert.AlertId, alert.OpenedAt, news);
            return true;
        },
        cancellationToken);

    public async ValueTask NoteSeenAsync(IReadOnlyList<AlertSighting> seen, DateTimeOffset at, CancellationToken cancellationToken) => _ = await database.WriteAsync(
        session =>
        {
            foreach (var (alertId, message) in seen)
                session.Use(SqliteStatements.NoteAlertSeen).Text(alertId).Text(message).Instant(at).Run();
            return true;
        },
        cancellationToken);

    public ValueTask<Alert?> AcknowledgeAsync(string alertId, AuditedAct act, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var changed = session.Use(SqliteStatements.AcknowledgeAlert).Text(alertId).Instant(act.At).Text(act.By).RunAndCount() > 0;
            var alert = Find(session, alertId);
            if (changed)
                NoteAct(session, act, "alert_acknowledge", alert);
            return alert;
        },
        cancellationToken);

    public ValueTask<Alert?> ResolveAsync(
        string alertId, DateTimeOffset at, AuditedAct? act, IReadOnlyList<AlertNews> news, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var changed = session.Use(SqliteStatements.ResolveAlert).Text(alertId).Instant(at).Text(act?.By).RunAndCount() > 0;
            if (changed)
                AddNews(session, alertId, at, news);
            var alert = Find(session, alertId);
            if (changed && act is not null)
                NoteAct(session, act, "alert_resolve", alert);
            return alert;
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<LeasedNews>> TakeAsync(DateTimeOffset now, DateTimeOffset leasedUntil, int limit, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<LeasedNews>>(
            session =>
            {
                using var rows = session.Use(SqliteStatements.TakeDeliveries).Instant(now).Instant(leasedUntil).Int64(limit);
                var taken = new List<LeasedNews>();
                while (rows.Step())
                {
                    taken.Add(new LeasedNews(
                        rows.GetInt64(0), new AlertNews(rows.GetText(1), rows.GetText(2), rows.GetText(3), rows.GetText(4)), rows.GetInt32(5), rows.GetInstant(6)));
                }

                return taken;
            },
            cancellationToken);

    public async ValueTask CompleteAsync(IReadOnlyList<DeliveryOutcome> outcomes, CancellationToken cancellationToken) => _ = await database.WriteAsync(
        session =>
        {
            foreach (var outcome in outcomes)
            {
                session.Use(SqliteStatements.CompleteDelivery).Int64(outcome.DeliveryId).Int64(outcome.Attempts).Int64(Instant(outcome.DeliveredAt))
                    .Int64(Instant(outcome.TryAgainAt)).Text(outcome.Fault).Run();
            }

            return true;
        },
        cancellationToken);

    internal static Alert ReadAlert(SqliteStatement row) => new()
    {
        AlertId = row.GetText(0),
        Cause = row.GetText(1),
        Kind = AlertWords.ParseKind(row.GetText(2)),
        Severity = CheckWords.ParseSeverity(row.GetText(3)),
        State = AlertWords.ParseState(row.GetText(4)),
        StoreId = row.FindText(5),
        Stage = row.FindText(6),
        Message = row.GetText(7),
        OpenedAt = row.GetInstant(8),
        LastSeenAt = row.GetInstant(9),
        TimesSeen = row.GetInt64(10),
        AcknowledgedAt = FindInstant(row, 11),
        AcknowledgedBy = row.FindText(12),
        ResolvedAt = FindInstant(row, 13),
        ResolvedBy = row.FindText(14),
    };

    private static Alert? Find(SqliteSession session, string alertId)
    {
        using var rows = session.Use(SqliteStatements.FindAlert).Text(alertId);
        return rows.Step() ? WithDeliveries(session, ReadAlert(rows)) : null;
    }

    private static Alert WithDeliveries(SqliteSession session, Alert alert)
    {
        using var rows = session.Use(SqliteStatements.ReadDeliveries).Text(alert.AlertId);
        var deliveries = new List<AlertDelivery>();
        while (rows.Step())
            deliveries.Add(new AlertDelivery(rows.GetText(0), rows.GetText(1), AlertWords.ParseDelivery(rows.GetText(2)), rows.GetInt32(3), FindInstant(rows, 4), rows.FindText(5)));
        return alert with { Deliveries = deliveries };
    }

    private static void AddNews(SqliteSession session, string alertId, DateTimeOffset at, IReadOnlyList<AlertNews> news)
    {
        foreach (var one in news)
            session.Use(SqliteStatements.AddDelivery).Text(alertId).Text(one.WebhookId).Text(one.Event).Text(one.Target).Text(one.Body).Instant(at).Run();
    }

    private static void NoteAct(SqliteSession session, AuditedAct act, string action, Alert? alert) => session.Use(SqliteStatements.NoteAct)
        .Instant(act.At).Text(act.By).Text(action).Text(alert?.StoreId).Null().Null().Text(act.Reason).Run();

    private static long? Instant(DateTimeOffset? value) => value is { } present ? UnixTime.ToMicroseconds(present) : null;

    private static DateTimeOffset? FindInstant(SqliteStatement row, int column) => row.IsNull(column) ? null : row.GetInstant(column);
}
