-- What people said some mentions are not. $1 mention_id bigint[]. Index: primary key.
select mention_id, product_id from scout.link_rejections where mention_id = any ($1) order by mention_id, product_id
