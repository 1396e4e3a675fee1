-- The entries of a store in [$2, $3) that gold may hold. $1 store_id text, $2 from, $3 to timestamptz, $4 last position bigint.
-- Index: ix_silver_transactions_store_time.
select store_id, occurred_at, received_at, promoted_at, entry, currency, type = 'return', broken_rules & 32 <> 0, item_count, units, total_amount
from scout.silver_transactions
where store_id = $1 and occurred_at >= $2 and occurred_at < $3 and position <= $4
order by occurred_at
