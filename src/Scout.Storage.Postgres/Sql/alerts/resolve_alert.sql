-- Resolves an alert that stands. $1 alert_id text, $2 at timestamptz, $3 by text (null: by itself). Answers what it is about when it did.
update scout.alerts
set state = 'resolved', resolved_at = $2, resolved_by = $3
where alert_id = $1 and state <> 'resolved'
returning store_id
