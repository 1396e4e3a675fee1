-- The entries of silver after a position and up to another. $1 after, $2 last bigint. Index: ix_silver_transactions_position.
select store_id, occurred_at, received_at, promoted_at, entry, currency, type = 'return', broken_rules & 32 <> 0, item_count, units, total_amount
from scout.silver_transactions
where position > $1 and position <= $2
order by position
