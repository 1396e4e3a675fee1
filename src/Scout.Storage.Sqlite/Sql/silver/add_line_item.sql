-- Adds a line to a transaction of silver. Parameters in the order of the columns; SilverRows binds them.
insert into silver_line_items
    (event_id, line_number, product_id, product_name, brand, category, gtin, unit, qty, unit_price, line_amount, discount, mention_id)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
