-- The lines of the entries after a position and up to another, each with what it takes from its entry and what names its product.
-- ?1 after, ?2 last integer.
-- Index: ix_silver_transactions_position, then the primary key of the lines for each entry ("cross join" keeps that order).
select entry.store_id, entry.occurred_at, entry.promoted_at, entry.entry, entry.currency, entry.event_id, line.line_number, line.mention_id,
       line.product_name is not null, line.category, line.qty, line.line_amount, entry.received_at, line.product_id, line.product_name, line.brand, line.gtin,
       line.unit_price
from silver_transactions as entry indexed by ix_silver_transactions_position
cross join silver_line_items as line on line.event_id = entry.event_id and line.entry = entry.entry
where entry.position > ?1 and entry.position <= ?2
