-- Notes what a quarantined event breaks today. $1 event_id bigint, $2 broken_rules smallint, $3 findings text.
update scout.quarantine set broken_rules = $2, findings = $3 where event_id = $1
