-- Decides on a quarantined event. ?1 event_id integer, ?2 state text, ?3 resolved_at integer, ?4 resolved_by, ?5 reason text.
update quarantine set state = ?2, resolved_at = ?3, resolved_by = ?4, reason = ?5 where event_id = ?1
