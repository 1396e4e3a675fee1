-- Sums the days [$1, $2) of all stores by currency. $1 from, $2 to date. Index: ix_gold_store_days_day.
select day.business_day, coalesce(nullif(day.currency, ''), store.currency, ''), sum(transactions)::bigint, sum(returns)::bigint, sum(items)::bigint, sum(units), sum(revenue), sum(late)::bigint,
       max(restated_at)
from scout.gold_store_days as day
left join scout.stores as store on store.store_id = day.store_id
where day.business_day >= $1 and day.business_day < $2
group by 1, 2
