-- Events of bronze that nothing became of: not in silver, not held, no dead letter, and not in a range that waits. One statement, so one
-- snapshot: a promotion moves an event from the one to the other at once. $1 event ids bigint[].
-- Primary keys; the dead letter by ux_dead_letters_content. Ranges of a shard do not overlap, so only the last that begins before
-- the event can hold it.
select b.event_id, b.store_id, b.transaction_id
from scout.bronze_events as b
where b.event_id = any ($1)
  and not exists (select from scout.silver_transactions as t where t.event_id = b.event_id)
  and not exists (select from scout.quarantine as q where q.event_id = b.event_id)
  and not exists (
      select from scout.dead_letters as d
      where d.store_id = b.store_id and d.transaction_id = b.transaction_id and d.kind = 'unpromotable' and d.event_id = b.event_id
  )
  and coalesce((
      select p.last_event_id from scout.bronze_pending as p
      where p.shard = b.shard and p.first_event_id <= b.event_id
      order by p.first_event_id desc
      limit 1
  ), -1) < b.event_id
