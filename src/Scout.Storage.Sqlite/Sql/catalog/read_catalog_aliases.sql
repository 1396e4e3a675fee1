-- The names that the catalogue gives a product. ?1 product_id text. Index: ix_product_aliases_product.
select alias from product_aliases where product_id = ?1 and source = 'catalog'
