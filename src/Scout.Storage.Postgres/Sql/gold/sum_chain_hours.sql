-- Sums the hours of all stores that begin in [$1, $2) by currency. $1 from, $2 to timestamptz. Index: ix_gold_store_hours_hour.
select hour.hour_start, coalesce(nullif(hour.currency, ''), store.currency, ''), sum(transactions)::bigint, sum(returns)::bigint, sum(items)::bigint, sum(units), sum(revenue), sum(late)::bigint,
       max(restated_at)
from scout.gold_store_hours as hour
left join scout.stores as store on store.store_id = hour.store_id
where hour.hour_start >= $1 and hour.hour_start < $2
group by 1, 2
