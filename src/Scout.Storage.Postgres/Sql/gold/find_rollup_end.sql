-- The position of the promotion that holds the $3rd row after $1, if there are so many up to $2.
-- $1 after, $2 last bigint, $3 rows integer. Index: ix_silver_transactions_position.
select position
from scout.silver_transactions
where position > $1 and position <= $2
order by position
offset $3 - 1
limit 1
