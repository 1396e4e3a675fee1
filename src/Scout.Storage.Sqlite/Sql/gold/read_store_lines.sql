-- The lines of the entries of a store in [?2, ?3) that gold may hold, as read_lines_after.sql reads them.
-- ?1 store_id text, ?2 from, ?3 to, ?4 last position integer. Index: ix_silver_transactions_store_time.
select entry.store_id, entry.occurred_at, entry.promoted_at, entry.entry, entry.currency, entry.event_id, line.line_number, line.mention_id,
       line.product_name is not null, line.category, line.qty, line.line_amount, entry.received_at, line.product_id, line.product_name, line.brand, line.gtin,
       line.unit_price
from silver_transactions as entry indexed by ix_silver_transactions_store_time
cross join silver_line_items as line on line.event_id = entry.event_id and line.entry = entry.entry
where entry.store_id = ?1 and entry.occurred_at >= ?2 and entry.occurred_at < ?3 and entry.position <= ?4
