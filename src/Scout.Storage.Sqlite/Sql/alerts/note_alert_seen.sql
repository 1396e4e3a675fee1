-- Notes that a cause is still there. ?1 alert_id text, ?2 message text, ?3 at integer.
update alerts
set last_seen_at = max(last_seen_at, ?3), times_seen = times_seen + 1, message = ?2
where alert_id = ?1 and state <> 'resolved'
