-- Notes who did what and why.
-- ?1 acted_at integer, ?2 actor, ?3 action, ?4 store_id, ?5 transaction_id text, ?6 event_id integer, ?7 reason text
insert into audit_log (acted_at, actor, action, store_id, transaction_id, event_id, reason) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
