-- Whether a product is there. ?1 product_id text. Index: primary key.
select 1 from products where product_id = ?1
