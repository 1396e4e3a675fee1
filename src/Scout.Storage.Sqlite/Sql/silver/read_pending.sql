-- What waits in a shard, oldest first. ?1 shard, ?2 rows integer. Index: primary key.
select first_event_id, last_event_id, events, received_at, bytes
from bronze_pending
where shard = ?1
order by first_event_id
limit ?2
