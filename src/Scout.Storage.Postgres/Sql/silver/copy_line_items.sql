-- Takes rows in PostgreSQL's binary form (PostgresSilverStore writes them).
copy scout.silver_line_items
    (event_id, line_number, product_id, product_name, brand, category, gtin, unit, qty, unit_price, line_amount, discount, mention_id)
from stdin (format binary)
