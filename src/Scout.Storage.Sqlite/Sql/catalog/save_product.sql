-- Inserts or replaces a product; one that stands as it is sent is left alone. Parameters in the order of the columns.
insert into products (product_id, sku, gtin, product_name, brand, category, pack_size, list_price, active, version, updated_at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
on conflict (product_id) do update
set sku = excluded.sku, gtin = excluded.gtin, product_name = excluded.product_name, brand = excluded.brand, category = excluded.category,
    pack_size = excluded.pack_size, list_price = excluded.list_price, active = excluded.active, version = excluded.version, updated_at = excluded.updated_at
where sku is not excluded.sku or gtin is not excluded.gtin or product_name is not excluded.product_name or brand is not excluded.brand
   or category is not excluded.category or pack_size is not excluded.pack_size or list_price is not excluded.list_price or active is not excluded.active
