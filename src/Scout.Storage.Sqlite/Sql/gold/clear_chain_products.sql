-- Takes away the products of a shard on a day. ?1 shard integer, ?2 business_day text. Index: primary key.
delete from gold_products where business_day = ?2 and shard = ?1
