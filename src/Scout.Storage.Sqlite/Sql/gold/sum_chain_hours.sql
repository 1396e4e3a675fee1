-- Sums the hours of all stores that begin in [?1, ?2) by currency. ?1 from, ?2 to integer. Index: ix_gold_store_hours_hour.
select hour.hour_start, coalesce(nullif(hour.currency, ''), store.currency, ''), sum(transactions), sum(returns), sum(items), sum(units_high), sum(units_low),
       sum(revenue_high), sum(revenue_low), sum(late), max(restated_at)
from gold_store_hours as hour
left join stores as store on store.store_id = hour.store_id
where hour.hour_start >= ?1 and hour.hour_start < ?2
group by 1, 2
