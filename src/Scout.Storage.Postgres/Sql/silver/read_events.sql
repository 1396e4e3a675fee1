-- The events of some ranges of a shard, by the primary key, without those that a rule holds or held.
-- $1 shard smallint, $2 first event_id bigint[], $3 last event_id bigint[].
-- The planner cannot know how short a range is. So the subquery has an offset, which keeps it whole: each range is read by the primary
-- key; and quarantine is asked in a subquery of its own, one probe for each event, where a join might read all of it.
select event.event_id, event.store_id, event.transaction_id, event.received_at, event.broken_rules, event.body
from unnest($2::bigint[], $3::bigint[]) as range (first_event_id, last_event_id)
cross join lateral (
    select event_id, store_id, transaction_id, received_at, broken_rules, body
    from scout.bronze_events as one
    where event_id between range.first_event_id and range.last_event_id and shard = $1
      and (select held.event_id from scout.quarantine as held where held.event_id = one.event_id) is null
    offset 0
) as event
order by event.event_id
