-- The lines that gold does not have. Index: ix_silver_transactions_position, once for each shard.
select entry.store_id, entry.occurred_at, entry.promoted_at, entry.entry, entry.currency, entry.event_id, line.line_number, line.product_id,
       line.product_name, line.brand, line.category, line.qty, line.line_amount
from rollup_shards as rollup
cross join silver_transactions as entry indexed by ix_silver_transactions_position
    on entry.position > rollup.position and entry.position < (rollup.shard + 1) << 48
cross join silver_line_items as line on line.event_id = entry.event_id and line.entry = entry.entry
