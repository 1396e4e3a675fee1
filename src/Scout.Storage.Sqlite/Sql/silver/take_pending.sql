-- Takes a range off the pending list; the caller asks whether a row changed.
-- ?1 shard, ?2 first_event_id, ?3 events integer. Index: primary key.
delete from bronze_pending where shard = ?1 and first_event_id = ?2 and events = ?3
