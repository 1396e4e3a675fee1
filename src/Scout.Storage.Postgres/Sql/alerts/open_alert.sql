-- Opens an alert unless one of its cause stands. $1 alert_id, $2 cause, $3 kind, $4 severity, $5 store_id, $6 stage, $7 message text,
-- $8 opened_at timestamptz. The arbiter is ux_alerts_standing. Answers the id when it was opened.
insert into scout.alerts (alert_id, cause, kind, severity, store_id, stage, message, opened_at, last_seen_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
on conflict (cause) where state in ('open', 'acknowledged') do nothing
returning alert_id
