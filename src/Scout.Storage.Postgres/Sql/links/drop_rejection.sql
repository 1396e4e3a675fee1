-- Takes back that a mention is not a product. $1 mention_id bigint, $2 product_id text. Index: primary key.
delete from scout.link_rejections where mention_id = $1 and product_id = $2
