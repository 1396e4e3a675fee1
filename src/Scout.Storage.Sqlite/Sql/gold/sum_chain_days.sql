-- Sums the days [?1, ?2) of all stores by currency. ?1 from, ?2 to text. Index: ix_gold_store_days_day.
select day.business_day, coalesce(nullif(day.currency, ''), store.currency, ''), sum(transactions), sum(returns), sum(items), sum(units_high), sum(units_low),
       sum(revenue_high), sum(revenue_low), sum(late), max(restated_at)
from gold_store_days as day
left join stores as store on store.store_id = day.store_id
where day.business_day >= ?1 and day.business_day < ?2
group by 1, 2
