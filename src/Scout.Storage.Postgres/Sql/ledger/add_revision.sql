-- Appends a correction to bronze, under the first event id of a block of its own.
-- $1 received_at timestamptz, $2 shard smallint, $3 broken_rules smallint, $4 revision smallint, $5 store_id text, $6 transaction_id text,
-- $7 source_system text, $8 content_hash bytea, $9 body bytea
insert into scout.bronze_events
    (event_id, received_at, shard, broken_rules, revision, store_id, transaction_id, source_system, content_hash, body)
values (nextval('scout.event_id_blocks') * 1048576, $1, $2, $3, $4, $5, $6, $7, $8, $9)
returning event_id
