-- All other names of a product, as they were written. ?1 product_id text. Index: ix_product_aliases_product.
select written from product_aliases where product_id = ?1 order by alias
