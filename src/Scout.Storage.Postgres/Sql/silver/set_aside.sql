-- Keeps events of bronze that cannot become silver as dead letters. $1 event_id bigint[], $2 reason text[].
insert into scout.dead_letters
    (kind, event_id, store_id, transaction_id, source_system, received_at, reason, content_hash, body)
select 'unpromotable', event.event_id, event.store_id, event.transaction_id, event.source_system, event.received_at, poison.reason,
       event.content_hash, event.body
from unnest($1::bigint[], $2::text[]) as poison (event_id, reason)
join scout.bronze_events as event on event.event_id = poison.event_id
on conflict on constraint ux_dead_letters_content do nothing
