-- Appends a correction to bronze; the caller asks how many rows changed, as with append_event.sql.
-- ?1 event_id, ?2 received_at, ?3 shard, ?4 broken_rules, ?5 revision integer, ?6 store_id, ?7 transaction_id, ?8 source_system text,
-- ?9 content_hash, ?10 body blob
insert into bronze_events
    (event_id, received_at, shard, broken_rules, revision, store_id, transaction_id, source_system, content_hash, body)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
on conflict do nothing
