-- Takes back that a mention is not a product. ?1 mention_id integer, ?2 product_id text. Index: primary key.
delete from link_rejections where mention_id = ?1 and product_id = ?2
