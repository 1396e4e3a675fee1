-- Reads what was stored first under identities; an identity that is free has no row in the answer.
-- $1 ordinal integer[], $2 store_id text[], $3 transaction_id text[]. Index: ux_bronze_events_identity.
select asked.ordinal, event.event_id, event.received_at, event.content_hash
from unnest($1::integer[], $2::text[], $3::text[]) as asked (ordinal, store_id, transaction_id)
join scout.bronze_events as event
    on event.store_id = asked.store_id collate "C" and event.transaction_id = asked.transaction_id collate "C" and event.revision = 0
