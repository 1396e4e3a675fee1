-- The lines of a store in [?2, ?3) that its gold does not have, as links say. ?1 store_id text, ?2 from, ?3 to, ?4 shard integer.
-- Index: ix_silver_transactions_position, then primary keys.
select entry.store_id, entry.occurred_at, entry.entry, entry.currency, entry.event_id, line.line_number,
       coalesce(mention.linked_product_id, line.product_id), coalesce(product.product_name, mention.product_name, line.product_name),
       coalesce(product.brand, mention.brand, line.brand), coalesce(product.category, line.category), line.qty, line.line_amount
from silver_transactions as entry indexed by ix_silver_transactions_position
cross join silver_line_items as line on line.event_id = entry.event_id and line.entry = entry.entry
left join mentions as mention on mention.mention_id = line.mention_id
left join products as product on product.product_id = mention.linked_product_id
where entry.position > (select position from rollup_shards where shard = ?4) and entry.position < (?4 + 1) << 48
  and entry.store_id = ?1 and entry.occurred_at >= ?2 and entry.occurred_at < ?3
