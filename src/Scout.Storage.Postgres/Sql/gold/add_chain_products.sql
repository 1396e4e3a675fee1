-- Adds sums to the products of a shard. $1 shard smallint, $2 business_day date[], $3 product_id, $4 currency text[], $5 lines bigint[], $6 units,
-- $7 revenue numeric[], $8 restated_at timestamptz[] (null: not restated), $9 rolled_at timestamptz,
-- $10 product_name, $11 brand, $12 category text[], $13 told bigint[].
insert into scout.gold_products as gold (shard, business_day, product_id, currency, product_name, brand, category, told, lines, units, revenue, rolled_at, restated_at)
select $1, business_day, product_id, currency, product_name, brand, category, told, lines, units, revenue, $9, restated_at
from unnest($2::date[], $3::text[], $4::text[], $5::bigint[], $6::numeric[], $7::numeric[], $8::timestamptz[],
            $10::text[], $11::text[], $12::text[], $13::bigint[])
    as added (business_day, product_id, currency, lines, units, revenue, restated_at, product_name, brand, category, told)
on conflict (business_day, product_id, currency, shard) do update
set product_name = case when excluded.told > gold.told then excluded.product_name else gold.product_name end,
    brand = case when excluded.told > gold.told then excluded.brand else gold.brand end,
    category = case when excluded.told > gold.told then excluded.category else gold.category end,
    told = greatest(gold.told, excluded.told),
    lines = gold.lines + excluded.lines, units = gold.units + excluded.units, revenue = gold.revenue + excluded.revenue,
    rolled_at = excluded.rolled_at, restated_at = greatest(gold.restated_at, excluded.restated_at)
