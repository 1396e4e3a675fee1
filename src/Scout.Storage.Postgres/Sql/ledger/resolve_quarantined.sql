-- Decides on a quarantined event. $1 event_id bigint, $2 state text, $3 resolved_at timestamptz, $4 resolved_by text, $5 reason text.
update scout.quarantine set state = $2, resolved_at = $3, resolved_by = $4, reason = $5 where event_id = $1
