-- The lines of some entries in the order sent. $1 event_ids bigint[]. Index: primary key.
select event_id, entry, product_id, product_name, brand, category, gtin, unit, qty, unit_price, line_amount, discount
from scout.silver_line_items
where event_id = any($1)
order by event_id, entry, line_number
