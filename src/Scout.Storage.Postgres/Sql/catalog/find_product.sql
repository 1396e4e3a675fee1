-- A product with its aliases. $1 product_id text. Index: primary keys.
select product.product_id, product.sku, product.gtin, product.product_name, product.brand, product.category, product.pack_size, product.list_price,
       product.active, product.version, product.updated_at,
       array(select alias.written from scout.product_aliases as alias where alias.product_id = product.product_id order by alias.alias)
from scout.products as product
where product.product_id = $1
