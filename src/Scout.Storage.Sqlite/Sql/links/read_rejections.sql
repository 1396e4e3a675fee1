-- What people said a mention is not. ?1 mention_id integer. Index: primary key.
select product_id from link_rejections where mention_id = ?1 order by product_id
