-- Notes when a machine decided something. ?1 decided_at integer.
update linking_state set decided_at = ?1 where linking = 0
