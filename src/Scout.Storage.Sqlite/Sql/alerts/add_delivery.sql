-- News of an alert for one receiver, due at once. ?1 alert_id, ?2 webhook_id, ?3 event, ?4 target, ?5 body text, ?6 at integer.
insert into alert_deliveries (alert_id, webhook_id, event, target, body, created_at, due_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?6)
