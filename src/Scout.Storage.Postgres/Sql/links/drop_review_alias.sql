-- Takes back the name that a review gave a product. $1 alias, $2 product_id text. Index: primary key.
delete from scout.product_aliases where alias = $1 and product_id = $2 and source = 'review'
