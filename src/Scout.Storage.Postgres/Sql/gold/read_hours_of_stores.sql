-- The hours of all stores that begin in [$1, $2). $1 from, $2 to timestamptz. Index: ix_gold_store_hours_hour.
select hour.store_id, hour.hour_start, coalesce(nullif(hour.currency, ''), store.currency, ''), hour.transactions, hour.returns, hour.items,
       hour.units, hour.revenue, hour.late
from scout.gold_store_hours as hour
left join scout.stores as store on store.store_id = hour.store_id
where hour.hour_start >= $1 and hour.hour_start < $2
