-- Events of bronze that nothing became of: not in silver, not held, no dead letter, and not in a range that waits.
-- ?1 event ids, a JSON array of integers. Primary keys; the dead letter by ux_dead_letters_content. Ranges of a shard do not overlap,
-- so only the last that begins before the event can hold it.
select b.event_id, b.store_id, b.transaction_id
from json_each(?1) as asked
cross join bronze_events as b on b.event_id = asked.value
where not exists (select 1 from silver_transactions as t where t.event_id = b.event_id)
  and not exists (select 1 from quarantine as q where q.event_id = b.event_id)
  and not exists (
      select 1 from dead_letters as d
      where d.store_id = b.store_id and d.transaction_id = b.transaction_id and d.kind = 'unpromotable' and d.event_id = b.event_id
  )
  and coalesce((
      select p.last_event_id from bronze_pending as p
      where p.shard = b.shard and p.first_event_id <= b.event_id
      order by p.first_event_id desc
      limit 1
  ), -1) < b.event_id
