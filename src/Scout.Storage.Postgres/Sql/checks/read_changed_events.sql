-- The events of rows written after a place, in the order of position and event.
-- $1 after position bigint, $2 after event within it bigint, $3 up to position bigint, $4 rows integer.
-- Index: ix_silver_transactions_position; the rows of one position, a promotion's, are sorted here.
select event_id, position, abs(item_count)
from scout.silver_transactions
where position >= $1 and position <= $3 and (position, event_id) > ($1, $2)
order by position, event_id
limit $4
