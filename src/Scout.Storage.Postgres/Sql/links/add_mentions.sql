-- Writes mentions that are not there yet, in the order of their ids, so that two writers never wait for each other in a ring.
-- $1 mention_id bigint[], $2 product_id, $3 product_name, $4 brand, $5 gtin, $6 category text[], $7 price numeric[], $8 first_seen_at timestamptz[].
insert into scout.mentions (mention_id, product_id, product_name, brand, gtin, category, price, first_seen_at)
select mention_id, product_id, product_name, brand, gtin, category, price, first_seen_at
from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::numeric[], $8::timestamptz[])
    as told (mention_id, product_id, product_name, brand, gtin, category, price, first_seen_at)
order by mention_id
on conflict (mention_id) do nothing
