-- The lines of the entries of a store in [$2, $3) that gold may hold, as read_lines_after.sql reads them.
-- $1 store_id text, $2 from, $3 to timestamptz, $4 last position bigint. Index: ix_silver_transactions_store_time.
select entry.store_id, entry.occurred_at, entry.promoted_at, entry.entry, entry.currency, entry.event_id, line.line_number, line.mention_id,
       line.product_name is not null, line.category, line.qty, line.line_amount, entry.received_at,
       case when line.mention_id is null then line.product_id end, case when line.mention_id is null then line.product_name end,
       case when line.mention_id is null then line.brand end, case when line.mention_id is null then line.gtin end,
       case when line.mention_id is null then line.unit_price end
from scout.silver_transactions as entry
cross join lateral (
    select line_number, mention_id, product_id, product_name, brand, category, gtin, qty, unit_price, line_amount
    from scout.silver_line_items as item
    where item.event_id = entry.event_id and item.entry = entry.entry
    offset 0
) as line
where entry.store_id = $1 and entry.occurred_at >= $2 and entry.occurred_at < $3 and entry.position <= $4
