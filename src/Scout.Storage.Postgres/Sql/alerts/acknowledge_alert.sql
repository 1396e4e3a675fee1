-- Marks an open alert as seen by a person. $1 alert_id text, $2 at timestamptz, $3 by text. Answers what it is about when it did.
update scout.alerts
set state = 'acknowledged', acknowledged_at = $2, acknowledged_by = $3
where alert_id = $1 and state = 'open'
returning store_id
