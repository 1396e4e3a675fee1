-- One alert. ?1 alert_id text.
select alert_id, cause, kind, severity, state, store_id, stage, message, opened_at, last_seen_at, times_seen, acknowledged_at, acknowledged_by,
       resolved_at, resolved_by
from alerts
where alert_id = ?1
