-- The lines that gold does not have, as links say. Index: ix_silver_transactions_position, once for each shard; then primary keys.
select entry.store_id, entry.occurred_at, entry.entry, entry.currency, entry.event_id, line.line_number,
       coalesce(mention.linked_product_id, line.product_id), coalesce(product.product_name, mention.product_name, line.product_name),
       coalesce(product.brand, mention.brand, line.brand), coalesce(product.category, line.category), line.qty, line.line_amount
from rollup_shards as rollup
cross join silver_transactions as entry indexed by ix_silver_transactions_position
    on entry.position > rollup.position and entry.position < (rollup.shard + 1) << 48
cross join silver_line_items as line on line.event_id = entry.event_id and line.entry = entry.entry
left join mentions as mention on mention.mention_id = line.mention_id
left join products as product on product.product_id = mention.linked_product_id
