-- Notes what a quarantined event breaks today. ?1 event_id, ?2 broken_rules integer, ?3 findings text.
update quarantine set broken_rules = ?2, findings = ?3 where event_id = ?1
