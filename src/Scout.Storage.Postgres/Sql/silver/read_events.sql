-- The events of some ranges of a shard, by the primary key, without those that a rule holds or held.
-- $1 shard smallint, $2 first event_id bigint[], $3 last event_id bigint[].
-- Quarantine is asked in a subquery of its own, which is one probe of its primary key for each event: as a join it would be planned with
-- a guess at the length of the ranges, and read all of quarantine.
select event.event_id, event.store_id, event.transaction_id, event.received_at, event.broken_rules, event.body
from unnest($2::bigint[], $3::bigint[]) as range (first_event_id, last_event_id)
join scout.bronze_events as event on event.event_id between range.first_event_id and range.last_event_id
where event.shard = $1 and (select held.event_id from scout.quarantine as held where held.event_id = event.event_id) is null
order by event.event_id
