-- The lines of an entry that is taken back, negated; a price stays a price. ?1 event_id integer. Index: primary key.
insert into silver_line_items
    (event_id, line_number, entry, product_id, product_name, brand, category, gtin, unit, qty, unit_price, line_amount, discount, mention_id)
select event_id, line_number, -1, product_id, product_name, brand, category, gtin, unit, -qty, unit_price, -line_amount, -discount, mention_id
from silver_line_items
where event_id = ?1 and entry = 1
