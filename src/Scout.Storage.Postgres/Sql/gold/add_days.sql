-- Adds sums to the days of stores. $1 store_id text[], $2 business_day date[], $3 currency text[], $4 transactions, $5 returns, $6 items
-- bigint[], $7 units, $8 revenue numeric[], $9 late bigint[], $10 restated_at timestamptz[] (null: not restated), $11 rolled_at timestamptz.
insert into scout.gold_store_days as gold (store_id, business_day, currency, transactions, returns, items, units, revenue, late, rolled_at, restated_at)
select store_id, business_day, currency, transactions, returns, items, units, revenue, late, $11, restated_at
from unnest($1::text[], $2::date[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::numeric[], $8::numeric[], $9::bigint[], $10::timestamptz[])
    as added (store_id, business_day, currency, transactions, returns, items, units, revenue, late, restated_at)
on conflict (store_id, business_day, currency) do update
set transactions = gold.transactions + excluded.transactions, returns = gold.returns + excluded.returns, items = gold.items + excluded.items,
    units = gold.units + excluded.units, revenue = gold.revenue + excluded.revenue, late = gold.late + excluded.late,
    rolled_at = excluded.rolled_at, restated_at = greatest(gold.restated_at, excluded.restated_at)
