-- Appends one event to bronze unless its identity is taken (ux_bronze_events_identity); the caller asks how many rows changed.
-- ?1 event_id, ?2 received_at, ?3 shard, ?4 broken_rules integer, ?5 store_id, ?6 transaction_id, ?7 source_system text,
-- ?8 content_hash, ?9 body blob
insert into bronze_events (event_id, received_at, shard, broken_rules, store_id, transaction_id, source_system, content_hash, body)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
on conflict do nothing
