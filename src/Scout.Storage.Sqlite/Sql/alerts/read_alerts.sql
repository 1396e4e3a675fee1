-- A page of alerts, newest first. ?1 state text (null means any), ?2 before alert_id text (null begins at the newest), ?3 rows integer.
-- The primary key, read backward.
select alert_id, cause, kind, severity, state, store_id, stage, message, opened_at, last_seen_at, times_seen, acknowledged_at, acknowledged_by,
       resolved_at, resolved_by
from alerts
where (?1 is null or state = ?1) and (?2 is null or alert_id < ?2)
order by alert_id desc
limit ?3
