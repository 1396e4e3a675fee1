-- A product. ?1 product_id text. Index: primary key.
select product_id, sku, gtin, product_name, brand, category, pack_size, list_price, active, version, updated_at from products where product_id = ?1
