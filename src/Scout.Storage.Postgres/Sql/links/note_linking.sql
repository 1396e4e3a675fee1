-- Notes when a machine decided something. $1 decided_at timestamptz.
update scout.linking_state set decided_at = $1 where linking = 0
