-- All other names of products.
select alias, product_id from product_aliases
