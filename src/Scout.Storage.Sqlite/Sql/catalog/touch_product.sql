-- Notes that the names of a product changed. ?1 product_id text, ?2 version, ?3 updated_at integer. Index: primary key.
update products set version = ?2, updated_at = ?3 where product_id = ?1
