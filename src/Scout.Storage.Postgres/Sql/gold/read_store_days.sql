-- The days [$2, $3) of a store. $1 store_id text, $2 from, $3 to date. Index: primary key.
select business_day, currency, transactions, returns, items, units, revenue, late, restated_at
from scout.gold_store_days
where store_id = $1 and business_day >= $2 and business_day < $3
