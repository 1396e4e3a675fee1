-- Adds sums to the mentions of stores. $1 store_id text[], $2 business_day date[], $3 mention_id bigint[], $4 category, $5 currency text[],
-- $6 told, $7 lines bigint[], $8 units, $9 revenue numeric[], $10 restated_at timestamptz[] (null: not restated), $11 rolled_at timestamptz.
insert into scout.gold_store_mentions as gold (store_id, business_day, mention_id, category, currency, told, lines, units, revenue, rolled_at, restated_at)
select store_id, business_day, mention_id, category, currency, told, lines, units, revenue, $11, restated_at
from unnest($1::text[], $2::date[], $3::bigint[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::numeric[], $9::numeric[], $10::timestamptz[])
    as added (store_id, business_day, mention_id, category, currency, told, lines, units, revenue, restated_at)
on conflict (store_id, business_day, mention_id, category, currency) do update
set told = greatest(gold.told, excluded.told), lines = gold.lines + excluded.lines, units = gold.units + excluded.units,
    revenue = gold.revenue + excluded.revenue, rolled_at = excluded.rolled_at, restated_at = greatest(gold.restated_at, excluded.restated_at)
