-- Whose a name is. ?1 alias text. Index: primary key.
select product_id from product_aliases where alias = ?1
