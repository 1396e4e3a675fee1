-- Appends a batch to bronze, holds what the rules hold, and notes, for each shard that got other events, the range that now waits for
-- promotion.
-- $1 event_id bigint[], $2 shard smallint[], $3 store_id text[], $4 transaction_id text[], $5 received_at timestamptz[],
-- $6 source_system text[], $7 content_hash bytea[], $8 body bytea[], $9 broken_rules smallint[];
-- of the held ones among them: $10 event_id bigint[], $11 findings text[]
-- Answers one array: the ids that were stored. What is missing in it was there before (ux_bronze_events_identity), committed by
-- someone else or a moment ago by this very statement; its content is read by find_stored.sql in a statement of its own, because
-- this one's snapshot cannot see a row that another transaction committed while we waited for it.
-- Rows go in by the order of their identity, not of the batch: two batches with the same events in two orders would each wait for a
-- row of the other's, and one of them would fail as a deadlock. Within an identity the first of the batch wins.
-- Most batches hold nothing back: the condition on the count of $10 is asked once, and then nothing of that part runs.
with stored as (
    insert into scout.bronze_events
        (event_id, shard, store_id, transaction_id, received_at, source_system, content_hash, body, broken_rules)
    select event_id, shard, store_id, transaction_id, received_at, source_system, content_hash, body, broken_rules
    from unnest($1::bigint[], $2::smallint[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::bytea[], $8::bytea[], $9::smallint[])
        with ordinality as event
        (event_id, shard, store_id, transaction_id, received_at, source_system, content_hash, body, broken_rules, ordinal)
    order by store_id collate "C", transaction_id collate "C", ordinal
    on conflict on constraint ux_bronze_events_identity do nothing
    returning event_id, shard, received_at, octet_length(body) as bytes
),
held as (
    insert into scout.quarantine (event_id, store_id, transaction_id, received_at, broken_rules, findings)
    select event.event_id, event.store_id, event.transaction_id, event.received_at, event.broken_rules, verdict.findings
    from unnest($1::bigint[], $3::text[], $4::text[], $5::timestamptz[], $9::smallint[])
        as event (event_id, store_id, transaction_id, received_at, broken_rules)
    join unnest($10::bigint[], $11::text[]) as verdict (event_id, findings) on verdict.event_id = event.event_id
    where cardinality($10::bigint[]) > 0 and event.event_id in (select event_id from stored)
),
pending as (
    insert into scout.bronze_pending (shard, first_event_id, last_event_id, events, bytes, received_at)
    select shard, min(event_id), max(event_id), count(*), sum(bytes), min(received_at)
    from stored
    where event_id <> all ($10::bigint[])
    group by shard
)
select coalesce(array_agg(event_id), '{}') from stored
