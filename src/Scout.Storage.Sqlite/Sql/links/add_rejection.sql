-- Notes that a mention is not a product. ?1 mention_id integer, ?2 product_id text, ?3 rejected_at integer, ?4 rejected_by, ?5 reason text.
insert into link_rejections (mention_id, product_id, rejected_at, rejected_by, reason) values (?1, ?2, ?3, ?4, ?5)
on conflict (mention_id, product_id) do nothing
