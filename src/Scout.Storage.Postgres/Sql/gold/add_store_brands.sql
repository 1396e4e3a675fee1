-- Adds sums to the brands of stores. $1 store_id text[], $2 business_day date[], $3 brand, $4 currency text[], $5 lines bigint[], $6 units,
-- $7 revenue numeric[], $8 restated_at timestamptz[] (null: not restated), $9 rolled_at timestamptz.
insert into scout.gold_store_brands as gold (store_id, business_day, brand, currency, lines, units, revenue, rolled_at, restated_at)
select store_id, business_day, brand, currency, lines, units, revenue, $9, restated_at
from unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::bigint[], $6::numeric[], $7::numeric[], $8::timestamptz[])
    as added (store_id, business_day, brand, currency, lines, units, revenue, restated_at)
on conflict (store_id, business_day, brand, currency) do update
set lines = gold.lines + excluded.lines, units = gold.units + excluded.units, revenue = gold.revenue + excluded.revenue,
    rolled_at = excluded.rolled_at, restated_at = greatest(gold.restated_at, excluded.restated_at)
