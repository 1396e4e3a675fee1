-- The lines of the entries after a position and up to another, each with what it takes from its entry; a line without a mention with
-- what names its product. $1 after, $2 last bigint.
-- Index: ix_silver_transactions_position, then the primary key of the lines for each entry: "offset 0" keeps the planner from guessing at
-- the number of entries and reading all the lines there are.
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
where entry.position > $1 and entry.position <= $2
