-- Keeps bodies that were set aside; one that is kept already (ux_dead_letters_content) stays as it is.
-- $1 kind text[], $2 event_id bigint[], $3 store_id text[], $4 transaction_id text[], $5 source_system text[],
-- $6 received_at timestamptz[], $7 reason text[], $8 content_hash bytea[], $9 body bytea[]
-- Rows go in by the order of their key, as in append_events.sql and for its reason.
insert into scout.dead_letters
    (kind, event_id, store_id, transaction_id, source_system, received_at, reason, content_hash, body)
select kind, event_id, store_id, transaction_id, source_system, received_at, reason, content_hash, body
from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::bytea[], $9::bytea[])
    as letter (kind, event_id, store_id, transaction_id, source_system, received_at, reason, content_hash, body)
order by store_id collate "C", transaction_id collate "C", kind collate "C", content_hash
on conflict on constraint ux_dead_letters_content do nothing
