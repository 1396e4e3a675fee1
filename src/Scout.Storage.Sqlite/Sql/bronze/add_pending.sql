-- Notes the range of a shard's events that were stored in this transaction.
-- ?1 shard, ?2 first_event_id, ?3 last_event_id, ?4 events, ?5 received_at, ?6 bytes integer
insert into bronze_pending (shard, first_event_id, last_event_id, events, received_at, bytes) values (?1, ?2, ?3, ?4, ?5, ?6)
