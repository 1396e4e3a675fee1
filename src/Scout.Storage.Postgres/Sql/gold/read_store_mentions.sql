-- The mentions of a store on the days [$2, $3), for a rebuild to compare. $1 store_id text, $2 from, $3 to date. Index: primary key.
select business_day, mention_id, category, currency, lines, units, revenue, told, restated_at
from scout.gold_store_mentions
where store_id = $1 and business_day >= $2 and business_day < $3
