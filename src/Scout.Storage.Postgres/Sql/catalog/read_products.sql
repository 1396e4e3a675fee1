-- The whole catalogue.
select product_id, sku, gtin, product_name, brand, category, pack_size, list_price, active from scout.products
