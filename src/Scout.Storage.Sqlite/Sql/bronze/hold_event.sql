-- Holds an event that was stored in this transaction.
-- ?1 event_id integer, ?2 store_id, ?3 transaction_id text, ?4 received_at, ?5 broken_rules integer, ?6 findings text
insert into quarantine (event_id, store_id, transaction_id, received_at, broken_rules, findings) values (?1, ?2, ?3, ?4, ?5, ?6)
