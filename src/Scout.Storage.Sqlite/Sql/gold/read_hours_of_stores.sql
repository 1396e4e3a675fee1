-- The hours of all stores that begin in [?1, ?2). ?1 from, ?2 to integer. Index: ix_gold_store_hours_hour.
select hour.store_id, hour.hour_start, coalesce(nullif(hour.currency, ''), store.currency, ''), hour.transactions, hour.returns, hour.items,
       hour.units_high, hour.units_low, hour.revenue_high, hour.revenue_low, hour.late
from gold_store_hours as hour
left join stores as store on store.store_id = hour.store_id
where hour.hour_start >= ?1 and hour.hour_start < ?2
