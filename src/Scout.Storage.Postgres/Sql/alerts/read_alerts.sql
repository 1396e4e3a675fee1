-- A page of alerts, newest first. $1 state text (null means any), $2 before alert_id text (null begins at the newest), $3 rows integer.
-- Index: ix_alerts_state, or the primary key for any state.
select alert_id, cause, kind, severity, state, store_id, stage, message, opened_at, last_seen_at, times_seen, acknowledged_at, acknowledged_by,
       resolved_at, resolved_by
from scout.alerts
where ($1::text is null or state = $1) and ($2::text is null or alert_id < $2)
order by alert_id desc
limit $3
