-- The events of rows written after a place, in the order of position and event.
-- ?1 after position, ?2 after event within it, ?3 up to position, ?4 rows integer.
-- Index: ix_silver_transactions_position, whose entries end in the primary key, so nothing is sorted.
select event_id, position, abs(item_count)
from silver_transactions indexed by ix_silver_transactions_position
where position >= ?1 and position <= ?3 and (position, event_id) > (?1, ?2)
order by position, event_id
limit ?4
