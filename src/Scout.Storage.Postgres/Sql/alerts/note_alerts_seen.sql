-- Notes that causes are still there. $1 alert ids text[], $2 messages text[], $3 at timestamptz.
update scout.alerts as a
set last_seen_at = greatest(a.last_seen_at, $3), times_seen = a.times_seen + 1, message = seen.message
from unnest($1::text[], $2::text[]) as seen (alert_id, message)
where a.alert_id = seen.alert_id and a.state <> 'resolved'
