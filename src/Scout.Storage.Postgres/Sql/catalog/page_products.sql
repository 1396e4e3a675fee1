-- A page of products in the order of their ids. $1 after text (null: the first), $2 part of id, sku or name in lower case text (null: any),
-- $3 active boolean (null: any), $4 brand text (null: any), $5 rows integer. Index: primary key.
select product.product_id, product.sku, product.gtin, product.product_name, product.brand, product.category, product.pack_size, product.list_price,
       product.active, product.version, product.updated_at,
       array(select alias.written from scout.product_aliases as alias where alias.product_id = product.product_id order by alias.alias)
from scout.products as product
where ($1::text is null or product.product_id > $1)
  and ($2::text is null or strpos(lower(product.product_id), $2) > 0 or strpos(lower(product.product_name), $2) > 0 or strpos(lower(product.sku), $2) > 0)
  and ($3::boolean is null or product.active = $3)
  and ($4::text is null or product.brand = $4)
order by product.product_id
limit $5
