-- A page of products in the order of their ids. ?1 after text (null: the first), ?2 part of id, sku or name in lower case text (null: any),
-- ?3 active integer (null: any), ?4 brand text (null: any), ?5 rows integer. Index: primary key.
select product_id, sku, gtin, product_name, brand, category, pack_size, list_price, active, version, updated_at
from products
where (?1 is null or product_id > ?1)
  and (?2 is null or instr(lower(product_id), ?2) > 0 or instr(lower(product_name), ?2) > 0 or instr(lower(sku), ?2) > 0)
  and (?3 is null or active = ?3)
  and (?4 is null or brand = ?4)
order by product_id
limit ?5
