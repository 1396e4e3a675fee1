-- All other names of products.
select alias, product_id from scout.product_aliases
