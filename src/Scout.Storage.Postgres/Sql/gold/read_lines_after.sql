-- The lines of the entries after a position and up to another, each with what it takes from its entry. $1 after, $2 last bigint.
-- Index: ix_silver_transactions_position, then the primary key of the lines for each entry: "offset 0" keeps the planner from guessing at
-- the number of entries and reading all the lines there are.
select entry.store_id, entry.occurred_at, entry.promoted_at, entry.entry, entry.currency, entry.event_id, line.line_number, line.product_id,
       line.product_name, line.brand, line.category, line.qty, line.line_amount
from scout.silver_transactions as entry
cross join lateral (
    select line_number, product_id, product_name, brand, category, qty, line_amount
    from scout.silver_line_items as item
    where item.event_id = entry.event_id and item.entry = entry.entry
    offset 0
) as line
where entry.position > $1 and entry.position <= $2
