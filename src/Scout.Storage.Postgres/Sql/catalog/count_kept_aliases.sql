-- Of some names, those that a review gave to another product. $1 alias, $2 product_id text[]. Index: primary key.
select count(*)
from unnest($1::text[], $2::text[]) as sent (alias, product_id)
join scout.product_aliases as held on held.alias = sent.alias
where held.product_id <> sent.product_id
