-- Keeps an event of bronze that cannot become silver as a dead letter. ?1 event_id integer, ?2 reason text.
insert into dead_letters (kind, event_id, store_id, transaction_id, source_system, received_at, reason, content_hash, body)
select 'unpromotable', event_id, store_id, transaction_id, source_system, received_at, ?2, content_hash, body
from bronze_events
where event_id = ?1
on conflict (store_id, transaction_id, kind, content_hash) do nothing
