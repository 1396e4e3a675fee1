-- Inserts and replaces products; what stands as it is sent is left alone. Answers those that changed and whether they are new.
-- $1 product_id, $2 sku, $3 gtin, $4 product_name, $5 brand, $6 category, $7 pack_size text[], $8 list_price numeric[], $9 active boolean[],
-- $10 version bigint, $11 updated_at timestamptz. Index: primary key.
insert into scout.products as old (product_id, sku, gtin, product_name, brand, category, pack_size, list_price, active, version, updated_at)
select product_id, sku, gtin, product_name, brand, category, pack_size, list_price, active, $10, $11
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::numeric[], $9::boolean[])
    as sent (product_id, sku, gtin, product_name, brand, category, pack_size, list_price, active)
on conflict (product_id) do update
set sku = excluded.sku, gtin = excluded.gtin, product_name = excluded.product_name, brand = excluded.brand, category = excluded.category,
    pack_size = excluded.pack_size, list_price = excluded.list_price, active = excluded.active, version = excluded.version, updated_at = excluded.updated_at
where (old.sku, old.gtin, old.product_name, old.brand, old.category, old.pack_size, old.list_price, old.active)
    is distinct from (excluded.sku, excluded.gtin, excluded.product_name, excluded.brand, excluded.category, excluded.pack_size, excluded.list_price, excluded.active)
returning product_id, xmax = 0
