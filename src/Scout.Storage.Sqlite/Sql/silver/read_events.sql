-- The events of a range, by the primary key, without those that a rule holds or held. ?1 shard, ?2 first event_id, ?3 last event_id integer.
select event_id, store_id, transaction_id, received_at, broken_rules, body
from bronze_events
where event_id between ?2 and ?3 and shard = ?1 and not exists (select 1 from quarantine where quarantine.event_id = bronze_events.event_id)
order by event_id
