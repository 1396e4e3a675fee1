-- Alerts that stand, oldest first. $1 rows integer. Index: ux_alerts_standing, which holds nothing else.
select alert_id, cause, kind, severity, state, store_id, stage, message, opened_at, last_seen_at, times_seen, acknowledged_at, acknowledged_by,
       resolved_at, resolved_by
from scout.alerts
where state in ('open', 'acknowledged')
order by alert_id
limit $1
