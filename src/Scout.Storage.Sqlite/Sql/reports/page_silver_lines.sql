-- The lines of an entry in the order sent. ?1 event_id, ?2 entry. Index: primary key.
select product_id, product_name, brand, category, gtin, unit, qty, unit_price, line_amount, discount
from silver_line_items
where event_id = ?1 and entry = ?2
order by line_number
