-- The lines of a transaction in the order sent. $1 event_id bigint. Index: primary key.
select product_id, product_name, brand, category, gtin, unit, qty, unit_price, line_amount, discount
from scout.silver_line_items
where event_id = $1 and entry = 1
order by line_number
