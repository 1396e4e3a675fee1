-- Resolves an alert that stands. ?1 alert_id text, ?2 at integer, ?3 by text (null: by itself).
update alerts
set state = 'resolved', resolved_at = ?2, resolved_by = ?3
where alert_id = ?1 and state <> 'resolved'
